import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EksCluster, type EksClusterArgs, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

/** What a program is refused with, and the plan that is left of it. */
async function refusal(program: () => unknown): Promise<{ mistakes: string[]; plan: RecordedPlan }> {
  let mistakes: string[] = [];
  const plan = await planOf(() => {
    assert.throws(program, (error: Error) => {
      assert.ok(pulumi.RunError.isInstance(error), String(error));
      mistakes = error.message.split("\n");
      return true;
    });
  });
  return { mistakes, plan };
}

function refusalOfCluster(changes: Partial<EksClusterArgs>) {
  return refusal(() => new EksCluster("eks", { network, services: [described()], ...changes }));
}

describe("EksCluster refuses, all at once and before anything is registered,", () => {
  it("what AWS or Kubernetes would refuse", async () => {
    const { mistakes, plan } = await refusalOfCluster({
      clusterName: "-main",
      version: "1.35.2",
      endpointCidrs: ["203.0.113.0", "203.0.113.7/24", "203.0.113.300/32", "2001:db8::/32"],
      admins: [
        "arn:aws:sts::111122223333:assumed-role/ops/ada",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::11112222:role/ops",
        "arn:aws:iam::111122223333:role/ops",
        "arn:aws:iam::111122223333:role/ops",
      ],
      // @ts-expect-error: what a program without types could say
      logs: ["audit", "kubelet"],
      logRetentionDays: 8,
      maxCpus: 0.5,
      namespace: "Shop",
      services: [],
    });
    const cidr = "must be an IPv4 CIDR block whose host bits are zero, as 203.0.113.0/24";
    const arn =
      "must be the ARN of an IAM role or user, as arn:aws:iam::111122223333:role/ops (not of a session, group or root)";
    assert.deepEqual(mistakes, [
      'EksCluster "eks" can\'t be made:',
      '  - clusterName is "-main": must be 1–100 letters, digits, hyphens and underscores, beginning with a letter or digit',
      '  - version is "1.35.2": must be a Kubernetes version that EKS offers, as "1.35"',
      `  - endpointCidrs[0] is "203.0.113.0": ${cidr}`,
      `  - endpointCidrs[1] is "203.0.113.7/24": ${cidr}; did you mean 203.0.113.0/24?`,
      `  - endpointCidrs[2] is "203.0.113.300/32": ${cidr}`,
      `  - endpointCidrs[3] is "2001:db8::/32": ${cidr}`,
      `  - admins[0] is "arn:aws:sts::111122223333:assumed-role/ops/ada": ${arn}`,
      `  - admins[1] is "arn:aws:iam::111122223333:root": ${arn}`,
      `  - admins[2] is "arn:aws:iam::11112222:role/ops": ${arn}`,
      '  - admins[4] is "arn:aws:iam::111122223333:role/ops": must be named once, but is admins[3] too',
      '  - logs[1] is "kubelet": must be one of api, audit, authenticator, controllerManager, scheduler',
      "  - logRetentionDays is 8: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
      "  - services is empty: must have at least one service, which decides the nodes",
      "  - maxCpus is 0.5: must be a whole number of vCPUs, at least 1",
      '  - namespace is "Shop": must be a DNS label: 1–63 lower-case letters, digits and hyphens, with a letter or digit at both ends',
    ]);
    assert.deepEqual(plan.resources, []);
  });

  it("an endpoint that nobody or too many may reach, and Kubernetes' own namespaces", async () => {
    const { mistakes } = await refusalOfCluster({ endpointCidrs: [], namespace: "kube-system" });
    assert.deepEqual(mistakes.slice(1), [
      "  - endpointCidrs has 0 entries: must be 1–40 CIDR blocks",
      '  - namespace is "kube-system": must be one of its own, not one of Kubernetes\'',
    ]);
    const many = Array.from({ length: 41 }, (_, index) => `203.0.113.${index}/32`);
    const { mistakes: tooMany } = await refusalOfCluster({ endpointCidrs: many, namespace: "default" });
    assert.deepEqual(tooMany.slice(1), [
      "  - endpointCidrs has 41 entries: must be 1–40 CIDR blocks",
      '  - namespace is "default": must be one of its own, not one of Kubernetes\'',
    ]);
  });
});

