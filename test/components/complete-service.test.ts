import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { completeCapacity, completeService, healthTimeoutSeconds } from "../../components/complete-service";
import type { Egress } from "../../components/container-description";
import type { HealthCheck } from "../../components/service";
import { planOf } from "../support/plan";

describe("A service's defaults", () => {
  it("are all but the image", () => {
    assert.deepEqual(completeService({ image: "public.ecr.aws/nginx/nginx:1" }), {
      image: {
        reference: "public.ecr.aws/nginx/nginx:1",
        uris: { tag: "public.ecr.aws/nginx/nginx:1" },
        pullSource: {},
      },
      port: 8080,
      protocol: "http",
      cpu: 256,
      memory: 512,
      architecture: "arm64",
      environment: {},
      secrets: {},
      secretEnvironment: {},
      writablePaths: ["/tmp"],
      permissions: [],
      uses: [],
      volumes: {},
      health: { path: "/healthz", intervalSeconds: 5, graceSeconds: 30, unhealthyThreshold: 2 },
      scaling: { min: 1, max: 1 },
      capacity: { base: 0, onDemand: 1, spot: 0 },
      exposure: "public",
      deployment: {
        strategy: "rolling",
        secondTargetGroup: false,
        approve: false,
        alarms: [],
        errorPercent: 5,
        latencyMilliseconds: 1000,
      },
      files: {},
      sidecars: [],
      routes: [{ path: "/*", priority: 1000 }],
      blockVolumes: {},
      ephemeralVolumes: {},
      bucketVolumes: {},
      hostVolumes: {},
      networkMode: "awsvpc",
      restartOnRotation: false,
      calls: [],
      logs: { retentionDays: 30 },
      drainSeconds: 5,
      stopSeconds: 30,
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      egress: [],
    });
  });

  it("give way to whatever is given, also inside of health and scaling", () => {
    const complete = completeService({
      image: "hello:1",
      health: { intervalSeconds: 30 },
      scaling: { min: 3, cpuPercent: 60 },
      routes: [{ path: "/a" }, { path: "/b", priority: 7 }, { path: "/c" }],
    });
    assert.deepEqual(complete.health, {
      path: "/healthz",
      intervalSeconds: 30,
      graceSeconds: 90,
      unhealthyThreshold: 2,
    });
    assert.deepEqual(complete.scaling, { min: 3, max: 3, cpuPercent: 60 });
    assert.deepEqual(complete.routes, [
      { path: "/a", priority: 1000 },
      { path: "/b", priority: 7 },
      { path: "/c", priority: 1002 },
    ]);
  });

  it("let a check wait within its interval, and at most 5 s, on every platform", () => {
    assert.deepEqual([5, 6, 300].map(healthTimeoutSeconds), [4, 5, 5]);
  });

  it("give a replica the time of three checks, and of all that may fail, to start", () => {
    const graceOf = (health: HealthCheck) =>
      completeService({ image: "hello:1", health }).health.graceSeconds;
    assert.equal(graceOf({ intervalSeconds: 11 }), 33);
    assert.equal(graceOf({ intervalSeconds: 11, unhealthyThreshold: 10 }), 110);
    assert.equal(graceOf({ intervalSeconds: 11, graceSeconds: 0 }), 0);
  });

  it("ask gRPC for its own health", () => {
    assert.equal(
      completeService({ image: "hello:1", protocol: "grpc" }).health.path,
      "/grpc.health.v1.Health/Check",
    );
  });

  it("complete the protocol of egress", () => {
    const egressOf = (egress: Egress) => completeService({ image: "hello:1", egress }).egress;
    assert.equal(egressOf("any"), "any");
    assert.deepEqual(egressOf([{ port: 25, cidr: "10.0.0.0/8" }]), [
      { port: 25, cidr: "10.0.0.0/8", protocol: "tcp" },
    ]);
  });

  it("complete a mix of capacity, and the words for one", () => {
    assert.deepEqual(completeCapacity("spot"), { base: 0, onDemand: 0, spot: 1 });
    assert.deepEqual(completeCapacity("on-demand"), { base: 0, onDemand: 1, spot: 0 });
    assert.deepEqual(completeCapacity({ base: 2, spot: 3 }), { base: 2, onDemand: 0, spot: 3 });
    assert.deepEqual(completeCapacity(), completeCapacity("on-demand"));
  });

  it("find the private repository of an image whose reference is known only later", async () => {
    const { outputs } = await planOf(() => {
      const reference = pulumi.output("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/shop:1");
      const { pullSource } = completeService({ image: reference }).image;
      const publicOne = completeService({ image: pulumi.output("nginx:1") }).image.pullSource;
      return { private: pullSource.repositoryArn, public: publicOne.repositoryArn };
    });
    assert.deepEqual(outputs, { private: "arn:aws-cn:ecr:cn-north-1:111122223333:repository/shop" });
  });
});
