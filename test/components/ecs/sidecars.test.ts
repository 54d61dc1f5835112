import assert from "node:assert/strict";
import type { ServiceDescription } from "../../../components/service";
import type { SidecarDescription } from "../../../components/sidecar";
import { secretReferenceForms } from "../../../facts/secret-references";
import { json, type RecordedPlan } from "../../support/plan";
import { planOfService } from "./a-service";

const image = `public.ecr.aws/envoy/envoy@sha256:${"0".repeat(64)}`;
const own = "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent:1";

const sidecars: Record<string, SidecarDescription> = {
  proxy: {
    image,
    command: ["--config", "/etc/envoy.yaml"],
    port: 9000,
    cpu: 32,
    memory: 64,
    environment: { LEVEL: "info" },
    user: 101,
    health: { command: ["/bin/healthy"], intervalSeconds: 10, graceSeconds: 60, unhealthyThreshold: 3 },
  },
  agent: { image: own, writablePaths: ["/var/lib/agent"], essential: false },
};

type Container = { name: string } & Record<string, unknown>;

const taskOf = (plan: RecordedPlan) => plan.resource("TaskDefinition", "hello-task").inputs;
const containersOf = (plan: RecordedPlan) => json(taskOf(plan).containerDefinitions) as Container[];

describe("FargateService: sidecars", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfService({ service: { sidecars, files: { "/etc/web/a": "a" } } });
  });

  it("start before the service's container, which waits for the healthy ones and has the rest of the task", () => {
    const [service, ...others] = containersOf(plan);
    assert.deepEqual(
      others.map(({ name }) => name),
      ["hello-files", "agent", "proxy"],
    );
    assert.deepEqual(service?.dependsOn, [
      { containerName: "hello-files", condition: "SUCCESS" },
      { containerName: "agent", condition: "START" },
      { containerName: "proxy", condition: "HEALTHY" },
    ]);
    assert.deepEqual([service?.cpu, service?.memory], [160, 320]);
    assert.deepEqual([taskOf(plan).cpu, taskOf(plan).memory], ["256", "512"]);
  });

  it("are hardened as the service's container, with their own size, user, variables and health", () => {
    const [, , , proxy] = containersOf(plan);
    assert.ok(proxy);
    const { logConfiguration, ...rest } = proxy;
    assert.deepEqual(rest, {
      name: "proxy",
      image,
      versionConsistency: "enabled",
      essential: true,
      cpu: 32,
      memory: 64,
      user: "101:101",
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
      environment: [
        { name: "LEVEL", value: "info" },
        { name: "PLATFORM", value: "ecs" },
        { name: "PORT", value: "9000" },
      ],
      command: ["--config", "/etc/envoy.yaml"],
      mountPoints: [{ sourceVolume: "sidecar-proxy-tmp", containerPath: "/tmp", readOnly: false }],
      stopTimeout: 30,
      healthCheck: {
        command: ["CMD", "/bin/healthy"],
        interval: 10,
        timeout: 5,
        retries: 3,
        startPeriod: 60,
      },
      restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    });
    const { options } = logConfiguration as { options: Record<string, unknown> };
    assert.equal(options["awslogs-stream-prefix"], "proxy");
  });

  it("that aren't essential have a small share by default, and stop nothing when they end", () => {
    const agent = containersOf(plan)[2];
    assert.deepEqual(
      [agent?.essential, agent?.cpu, agent?.memory, agent?.user, agent?.healthCheck],
      [false, 64, 128, "65532:65532", undefined],
    );
  });

  it("have volumes of their own", () => {
    assert.deepEqual(taskOf(plan).volumes, [
      { name: "tmp" },
      { name: "etc-web-753a562b" },
      { name: "sidecar-agent-var-lib-agent-e6aec8c9" },
      { name: "sidecar-proxy-tmp" },
    ]);
  });

  it("can be pulled from their private repositories", () => {
    const { policy } = plan.resource("RolePolicy", "hello-execution").inputs;
    const { Statement } = json(policy) as { Statement: { Sid: string; Resource: unknown }[] };
    assert.deepEqual(Statement.find(({ Sid }) => Sid === "PullImage")?.Resource, [
      "arn:aws:ecr:us-east-1:000000000000:repository/hello",
      "arn:aws:ecr:us-east-1:111122223333:repository/agent",
    ]);
  });

  it("get the secrets that they name, which the execution role reads with the service's and no others", async () => {
    const token = "arn:aws:secretsmanager:us-east-1:111122223333:secret:proxy-AbCdEf";
    const withSecrets = await planOfService({
      service: {
        secrets: { KEY: "/shop/key" },
        sidecars: {
          proxy: { image, port: 9000, secrets: { TOKEN: `${token}:token`, PLATFORM: "/shop/platform" } },
        },
      },
    });
    const [service, proxy] = containersOf(withSecrets);
    assert.deepEqual(service?.secrets, [{ name: "KEY", valueFrom: "/shop/key" }]);
    assert.deepEqual(proxy?.environment, [{ name: "PORT", value: "9000" }]);
    assert.deepEqual(proxy?.secrets, [
      { name: "PLATFORM", valueFrom: "/shop/platform" },
      { name: "TOKEN", valueFrom: `${token}:token::` },
    ]);
    const { policy } = withSecrets.resource("RolePolicy", "hello-execution").inputs;
    const { Statement } = json(policy) as { Statement: { Sid: string; Resource: unknown }[] };
    const resources = (sid: string) => Statement.find(({ Sid }) => Sid === sid)?.Resource;
    assert.deepEqual(resources("ReadSecrets"), [token]);
    assert.deepEqual(resources("ReadParameters"), [
      "arn:aws:ssm:us-east-1:000000000000:parameter/shop/key",
      "arn:aws:ssm:us-east-1:000000000000:parameter/shop/platform",
    ]);
  });

  it("start after their files are written, each into its own volume though the paths are the same", async () => {
    const files = (text: string) => ({ "/etc/proxy/a.yaml": text, "/etc/proxy/more/b.yaml": `${text} b` });
    const withFiles = await planOfService({
      service: {
        files: files("own"),
        sidecars: { agent: { image }, proxy: { image, files: files("proxy") } },
      },
    });
    const volume = "sidecar-proxy-etc-proxy-3ca4f3bc";
    const [service, writer, agent, proxy] = containersOf(withFiles);
    assert.deepEqual(writer?.command, [
      "/etc/proxy/a.yaml",
      "own",
      "/etc/proxy/more/b.yaml",
      "own b",
      `/${volume}/a.yaml`,
      "proxy",
      `/${volume}/more/b.yaml`,
      "proxy b",
    ]);
    assert.deepEqual(writer?.mountPoints, [
      { sourceVolume: "etc-proxy-3ca4f3bc", containerPath: "/etc/proxy", readOnly: false },
      { sourceVolume: volume, containerPath: `/${volume}`, readOnly: false },
    ]);
    assert.deepEqual(proxy?.mountPoints, [
      { sourceVolume: "sidecar-proxy-tmp", containerPath: "/tmp", readOnly: false },
      { sourceVolume: volume, containerPath: "/etc/proxy", readOnly: true },
    ]);
    const written = { containerName: "hello-files", condition: "SUCCESS" };
    assert.deepEqual([agent?.dependsOn, proxy?.dependsOn], [undefined, [written]]);
    assert.deepEqual(service?.dependsOn, [
      written,
      { containerName: "agent", condition: "START" },
      { containerName: "proxy", condition: "START" },
    ]);
    assert.deepEqual(taskOf(withFiles).volumes, [
      ...["tmp", "etc-proxy-3ca4f3bc", "sidecar-agent-tmp", "sidecar-proxy-tmp", volume].map((name) => ({
        name,
      })),
    ]);
  });

  it("are nothing at all without any", async () => {
    const [service, ...others] = containersOf(await planOfService());
    assert.deepEqual(
      [service?.cpu, service?.memory, service?.dependsOn, others],
      [undefined, undefined, undefined, []],
    );
  });

  const refused: [change: Partial<ServiceDescription>, ...errors: string[]][] = [
    [
      {
        cpu: 1024,
        memory: 2048,
        sidecars: { hello: { image }, "hello-files": { image }, service: { image }, "Proxy!": { image } },
      },
      ...["hello", "hello-files", "service"].map(
        (name) =>
          `a name in service.sidecars is "${name}": must be another name than service, before, hello, hello-files and those that begin with ecs- or aws-, which other containers have`,
      ),
      'a name in service.sidecars is "Proxy!": must be at most 20 lowercase letters, digits and hyphens, a letter first and no hyphen last',
    ],
    [
      {
        cpu: 1024,
        memory: 2048,
        sidecars: {
          a: { image, port: 8080 },
          b: { image, port: 9000 },
          c: { image, port: 9000 },
          d: { image, port: 80 },
        },
      },
      "service.sidecars.a.port is 8080: must be another one: service.port is the same",
      "service.sidecars.c.port is 9000: must be another one: service.sidecars.b.port is the same",
      "service.sidecars.d.port is 80: must be a whole number from 1024 to 65535",
    ],
    [
      { sidecars: { a: { image, cpu: 200, memory: 480 } } },
      "service.cpu is 256: must be at least 64 above the 200 of its sidecars",
      "service.memory is 512: must be at least 64 above the 480 of its sidecars",
    ],
    [
      {
        sidecars: {
          a: {
            image,
            port: 9000,
            cpu: 8,
            memory: 8,
            user: 0,
            essential: false,
            writablePaths: ["tmp"],
            environment: { PORT: "1" },
            secrets: { PORT: "/port", KEY: "key" },
            files: { "/etc/a": "a" },
            health: { command: [], intervalSeconds: 1, graceSeconds: 301, unhealthyThreshold: 1 },
          },
        },
      },
      "service.sidecars.a.cpu is 8: must be a whole number from 16 to 16384",
      "service.sidecars.a.memory is 8: must be a whole number from 16 to 122880",
      "service.sidecars.a.user is 0: must be a whole number from 1 to 65534",
      "service.sidecars.a.environment.PORT is set from service.sidecars.a.port: must be left out",
      "service.sidecars.a.secrets.PORT is in service.sidecars.a.environment too: must be in one of them",
      `service.sidecars.a.secrets.KEY is "key": must be ${secretReferenceForms}`,
      'service.sidecars.a.files is "/etc/a": must be in a directory of its own, such as /etc/web/config.yaml: what the image has in /etc would be hidden',
      'service.sidecars.a.writablePaths[0] is "tmp": must be an absolute path such as /var/cache, of letters, digits, dots, underscores and hyphens',
      "service.sidecars.a.health has no effect on one that isn't essential: must be left out",
      "service.sidecars.a.health.command is empty: must be a command",
      "service.sidecars.a.health.intervalSeconds is 1: must be a whole number from 5 to 300",
      "service.sidecars.a.health.graceSeconds is 301: must be a whole number from 0 to 300",
      "service.sidecars.a.health.unhealthyThreshold is 1: must be a whole number from 2 to 10",
    ],
    [
      {
        files: { "/etc/web/a": "a".repeat(20_000) },
        sidecars: { a: { image, files: { "/etc/proxy/a": "a".repeat(12_769) } } },
      },
      "service.files and those of its sidecars have 32769 bytes of text: must have at most 32768, for a task definition has 64 KiB",
    ],
    [
      {
        cpu: 1024,
        memory: 2048,
        sidecars: Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, { image }])),
      },
      "service.sidecars has 6 sidecars: must have at most 5",
    ],
  ];
  for (const [change, ...errors] of refused) {
    it(`are refused: ${errors[0]}`, async () => {
      await assert.rejects(planOfService({ service: change }), (thrown: Error) => {
        const [, ...lines] = thrown.message.slice(thrown.message.indexOf("Invalid arguments")).split("\n");
        assert.deepEqual(
          lines.filter((line) => line.startsWith("  - ")).sort(),
          errors.map((error) => `  - ${error}`).sort(),
        );
        return true;
      });
    });
  }
});
