import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { completeService } from "../../../components/complete-service";
import { EksCluster, type EksClusterArgs, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { validateService } from "../../../components/service-validation";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

/** What a program is refused with, and the plan that is left of it. */
async function refusal(program: () => unknown): Promise<{ errors: string[]; plan: RecordedPlan }> {
  let errors: string[] = [];
  const plan = await planOf(() => {
    assert.throws(program, (error: Error) => {
      assert.ok(pulumi.RunError.isInstance(error), String(error));
      errors = error.message.split("\n");
      return true;
    });
  });
  return { errors, plan };
}

function refusalOfCluster(changes: Partial<EksClusterArgs>) {
  return refusal(() => new EksCluster("eks", { network, services: [described()], ...changes }));
}

describe("EksCluster refuses, all at once and before anything is registered,", () => {
  it("what AWS or Kubernetes would refuse", async () => {
    const { errors, plan } = await refusalOfCluster({
      clusterName: "-main",
      // @ts-expect-error: not among the versions of EKS
      version: "1.35.2",
      endpointCidrs: ["203.0.113.0", "203.0.113.7/24", "203.0.113.300/32", "2001:db8::/32", "10.8.0.0/16"],
      admins: [
        "arn:aws:sts::111122223333:assumed-role/ops/ada",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::11112222:role/ops",
        "arn:aws:iam::111122223333:role/ops",
        "arn:aws:iam::111122223333:role/ops",
      ],
      // @ts-expect-error: what a program without types could give
      logs: ["audit", "kubelet"],
      // @ts-expect-error: not among the days of CloudWatch Logs
      logRetentionDays: 8,
      network: { ...network, availabilityZones: 1 },
      maxCpus: 0.5,
      loadBalancer: { idleTimeoutSeconds: 0 },
      namespace: "Shop",
      services: [],
    });
    const cidr = "must be an IPv4 CIDR block whose host bits are zero, such as 203.0.113.0/24";
    const arn =
      "must be the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/ops, not of a session, group or root";
    assert.deepEqual(errors, [
      'Invalid arguments for EksCluster "eks":',
      '  - clusterName is "-main": must be 1 to 100 letters, digits, hyphens and underscores, a letter or digit first',
      '  - version is "1.35.2": must be 1.35 or 1.36',
      `  - endpointCidrs[0] is "203.0.113.0": ${cidr}`,
      `  - endpointCidrs[1] is "203.0.113.7/24": ${cidr}; did you mean 203.0.113.0/24?`,
      `  - endpointCidrs[2] is "203.0.113.300/32": ${cidr}`,
      `  - endpointCidrs[3] is "2001:db8::/32": ${cidr}`,
      '  - endpointCidrs[4] is "10.8.0.0/16": must be public, as EKS requires: it overlaps with 10.0.0.0/8, which is reserved',
      `  - admins[0] is "arn:aws:sts::111122223333:assumed-role/ops/ada": ${arn}`,
      `  - admins[1] is "arn:aws:iam::111122223333:root": ${arn}`,
      `  - admins[2] is "arn:aws:iam::11112222:role/ops": ${arn}`,
      '  - admins[4] is "arn:aws:iam::111122223333:role/ops": must be unique, but admins[3] is the same',
      '  - logs[1] is "kubelet": must be api, audit, authenticator, controllerManager or scheduler',
      "  - logRetentionDays is 8: must be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653",
      "  - services is empty: must have at least one service, which determines the nodes",
      "  - network.availabilityZones is 1: must be a whole number from 2 to 6",
      "  - maxCpus is 0.5: must be a whole number from 1 to 100000",
      "  - loadBalancer.idleTimeoutSeconds is 0: must be a whole number from 1 to 4000",
      '  - namespace is "Shop": must be a DNS label: 1 to 63 lowercase letters, digits and hyphens, a letter or digit first and last',
    ]);
    assert.deepEqual(plan.resources, []);
  });

  it("a control plane in zones that the network doesn't have, or doesn't say", async () => {
    const { errors: more } = await refusalOfCluster({
      network: { ...network, availabilityZones: 3 },
      controlPlaneZones: 4,
    });
    assert.deepEqual(more.slice(1), ["  - controlPlaneZones is 4: must be a whole number from 2 to 3"]);
    const { errors: unknown } = await refusalOfCluster({ network, controlPlaneZones: 2 });
    assert.deepEqual(unknown.slice(1), [
      "  - controlPlaneZones needs network.availabilityZones: without it the control plane is in all workload subnets",
    ]);
  });

  it("tags that EKS sets itself", async () => {
    const keys = ["eks:eks-cluster-name", "karpenter.sh/nodepool", "kubernetes.io/cluster/shop"];
    const tags = Object.fromEntries(["team", "eks", ...keys].map((key) => [key, "x"]));
    const { errors } = await refusalOfCluster({ tags });
    assert.deepEqual(
      errors.slice(1),
      keys.map(
        (key) =>
          `  - tags has ${key}: must have no key that EKS sets itself, such as eks:… and karpenter.sh/…`,
      ),
    );
  });

  it("fewer vCPUs than the services request at their minimum during a deployment", async () => {
    const services = [
      described({ cpu: 2048, scaling: { min: 3, max: 9, cpuPercent: 60 }, maximumPercent: 150 }),
      described(),
    ];
    const { errors, plan } = await refusalOfCluster({ services, maxCpus: 10 });
    assert.deepEqual(errors.slice(1), [
      "  - maxCpus is 10: must be at least 11, which the services request at their minimum while a deployment replaces them",
    ]);
    assert.deepEqual(plan.resources, []);
  });

  it("an endpoint for no range or too many, and Kubernetes' own namespaces", async () => {
    const { errors } = await refusalOfCluster({ endpointCidrs: [], namespace: "kube-system" });
    assert.deepEqual(errors.slice(1), [
      "  - endpointCidrs has 0 ranges: must have 1 to 40",
      '  - namespace is "kube-system": must be a namespace of its own: Kubernetes uses this one',
    ]);
    const many = Array.from({ length: 41 }, (_, index) => `203.0.113.${index}/32`);
    const ops = "arn:aws:iam::111122223333:role/ops";
    const { errors: access } = await refusalOfCluster({
      admins: [ops],
      access: {
        [ops]: { policy: "cluster-admin", namespaces: ["shop"] },
        // @ts-expect-error: what a program without types could give
        "arn:aws:iam::111122223333:group/devs": { policy: "read", namespaces: [] },
        "arn:aws:iam::111122223333:role/shop": { policy: "view", namespaces: ["team-*", "Shop"] },
      },
    });
    assert.deepEqual(access.slice(1), [
      `  - access["${ops}"] is among admins too: must be in one of them`,
      `  - access["${ops}"].namespaces must be left out with cluster-admin, which is of the whole cluster`,
      '  - access is "arn:aws:iam::111122223333:group/devs": must be the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/ops, not of a session, group or root',
      '  - access["arn:aws:iam::111122223333:group/devs"].policy is "read": must be view, edit, admin or cluster-admin',
      '  - access["arn:aws:iam::111122223333:group/devs"].namespaces is empty: must name a namespace, or be left out for all of them',
      '  - access["arn:aws:iam::111122223333:role/shop"].namespaces[1] is "Shop": must be a DNS label, with * for any characters',
    ]);
    const { errors: unreachable } = await refusalOfCluster({
      endpoint: "public",
      endpointCidrs: ["203.0.113.0/24"],
      network: { ...network, assignPublicIp: true },
    });
    assert.deepEqual(unreachable.slice(1), [
      '  - endpoint is "public": must be both, since nodes have public addresses of their own, which aren\'t among endpointCidrs',
    ]);
    const { errors: within } = await refusalOfCluster({
      // @ts-expect-error: what a program without types could give
      endpoint: "closed",
      endpointCidrs: ["10.8.0.0/16"],
    });
    assert.deepEqual(within.slice(1), [
      '  - endpoint is "closed": must be both, public or private',
      '  - endpointCidrs[0] is "10.8.0.0/16": must be public, as EKS requires: it overlaps with 10.0.0.0/8, which is reserved',
    ]);
    const { errors: tooMany } = await refusalOfCluster({ endpointCidrs: many, namespace: "default" });
    assert.deepEqual(tooMany.slice(1), [
      "  - endpointCidrs has 41 ranges: must have 1 to 40",
      '  - namespace is "default": must be a namespace of its own: Kubernetes uses this one',
    ]);
  });
});

describe("Workload refuses, all at once and before anything is registered,", () => {
  /** Refused before the cluster is looked at, so there needn't be one that works. */
  function refusalOfService(changes: Partial<ServiceDescription>, name = "hello") {
    return refusal(() => {
      const cluster = { existing: false, name: "shop" } as EksCluster;
      const loadBalancer = { called: {}, callers: { [name]: [] } } as unknown as EksLoadBalancer;
      return new Workload(name, { cluster, loadBalancer, service: described(changes) });
    });
  }

  it("what Kubernetes or the load balancer would refuse", async () => {
    const { errors, plan } = await refusalOfService(
      {
        cpu: 0,
        memory: 1.5,
        port: 65536,
        routes: [
          { path: "/a", host: "Shop.example.com", priority: 1 },
          { path: "/b", host: "api-*.example.com", priority: 2 },
          { path: "/c", host: "shop", priority: 3 },
        ],
      },
      "Hello",
    );
    const host = "must be a lowercase DNS name such as app.example.com, with * as its first label at most";
    assert.deepEqual(errors, [
      'Invalid arguments for Workload "Hello":',
      '  - name is "Hello": must be 1 to 53 lowercase letters, digits and hyphens, a letter first and no hyphen last',
      "  - service.cpu is 0: must be a whole number from 1 to 196608",
      "  - service.memory is 1.5: must be a whole number from 4 to 1572864",
      "  - service.port is 65536: must be a whole number from 1 to 65535",
      '  - service.routes[2].host is "shop": must be a host name with a dot and letters behind its last one, and the wildcards * and ?',
      `  - service.routes[0].host is "Shop.example.com": ${host}`,
      `  - service.routes[1].host is "api-*.example.com": ${host}`,
      `  - service.routes[2].host is "shop": ${host}`,
    ]);
    assert.deepEqual(plan.resources, []);
  });

  it("routes with tokens, which would be open to everyone", async () => {
    const jwt = { issuer: "shop", jwksEndpoint: "https://idp.example.com/keys" };
    const { errors } = await refusalOfService({ routes: [{ path: "/*", auth: { jwt } }] });
    assert.deepEqual(errors, [
      'Invalid arguments for Workload "hello":',
      "  - service.routes[0].auth.jwt isn't documented for Auto Mode: must be left out in a cluster with compute auto, where the route could be open to everyone",
    ]);
  });

  it("network modes, placements and directories of instances", async () => {
    const { errors } = await refusalOfService({
      networkMode: "host",
      placement: { distinctInstance: true },
      hostVolumes: { "/cache": "/mnt/cache" },
    });
    assert.deepEqual(errors, [
      'Invalid arguments for Workload "hello":',
      '  - service.networkMode is "host": must be left out on EKS, where each pod has its own address',
      "  - service.hostVolumes are of instances of ECS: must be left out on EKS, whose nodes are replaced",
      "  - service.placement is of ECS alone: must be left out on EKS, which spreads pods over zones and nodes",
    ]);
  });

  it("destinations of log lines that only FireLens has", async () => {
    const firehoseArn = "arn:aws:firehose:us-east-1:111122223333:deliverystream/logs";
    const logs = { driver: "firelens" as const, cloudWatch: false, firehoseArn, bucket: "example-logs" };
    const { errors } = await refusalOfService({ logs });
    assert.deepEqual(
      errors.slice(1),
      ["cloudWatch", "firehoseArn", "bucket"].map(
        (key) =>
          `  - service.logs.${key} is of FireLens: must be left out on EKS, where log lines go to CloudWatch Logs`,
      ),
    );
  });

  it("what every platform refuses, in the same words", async () => {
    const change = { port: 0, routes: [], capacity: { base: 1 } };
    const ofService = validateService(completeService(described(change)));
    assert.equal(ofService.length, 3);
    const { errors } = await refusalOfService(change);
    assert.deepEqual(
      errors.slice(1),
      ofService.map((error) => `  - ${error}`),
    );
  });

  it("replicas that could never scale", async () => {
    const { errors } = await refusalOfService({ scaling: { min: 1, max: 4, requestsPerTask: 100 } });
    assert.deepEqual(errors.slice(1), [
      "  - service.scaling is 1 to 4 without a target: must have cpuPercent or memoryPercent or backlog, or min equal to max",
    ]);
  });

  it("scaling that only Application Auto Scaling has", async () => {
    const { errors } = await refusalOfService({
      scaling: {
        min: 1,
        max: 4,
        cpuPercent: 60,
        schedules: [{ at: "cron(0 8 * * ? *)", min: 1 }],
        steps: [{ metric: "cpu", above: 80, add: 1 }],
        predictive: "scale",
      },
    });
    assert.deepEqual(
      errors.slice(1),
      ["schedules", "steps", "predictive"].map(
        (key) =>
          `  - service.scaling.${key} can't be done on EKS, whose HorizontalPodAutoscaler has none: must be left out`,
      ),
    );
  });

  it("nothing of a service at the limits", async () => {
    const plan = await planOf(() => {
      const service = described({
        cpu: 196608,
        memory: 1572864,
        scaling: { min: 1, max: 5000, cpuPercent: 100 },
        routes: [
          { path: "/", host: "*.example.com", priority: 1 },
          { path: `/${"a".repeat(127)}`, priority: 50000 },
        ],
      });
      const cluster = new EksCluster("eks", { network, services: [service] });
      const name = `a${"b".repeat(52)}`;
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { [name]: service } });
      return { url: new Workload(name, { cluster, loadBalancer, service }).url };
    });
    assert.equal(plan.ofType("Workload").length, 1);
  });

  it("a service that the load balancer doesn't have", async () => {
    const { errors, plan } = await refusal(() => {
      const cluster = { existing: false, name: "shop" } as EksCluster;
      const loadBalancer = { called: {}, callers: {} } as unknown as EksLoadBalancer;
      return new Workload("web", { cluster, loadBalancer, service: described() });
    });
    assert.deepEqual(errors.slice(1), [
      '  - loadBalancer has no service "web" with these calls: must have it among its services, with its routes and calls',
    ]);
    assert.deepEqual(plan.resources, []);
  });
});

