import assert from "node:assert/strict";
import type { Saving } from "pulumi-offline-preview";
import type { PricedResource } from "../../costs";
import { report, resource, unknown } from "./a-plan";

/** A resource inside a component of this template. */
function part(
  component: string,
  type: string,
  name: string,
  inputs: PricedResource["inputs"] = {},
  others: Partial<PricedResource> = {},
): PricedResource {
  const [, , , parent = component] = component.split(":");
  const owner = component.split(":").slice(0, 3).join(":");
  return resource(`${owner}$${type}`, name, inputs, {
    ...others,
    type,
    parent: `urn:pulumi:dev::aws-containers::${owner}::${parent}`,
  });
}

const subnets = ["subnet-1", "subnet-2", "subnet-3"];
const vpc = part("aws-containers:network:Network", "awsx:ec2:Vpc", "network", {
  natGateways: { strategy: "None" },
  numberOfAvailabilityZones: 3,
});
const balancer = part(
  "aws-containers:ecs:LoadBalancer",
  "aws:lb/loadBalancer:LoadBalancer",
  "ecs-load-balancer",
  {
    subnets,
  },
);
const control = part("aws-containers:eks:EksCluster", "eks:index:Cluster", "eks", {
  autoMode: { enabled: true },
  upgradePolicy: { supportType: "STANDARD" },
});

function service(architecture: string, provider: string, assignPublicIp = false): PricedResource[] {
  const task = part(
    "aws-containers:ecs:FargateService:hello",
    "aws:ecs/taskDefinition:TaskDefinition",
    "hello-task",
    {
      cpu: "256",
      memory: "512",
      runtimePlatform: { cpuArchitecture: architecture },
    },
  );
  const running = part(
    "aws-containers:ecs:FargateService:hello",
    "aws:ecs/service:Service",
    "hello-service",
    {
      taskDefinition: unknown,
      capacityProviderStrategies: [{ capacityProvider: provider, weight: 1 }],
      networkConfiguration: { assignPublicIp },
    },
    { propertyDependencies: { taskDefinition: [task.urn] } },
  );
  const target = part(
    "aws-containers:ecs:ServiceScaling:hello",
    "aws:appautoscaling/target:Target",
    "hello-scaling",
    { minCapacity: 1, maxCapacity: 4 },
    { propertyDependencies: { resourceId: [running.urn] } },
  );
  return [task, running, target];
}

/** The saving on the line of a kind. */
function advice(kind: string, ...resources: PricedResource[]): Saving | undefined {
  return report(...resources).lines.find((line) => line.kind === kind)?.saving;
}

describe("the setting that lowers a line", () => {
  it("is Spot for On-Demand tasks, arm64 for x86_64, and no scaling for the rest", () => {
    assert.deepEqual(advice("fargate", ...service("ARM64", "FARGATE")), {
      setting: "aws-containers:services.hello.capacity: spot",
      monthly: { min: 4.33, max: 17.3 },
      but: "AWS can interrupt Spot tasks with a two-minute warning",
    });
    assert.deepEqual(advice("fargate-spot", ...service("X86_64", "FARGATE_SPOT")), {
      setting: "aws-containers:services.hello.architecture: arm64",
      monthly: { min: 0.72, max: 2.89 },
    });
    assert.deepEqual(advice("fargate-spot", ...service("ARM64", "FARGATE_SPOT")), {
      setting: "aws-containers:services.hello.scaling.max: 1",
      monthly: { min: 0, max: 8.65 },
      but: "the service then doesn't scale out",
    });
  });

  it("is the number of tasks that run at least, On-Demand and Spot together", () => {
    const [task, running, target] = service("ARM64", "FARGATE_SPOT", true);
    assert.ok(task && running && target);
    const mixed = [
      { capacityProvider: "FARGATE", base: 1, weight: 0 },
      { capacityProvider: "FARGATE_SPOT", weight: 1 },
    ];
    const both = { ...running, inputs: { ...running.inputs, capacityProviderStrategies: mixed } };
    assert.deepEqual(advice("fargate-spot", task, both, target), {
      setting: "aws-containers:services.hello.scaling.max: 1",
      monthly: { min: 0, max: 19.6 },
      but: "the service then doesn't scale out",
    });
    const fixed = { ...target, inputs: { minCapacity: 2, maxCapacity: 2 } };
    assert.equal(advice("fargate-spot", task, both, fixed), undefined);
  });

  it("is a NAT gateway for the addresses of tasks, with its cost", () => {
    assert.deepEqual(advice("task-address", ...service("ARM64", "FARGATE", true)), {
      setting: "aws-containers:network.nat: single",
      but: "a NAT gateway and its address cost $36.50 a month instead",
    });
  });

  it("is two zones for the addresses of load balancers", () => {
    assert.deepEqual(advice("load-balancer-address", vpc, balancer), {
      setting: "aws-containers:network.availabilityZones: 2",
      monthly: { min: 3.65, max: 3.65 },
    });
    const two = { ...vpc, inputs: { ...vpc.inputs, numberOfAvailabilityZones: 2 } };
    assert.equal(advice("load-balancer-address", two, balancer), undefined);
  });

  it("is the other platform where both run, with everything that it removes", () => {
    const both = [balancer, control, ...service("ARM64", "FARGATE_SPOT")];
    assert.deepEqual(advice("eks-cluster", ...both), {
      setting: "aws-containers:platforms: [ecs]",
      monthly: { min: 73, max: 73 },
    });
    assert.deepEqual(advice("load-balancer", ...both), {
      setting: "aws-containers:platforms: [eks]",
      monthly: { min: 30.26, max: 38.91 },
    });
    assert.equal(advice("eks-cluster", control), undefined);
    assert.equal(advice("load-balancer", balancer), undefined);
  });

  it("disables what is optional", () => {
    const key = part("aws-containers:registry:Registry", "aws:kms/key:Key", "registry-key");
    assert.equal(advice("key", key)?.setting, "aws-containers:registry.encryption: aes256");
    const clusterKey = part("aws-containers:eks:EksCluster", "aws:kms/key:Key", "eks-key");
    assert.equal(advice("key", clusterKey), undefined);
    const cluster = part("aws-containers:ecs:EcsCluster", "aws:ecs/cluster:Cluster", "ecs-cluster", {
      settings: [{ name: "containerInsights", value: "enhanced" }],
    });
    assert.deepEqual(advice("insights", cluster), {
      setting: "aws-containers:ecs.insights: disabled",
      monthly: { min: 0.56, max: 0.56 },
    });
    const endpoints = ["logs", "sts"].map((name) =>
      part("aws-containers:network:InterfaceEndpoints", "aws:ec2/vpcEndpoint:VpcEndpoint", name, {
        vpcEndpointType: "Interface",
        subnetIds: subnets,
      }),
    );
    assert.deepEqual(advice("interface-endpoint", ...endpoints)?.monthly, { min: 43.8, max: 43.8 });
  });
});
