import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { rules } from "../../policies/rules";
import { resource, unknownMark } from "./states";

const folder = join(__dirname, "..", "..", "policies");
const mutable = { imageTagMutability: "MUTABLE", imageScanningConfiguration: { scanOnPush: true } };

/** A violation as the engine receives it. */
interface Reported {
  policy: string;
  level: number;
  message: string;
  urn: string;
}

describe("policies: the pack", function () {
  this.timeout(30_000);
  let pack: ChildProcess;
  let client: AnalyzerClient;

  before(async () => {
    const environment = { ...process.env, PULUMI_CONFIG: "{}" };
    pack = spawn(process.execPath, ["start.js"], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    assert.ok(pack.stdout);
    const [port] = await once(pack.stdout.setEncoding("utf8"), "data");
    client = new AnalyzerClient(`127.0.0.1:${Number(port)}`, grpc.credentials.createInsecure());
  });

  after(async () => {
    client.close();
    pack.kill();
    await once(pack, "exit");
  });

  const tagged = (tier: string) => ({ defaultTags: JSON.stringify({ tags: { tier } }) });

  it("has a policy for each rule, and one for the waivers", async () => {
    const info = await new Promise<analyzer.AnalyzerInfo>((resolve, reject) =>
      client.getAnalyzerInfo(new Empty(), (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    assert.equal(info.getName(), "aws-containers");
    assert.deepEqual(
      info.getPoliciesList().map((policy) => policy.getName()),
      ["waivers-in-use", ...rules.map(({ id }) => id)],
    );
  });

  it("fails a resource in prod", async () => {
    assert.deepEqual(await analyze("pulumi:providers:aws", tagged("prod")), []);
    assert.deepEqual(await analyze("aws:ecr/repository:Repository", mutable), [
      {
        policy: "ecr-immutable-tags",
        level: analyzer.EnforcementLevel.MANDATORY,
        message: "Tags are immutable (ECR.2).\nTags can be overwritten: set imageTagMutability: IMMUTABLE.",
        urn: "urn:pulumi:prod::containers::aws:ecr/repository:Repository::it",
      },
    ]);
  });

  it("reports it as advisory in dev", async () => {
    await analyze("pulumi:providers:aws", tagged("dev"));
    const reported = await analyze("aws:ecr/repository:Repository", mutable);
    assert.deepEqual(
      reported.map(({ policy, level }) => [policy, level]),
      [["ecr-immutable-tags", analyzer.EnforcementLevel.ADVISORY]],
    );
  });

  it("evaluates a stack without a tier as prod", async () => {
    await analyze("pulumi:providers:aws", {});
    const reported = await analyze("aws:ecr/repository:Repository", mutable);
    assert.deepEqual(
      reported.map(({ level }) => level),
      [analyzer.EnforcementLevel.MANDATORY],
    );
  });

  it("reports nothing for values that a preview doesn't know", async () => {
    const inputs = {
      imageTagMutability: unknownMark,
      imageScanningConfiguration: { scanOnPush: unknownMark },
    };
    assert.deepEqual(await analyze("aws:ecr/repository:Repository", inputs), []);
    assert.deepEqual(
      await analyze("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: unknownMark }),
      [],
    );
  });

  it("evaluates the inputs of the whole stack, not its outputs", async () => {
    await analyze("pulumi:providers:aws", tagged("prod"));
    const nginx = JSON.stringify([{ name: "web", image: "nginx", readonlyRootFilesystem: true }]);
    await analyze("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: nginx });
    await analyze("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const vpc = "urn:pulumi:prod::containers::aws:ec2/vpc:Vpc::it";
    const task = "urn:pulumi:prod::containers::aws:ecs/taskDefinition:TaskDefinition::it";
    const reported = await analyzeStack(
      ["aws:ec2/vpc:Vpc", { id: unknownMark }],
      ["aws:lb/listener:Listener", {}],
      ["aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: unknownMark }],
    );
    assert.deepEqual(
      reported.map(({ policy, urn }) => [policy, urn]),
      [
        ["vpc-flow-logs", vpc],
        ["vpc-default-security-group-closed", vpc],
        ["ecs-image-pinned", task],
      ],
    );
  });

  it("reports a waiver that matches nothing of what violates its rule", async () => {
    await analyze("pulumi:providers:aws", tagged("dev"));
    const listener = { port: 80, protocol: "HTTP", defaultActions: [{ type: "forward" }] };
    await analyze("aws:lb/listener:Listener", listener);
    const reported = await analyzeStack(["aws:lb/listener:Listener", listener]);
    assert.deepEqual(
      reported.map(({ policy, urn }) => [policy, urn]),
      [
        ["waivers-in-use", ""],
        ["elb-tls-or-redirect", "urn:pulumi:prod::containers::aws:lb/listener:Listener::it"],
      ],
    );
    assert.match(
      reported[0]?.message ?? "",
      /Waiver of elb-tls-or-redirect for .*::ecs-http: it matches no resource; the stack has aws:lb\/listener:Listener::it\.$/,
    );
  });

  function analyze(type: string, inputs: Record<string, JavaScriptValue>): Promise<Reported[]> {
    const request = new analyzer.AnalyzeRequest();
    describeIn(request, type, inputs);
    return new Promise((resolve, reject) =>
      client.analyze(request, (error, answer) => (error ? reject(error) : resolve(reportedBy(answer)))),
    );
  }

  function analyzeStack(
    ...resources: [type: string, outputs: Record<string, JavaScriptValue>][]
  ): Promise<Reported[]> {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(
      resources.map(([type, outputs]) => {
        const one = new analyzer.AnalyzerResource();
        describeIn(one, type, outputs);
        return one;
      }),
    );
    return new Promise((resolve, reject) =>
      client.analyzeStack(request, (error, answer) => (error ? reject(error) : resolve(reportedBy(answer)))),
    );
  }
});

function describeIn(
  request: analyzer.AnalyzeRequest | analyzer.AnalyzerResource,
  type: string,
  properties: Record<string, JavaScriptValue>,
): void {
  const { urn, name } = resource(type, {});
  request.setType(type);
  request.setUrn(urn);
  request.setName(name);
  request.setProperties(Struct.fromJavaScript(properties));
  request.setOptions(new analyzer.AnalyzerResourceOptions());
}

function reportedBy(answer: analyzer.AnalyzeResponse): Reported[] {
  return answer.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    level: diagnostic.getEnforcementlevel(),
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
  }));
}