describe("Workload refuses, all at once and before anything is registered,", () => {
  /** Refused before the cluster is looked at, so there needn't be one that works. */
  function refusalOfService(changes: Partial<ServiceDescription>, name = "hello") {
    return refusal(() => {
      const cluster = {} as EksCluster;
      return new Workload(name, { cluster, service: described(changes) });
    });
  }

  it("what Kubernetes or the load balancer would refuse", async () => {
    const { mistakes, plan } = await refusalOfService(
      {
        port: 65536,
        cpu: 0,
        memory: 1.5,
        health: { path: "healthz", intervalSeconds: 4 },
        scaling: { min: 0, max: 0, cpuPercent: 101, memoryPercent: 0 },
        capacity: { base: -1, fargate: 0, spot: 0 },
        routes: [
          { path: "api/*", host: "Shop.example.com", priority: 0 },
          { path: "/a b", host: "api-*.example.com", priority: 5 },
          { path: `/${"a".repeat(128)}`, host: "shop", priority: 5 },
        ],
        environment: { PORT: "80", "1ST": "a", "A-B": "c" },
      },
      "Hello",
    );
    const path =
      "must begin with /, be at most 128 characters long and have only letters, digits, the wildcards * and ?, and any of _-.$/~\"'@:+&";
    const host = "must be a lower-case DNS name, as app.example.com, or with * as its first label";
    const variable = "must be a name of letters, digits and underscores that doesn't begin with a digit";
    assert.deepEqual(mistakes, [
      'Workload "Hello" can\'t be made:',
      '  - name is "Hello": must be a DNS label that begins with a letter: 1–53 lower-case letters, digits and hyphens, with a letter or digit at the end',
      "  - service.port is 65536: must be a whole number, 1–65535",
      "  - service.cpu is 0: must be a whole number of CPU units (1024 are one vCPU), 1–196608",
      "  - service.memory is 1.5: must be a whole number of MiB, 4–1572864",
      '  - service.health.path is "healthz": must begin with /, as /healthz',
      "  - service.health.intervalSeconds is 4: must be a whole number of seconds, 5–300",
      "  - service.scaling.min is 0: must be a whole number, 1–1000",
      "  - service.scaling.cpuPercent is 101: must be a whole number, 1–100",
      "  - service.scaling.memoryPercent is 0: must be a whole number, 1–100",
      "  - service.capacity.base is -1: must be a whole number, 0–1000",
      "  - service.capacity has no weight: must have fargate or spot above 0",
      "  - service.routes[0].priority is 0: must be a whole number, 1–50000",
      `  - service.routes[0].path is "api/*": ${path}`,
      `  - service.routes[0].host is "Shop.example.com": ${host}`,
      `  - service.routes[1].path is "/a b": ${path}`,
      `  - service.routes[1].host is "api-*.example.com": ${host}`,
      `  - service.routes[2].path is "/${"a".repeat(128)}": ${path}`,
      `  - service.routes[2].host is "shop": ${host}`,
      "  - service.routes[2].priority is 5: must be unique, but an earlier route has it",
      "  - service.environment.PORT: must be left out, service.port sets it",
      `  - service.environment."1ST": ${variable}`,
      `  - service.environment."A-B": ${variable}`,
    ]);
    assert.deepEqual(plan.resources, []);
  });

  it("copies that could never scale, fewer at most than at least, and no routes", async () => {
    const { mistakes } = await refusalOfService({
      scaling: { min: 1, max: 4, requestsPerTarget: 100 },
      routes: [],
    });
    assert.deepEqual(mistakes.slice(1), [
      "  - service.scaling goes from 1 to 4 with nothing that Kubernetes could scale on: must have cpuPercent or memoryPercent, or min equal to max",
      "  - service.routes is empty: must have at least one route",
    ]);
    const { mistakes: reversed } = await refusalOfService({ scaling: { min: 4, max: 1 } });
    assert.deepEqual(reversed.slice(1), [
      "  - service.scaling.max is 1: must be a whole number, at least min, which is 4",
    ]);
  });

  it("nothing of a service at the edges of what is allowed", async () => {
    const plan = await planOf(() => {
      const service = described({
        port: 65535,
        health: { path: "/", intervalSeconds: 300 },
        scaling: { min: 1, max: 1000, cpuPercent: 100 },
        routes: [
          { path: "/", host: "*.example.com", priority: 1 },
          { path: `/${"a".repeat(127)}`, priority: 50000 },
        ],
      });
      const cluster = new EksCluster("eks", { network, services: [service] });
      return { url: new Workload(`a${"b".repeat(52)}`, { cluster, service }).url };
    });
    assert.equal(plan.ofType("Workload").length, 1);
  });
});
