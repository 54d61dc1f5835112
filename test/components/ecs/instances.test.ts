import assert from "node:assert/strict";
import { EcsCluster, type EcsClusterArgs } from "../../../components/ecs";
import type { ServiceDescription } from "../../../components/service";
import { type RecordedPlan, unknown } from "../../support/plan";
import { network } from "./a-service";
import { planOn } from "./on-instances";

const strategies = (plan: RecordedPlan, name = "hello") =>
  plan.resource("ecs/service:Service", `${name}-service`).inputs.capacityProviderStrategies;

const providerName = (plan: RecordedPlan, name: string) =>
  plan.resource("ecs/capacityProvider:CapacityProvider", name).outputs.name;

describe("ECS on instances of Auto Scaling groups", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOn({ compute: "ec2", instances: { max: 6 }, tags: { stack: "dev" } }, { hello: {} });
  });

  it("launches the current ECS-optimized image with IMDSv2 one hop away and an encrypted volume", () => {
    const cluster = plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs.name;
    const { userData, ...inputs } = plan.resource("LaunchTemplate", "ecs-arm64").inputs;
    assert.deepEqual(inputs, {
      imageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
      iamInstanceProfile: { arn: plan.resource("InstanceProfile", "ecs-instances").outputs.arn },
      vpcSecurityGroupIds: [plan.resource("ec2/securityGroup:SecurityGroup", "ecs-instances").id],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", volumeSize: 30, encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({
        resourceType,
        tags: { stack: "dev", Name: "ecs-arm64" },
      })),
      updateDefaultVersion: true,
    });
    assert.equal(
      Buffer.from(String(userData), "base64").toString(),
      `#!/bin/bash
cat >> /etc/ecs/ecs.config <<'END'
ECS_CLUSTER=${cluster}
ECS_AWSVPC_BLOCK_IMDS=true
ECS_DISABLE_PRIVILEGED=true
ECS_ENABLE_SPOT_INSTANCE_DRAINING=true
ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance
ECS_RESERVED_MEMORY=256
END
`,
    );
  });

  it("gives instances the documented policy alone, and no inbound connection", () => {
    const role = plan.resource("iam/role:Role", "ecs-instances");
    assert.deepEqual(plan.resource("RolePolicyAttachment", "ecs-instances").inputs, {
      role: role.outputs.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
    });
    assert.deepEqual(JSON.parse(String(role.inputs.assumeRolePolicy)).Statement, [
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    assert.deepEqual(plan.resource("ec2/securityGroup:SecurityGroup", "ecs-instances").inputs, {
      vpcId: "vpc-1",
      description: "Instances of ECS: no requests, to HTTPS",
    });
  });

  it("has a group and a capacity provider for On-Demand and for Spot, scaled by ECS", () => {
    const template = plan.resource("LaunchTemplate", "ecs-arm64");
    for (const [name, onDemandPercentageAboveBaseCapacity] of [
      ["ecs-arm64", 100],
      ["ecs-arm64-spot", 0],
    ] as const) {
      const group = plan.resource("autoscaling/group:Group", name);
      assert.deepEqual(group.inputs, {
        vpcZoneIdentifiers: network.workloadSubnetIds,
        minSize: 0,
        maxSize: 6,
        mixedInstancesPolicy: {
          launchTemplate: {
            launchTemplateSpecification: {
              launchTemplateId: template.id,
              version: unknown,
            },
            overrides: ["m6g.large", "r6g.large", "c6g.large"].map((instanceType) => ({ instanceType })),
          },
          instancesDistribution: {
            onDemandBaseCapacity: 0,
            onDemandPercentageAboveBaseCapacity,
            onDemandAllocationStrategy: "prioritized",
            spotAllocationStrategy: "price-capacity-optimized",
          },
        },
        capacityRebalance: onDemandPercentageAboveBaseCapacity === 0,
        protectFromScaleIn: true,
        instanceRefresh: {
          strategy: "Rolling",
          preferences: {
            minHealthyPercentage: 100,
            maxHealthyPercentage: 110,
            scaleInProtectedInstances: "Refresh",
          },
        },
        tags: [
          { key: "stack", value: "dev", propagateAtLaunch: false },
          { key: "AmazonECSManaged", value: "true", propagateAtLaunch: true },
        ],
        forceDelete: true,
      });
      const provider = plan.resource("ecs/capacityProvider:CapacityProvider", name);
      assert.deepEqual(provider.inputs, {
        name: `instances-${group.outputs.name}`,
        autoScalingGroupProvider: {
          autoScalingGroupArn: group.outputs.arn,
          managedScaling: { status: "ENABLED", targetCapacity: 100, instanceWarmupPeriod: 60 },
          managedTerminationProtection: "ENABLED",
          managedDraining: "ENABLED",
        },
      });
    }
    assert.deepEqual(plan.resource("ecs-capacity-providers").inputs.capacityProviders, [
      "FARGATE",
      "FARGATE_SPOT",
      providerName(plan, "ecs-arm64"),
      providerName(plan, "ecs-arm64-spot"),
    ]);
  });

  it("runs the service there, over the zones and then as few instances as possible", () => {
    const { inputs } = plan.resource("ecs/service:Service", "hello-service");
    assert.deepEqual(inputs.capacityProviderStrategies, [
      { capacityProvider: providerName(plan, "ecs-arm64"), base: 0, weight: 1 },
    ]);
    assert.deepEqual(inputs.orderedPlacementStrategies, [
      { type: "spread", field: "attribute:ecs.availability-zone" },
      { type: "binpack", field: "memory" },
    ]);
    assert.equal(inputs.platformVersion, undefined);
    assert.deepEqual(plan.resource("TaskDefinition", "hello-task").inputs.requiresCompatibilities, ["EC2"]);
  });

  it("is destroyed from the services to the groups", () => {
    const dependsOn = (of: string, name: string, on: string) =>
      plan.resource(of, name).dependencies.some((urn) => urn.includes(on));
    assert.ok(
      dependsOn("ecs/service:Service", "hello-service", "ClusterCapacityProviders::ecs-capacity-providers"),
    );
    assert.ok(
      dependsOn("ClusterCapacityProviders", "ecs-capacity-providers", "CapacityProvider::ecs-arm64-spot"),
    );
    assert.ok(
      dependsOn("ecs/capacityProvider:CapacityProvider", "ecs-arm64", "autoscaling/group:Group::ecs-arm64"),
    );
    assert.ok(dependsOn("autoscaling/group:Group", "ecs-arm64", "RolePolicyAttachment::ecs-instances"));
  });

  it("mixes On-Demand and Spot, and Fargate for single services", async () => {
    const mixed = await planOn(
      { compute: "ec2" },
      { web: { capacity: { base: 1, onDemand: 1, spot: 3 } }, api: { compute: "fargate", capacity: "spot" } },
    );
    assert.deepEqual(strategies(mixed, "web"), [
      { capacityProvider: providerName(mixed, "ecs-arm64"), base: 1, weight: 1 },
      { capacityProvider: providerName(mixed, "ecs-arm64-spot"), weight: 3 },
    ]);
    assert.deepEqual(strategies(mixed, "api"), [{ capacityProvider: "FARGATE_SPOT", weight: 1 }]);
    assert.equal(mixed.resource("ecs/service:Service", "api-service").inputs.platformVersion, "LATEST");
    assert.deepEqual(mixed.resource("TaskDefinition", "api-task").inputs.requiresCompatibilities, [
      "FARGATE",
    ]);
  });

  it("has instances with GPUs for a service that needs one, besides others of a stack on Fargate", async () => {
    const gpu = await planOn(
      {},
      { web: {}, model: { compute: "ec2", gpu: 1, architecture: "x86_64", cpu: 4096, memory: 12288 } },
    );
    assert.equal(
      gpu.resource("LaunchTemplate", "ecs-gpu").inputs.imageId,
      "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id",
    );
    const [container] = JSON.parse(
      String(gpu.resource("TaskDefinition", "model-task").inputs.containerDefinitions),
    );
    assert.deepEqual(container.resourceRequirements, [{ type: "GPU", value: "1" }]);
    assert.deepEqual(strategies(gpu, "web"), [{ capacityProvider: "FARGATE", base: 0, weight: 1 }]);
    assert.deepEqual(strategies(gpu, "model"), [
      { capacityProvider: providerName(gpu, "ecs-gpu"), base: 0, weight: 1 },
    ]);
  });

  it("keeps instances that no service needs any more", async () => {
    const kept = await planOn(
      { compute: "ec2", instances: { keep: ["arm64"] } },
      { web: { compute: "fargate" } },
    );
    assert.deepEqual(kept.resource("ecs-capacity-providers").inputs.capacityProviders, [
      "FARGATE",
      "FARGATE_SPOT",
      providerName(kept, "ecs-arm64"),
      providerName(kept, "ecs-arm64-spot"),
    ]);
  });
});

