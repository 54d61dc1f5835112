import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as aws from "@pulumi/aws";
import { before, describe, it } from "mocha";
import { parse } from "yaml";
import { EcsCluster, FargateService, LoadBalancer } from "../../components/ecs";
import { readSettings } from "../../settings";
import { json, planOf } from "../support/plan";
import { start } from "./app/running-service";

const root = join(__dirname, "../..");
const read = (file: string) => parse(readFileSync(join(root, file), "utf8"));

const network = {
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-a", "subnet-b"],
  workloadSubnetIds: ["subnet-a", "subnet-b"],
  assignPublicIp: true,
};

/** What the dev stack asks ECS for: task, its one container, and the load balancer's health check. */
async function helloOfDev() {
  const config = Object.fromEntries(
    Object.entries<unknown>(read("Pulumi.dev.yaml").config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  let said: { source?: string; port: number } | undefined;
  const plan = await planOf(
    () => {
      const described = readSettings().services.hello;
      assert.ok(described);
      said = described;
      const capacity = { base: 0, fargate: 0, spot: 1 };
      const service = { ...described, uses: [], volumes: {}, capacity, image: "hello:1" };
      const cluster = new EcsCluster("ecs");
      const loadBalancer = new LoadBalancer("ecs", { network });
      new FargateService("hello", { cluster, loadBalancer, network, service });
    },
    { config },
  );
  const task = plan.resource("TaskDefinition", "hello-task").inputs;
  const [container] = json(task.containerDefinitions) as [aws.ecs.ContainerDefinition];
  const target = plan.resource("hello-target").inputs as aws.lb.TargetGroupArgs;
  return {
    ...said,
    task,
    container,
    health: target.healthCheck as aws.types.input.lb.TargetGroupHealthCheck,
  };
}

/** Runs the health check's script as Docker does. */
function exitStatus(script: string, port: number): Promise<number | null> {
  const env = { ...process.env, PORT: String(port), NODE_OPTIONS: "" };
  const check = spawn(process.execPath, ["-e", script], { env, stdio: "ignore" });
  return new Promise((resolve) => check.once("exit", resolve));
}

describe("compose.yaml", () => {
  const { hello, ...others } = read("compose.yaml").services;
  let ecs: Awaited<ReturnType<typeof helloOfDev>>;
  before(async () => {
    ecs = await helloOfDev();
  });

  it("has the service of the dev stack, built from the same source as Pulumi builds it", () => {
    assert.deepEqual(others, {});
    assert.deepEqual(hello.build, { context: ecs.source, args: { SOURCE_DATE_EPOCH: "0" } });
  });

  it("listens on the same port, and for this machine only", () => {
    assert.deepEqual(hello.ports, [`127.0.0.1:${ecs.port}:${ecs.port}`]);
    assert.equal(ecs.container.portMappings?.[0]?.containerPort, ecs.port);
  });

  it("has the same environment but for the platform's name", () => {
    const environment = Object.fromEntries(
      (ecs.container.environment as aws.ecs.KeyValuePair[]).map(({ name, value }) => [name, value]),
    );
    assert.equal(environment.PLATFORM, "ecs");
    assert.deepEqual(hello.environment, { ...environment, PLATFORM: "local" });
  });

  it("runs as the same user with the same privileges", () => {
    const { user, readonlyRootFilesystem, linuxParameters } = ecs.container;
    assert.deepEqual(
      { user: hello.user, readonlyRootFilesystem: hello.read_only },
      { user, readonlyRootFilesystem },
    );
    assert.deepEqual(
      { initProcessEnabled: hello.init, capabilities: { drop: hello.cap_drop } },
      linuxParameters,
    );
    // ECS on Fargate has no such option; no container there gains privileges by setuid files without capabilities.
    assert.deepEqual(hello.security_opt, ["no-new-privileges:true"]);
  });

  it("has the same writable directories", () => {
    const mountPoints = ecs.container.mountPoints as aws.ecs.MountPoint[];
    assert.deepEqual(
      hello.tmpfs,
      mountPoints.map(({ containerPath }) => containerPath),
    );
    assert.deepEqual(hello.volumes, undefined);
  });

  it("has as much cpu and memory", () => {
    assert.equal(hello.cpus, Number(ecs.task.cpu) / 1024);
    assert.equal(hello.mem_limit, `${ecs.task.memory}m`);
  });

  it("has the same stop timeout", () => {
    assert.equal(hello.stop_grace_period, `${ecs.container.stopTimeout}s`);
  });

  it("has the same health check, without a shell", () => {
    const { test, ...rhythm } = hello.healthcheck;
    assert.deepEqual(rhythm, {
      interval: `${ecs.health.interval}s`,
      timeout: `${ecs.health.timeout}s`,
      retries: ecs.health.unhealthyThreshold,
      start_period: "30s",
    });
    assert.equal(ecs.health.matcher, "200");
    assert.deepEqual(test.slice(0, 3), ["CMD", "/usr/local/bin/node", "-e"]);
    assert.ok(test[3].includes(`"http://127.0.0.1:" + process.env.PORT + "${ecs.health.path}"`));
  });

  it("knows a healthy service from one that is not", async () => {
    let status = 200;
    const { port, service } = await start({}, { [String(ecs.health.path)]: () => ({ status, body: "" }) });
    const check = () => exitStatus(hello.healthcheck.test[3], port);
    try {
      assert.equal(await check(), 0);
      status = 503;
      assert.equal(await check(), 1);
    } finally {
      await service.stop(0);
    }
    assert.equal(await check(), 1, "nobody listens");
  });

  it("has no keys but those checked here", () => {
    assert.deepEqual(Object.keys(hello).sort(), [
      "build",
      "cap_drop",
      "cpus",
      "develop",
      "environment",
      "healthcheck",
      "init",
      "mem_limit",
      "ports",
      "read_only",
      "security_opt",
      "stop_grace_period",
      "tmpfs",
      "user",
    ]);
    assert.deepEqual(hello.develop, { watch: [{ action: "rebuild", path: ecs.source }] });
  });
});