describe("EksLoadBalancer refuses, before anything is registered,", () => {
  function refusalOfServices(services: Record<string, ServiceDescription>) {
    const cluster = { existing: false, ingressClass: {} } as EksCluster;
    return refusal(() => new EksLoadBalancer("eks", { cluster, services }));
  }

  it("routes whose order is undecided", async () => {
    const { errors, plan } = await refusalOfServices({
      web: described({ routes: [{ path: "/a", priority: 7 }, { path: "/b" }] }),
      shop: described({ routes: [{ path: "/c" }, { path: "/d" }, { path: "/e", priority: 7 }] }),
    });
    assert.deepEqual(errors, [
      'Invalid arguments for EksLoadBalancer "eks":',
      "  - services.shop.routes[1].priority is 1001: must be unique, but services.web.routes[1].priority is the same",
      "  - services.shop.routes[2].priority is 7: must be unique, but services.web.routes[0].priority is the same",
    ]);
    assert.deepEqual(plan.resources, []);
  });

  it("public services of a cluster that doesn't know them", async () => {
    const cluster = { existing: false, name: "shop" } as EksCluster;
    const { errors } = await refusal(
      () => new EksLoadBalancer("eks", { cluster, services: { web: described() } }),
    );
    assert.deepEqual(errors.slice(1), [
      "  - cluster has no ingress class: must be given the public services too, in its services",
    ]);
  });

  it("more services than a load balancer has target groups", async () => {
    const services = Object.fromEntries(
      Array.from({ length: 101 }, (_, index) => [
        `s${index}`,
        described({ routes: [{ path: `/${index}`, priority: index + 1 }] }),
      ]),
    );
    const { errors } = await refusalOfServices(services);
    assert.deepEqual(errors.slice(1), [
      "  - services has 101 public services: must have at most 100, the target groups of a load balancer",
    ]);
  });
});