describe("EcsCluster refuses of its instances", () => {
  const refused = (args: EcsClusterArgs, ...lines: string[]) =>
    assert.throws(() => new EcsCluster("ecs", { network, ...args }), {
      message: ['Invalid arguments for EcsCluster "ecs":', ...lines.map((line) => `  - ${line}`)].join("\n"),
    });
  const web = (service: Partial<ServiceDescription> = {}) => ({ services: { web: service } });

  it("what isn't there, or isn't private", () => {
    refused(
      {
        // @ts-expect-error: what a program without types could give
        compute: "ec3",
        network: { ...network, assignPublicIp: true },
        instances: { types: [], min: 3, max: 2 },
      },
      'compute is "ec3": must be fargate, managed-instances or ec2',
      "instances has no effect: must be left out where everything runs on Fargate",
      "instances.types is empty: must have a type, or be left out",
      "instances.max is 2: must be at least instances.min, which is 3",
      "network.assignPublicIp is true: must be false with instances, whose tasks have no public addresses",
    );
  });

  it("types that a service can't run on", () => {
    refused(
      { compute: "ec2", instances: { types: ["m7g.large", "large"] }, ...web() },
      'instances.types[1] is "large": must be an instance type, such as m7g.large',
    );
    refused(
      { compute: "ec2", instances: { types: ["m7g.large"] }, ...web({ architecture: "x86_64" }) },
      "instances.types has none of x86_64, which services.web needs: must have one, such as m7i.large",
    );
    refused(
      { compute: "ec2", instances: { types: ["t4g.small", "m7g.large"] }, ...web({ memory: 2048 }) },
      "services.web has tasks of 256 CPU units and 2048 MiB: must fit each of instances.types, but t4g.small is too small",
    );
    refused(
      { compute: "ec2", ...web({ cpu: 65_536, memory: 131_072 }) },
      "services.web is larger than the largest instances by default: must be smaller, or instances.types have larger ones",
    );
  });

  it("GPUs on Fargate or on arm64", () => {
    refused(
      web({ gpu: 1 }),
      "services.web.gpu needs instances: must be left out on Fargate, which has no GPUs",
    );
    refused(
      { compute: "ec2", instances: { types: ["g5g.xlarge"] }, ...web({ gpu: 1 }) },
      "services.web.gpu needs services.web.architecture x86_64: must be left out on arm64, for which ECS has no image with GPUs",
    );
  });
});
