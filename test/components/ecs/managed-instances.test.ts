import assert from "node:assert/strict";
import { EcsCluster, type EcsClusterArgs, FargateService } from "../../../components/ecs";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { description, network } from "./a-service";

/** Plans a cluster with services that nobody calls. */
function planOn(
  args: EcsClusterArgs,
  services: Record<string, Partial<ServiceDescription>>,
): Promise<RecordedPlan> {
  const described = Object.entries(services).map(([name, service]): [string, ServiceDescription] => [
    name,
    { ...description, routes: [], exposure: "none", ...service },
  ]);
  return planOf(() => {
    const cluster = new EcsCluster("ecs", { network, ...args, services: Object.fromEntries(described) });
    for (const [name, service] of described) new FargateService(name, { cluster, network, service });
    return {};
  });
}

const provider = (plan: RecordedPlan, name: string) =>
  plan.resource("ecs/capacityProvider:CapacityProvider", name);

describe("ECS Managed Instances", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOn(
      { compute: "managed-instances", instances: { diskGib: 50 } },
      { small: {}, large: { cpu: 1500, memory: 6000, capacity: "spot" } },
    );
  });

  it("are chosen by ECS with room for the largest task, On-Demand and on Spot", () => {
    const cluster = plan.resource("ecs/cluster:Cluster", "ecs-cluster").outputs.name;
    for (const [name, capacityOptionType] of [
      ["arm64", "ON_DEMAND"],
      ["arm64-spot", "SPOT"],
    ] as const) {
      assert.deepEqual(provider(plan, `ecs-managed-${name}`).inputs, {
        name: `instances-${cluster}-${name}`,
        cluster,
        managedInstancesProvider: {
          infrastructureRoleArn: plan.resource("iam/role:Role", "ecs-infrastructure").outputs.arn,
          propagateTags: "CAPACITY_PROVIDER",
          autoRepairConfiguration: { actionsStatus: "ENABLED" },
          instanceLaunchTemplate: {
            ec2InstanceProfileArn: plan.resource("InstanceProfile", "ecs-managed-instances").outputs.arn,
            capacityOptionType,
            networkConfiguration: {
              subnets: network.workloadSubnetIds,
              securityGroups: [plan.resource("ec2/securityGroup:SecurityGroup", "ecs-managed-instances").id],
            },
            storageConfiguration: { storageSizeGib: 50 },
            instanceRequirements: {
              vcpuCount: { min: 2 },
              memoryMib: { min: 6000 },
              cpuManufacturers: ["amazon-web-services"],
              instanceGenerations: ["current"],
            },
          },
        },
      });
    }
    assert.deepEqual(plan.resource("ecs-capacity-providers").inputs.capacityProviders, [
      "FARGATE",
      "FARGATE_SPOT",
      `instances-${cluster}-arm64`,
      `instances-${cluster}-arm64-spot`,
    ]);
  });

  it("are managed with AWS's policies, and the permission to pass their one role", () => {
    const policyOf = (name: string) => plan.resource("RolePolicyAttachment", name).inputs.policyArn;
    assert.equal(
      policyOf("ecs-infrastructure"),
      "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances",
    );
    assert.equal(
      policyOf("ecs-managed-instances"),
      "arn:aws:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances",
    );
    const infrastructure = plan.resource("iam/role:Role", "ecs-infrastructure");
    assert.deepEqual(json(infrastructure.inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    assert.deepEqual(json(plan.resource("iam/rolePolicy:RolePolicy", "ecs-infrastructure").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "PassInstanceRole",
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: plan.resource("iam/role:Role", "ecs-managed-instances").outputs.arn,
          Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
        },
      ],
    });
  });

  it("are there before the cluster's capacity providers, and go after them", () => {
    const dependencies = (of: string, name: string) => plan.resource(of, name).dependencies.join();
    assert.match(dependencies("ecs/service:Service", "small-service"), /ClusterCapacityProviders::ecs-cap/);
    assert.match(
      dependencies("ClusterCapacityProviders", "ecs-capacity-providers"),
      /CapacityProvider::ecs-managed-arm64-spot/,
    );
    const needed = dependencies("ecs/capacityProvider:CapacityProvider", "ecs-managed-arm64");
    assert.match(needed, /RolePolicyAttachment::ecs-infrastructure/);
    assert.match(needed, /RolePolicy::ecs-infrastructure/);
    assert.match(needed, /RolePolicyAttachment::ecs-managed-instances/);
  });

  it("run tasks that say so, without a placement of ours", () => {
    const { inputs } = plan.resource("ecs/service:Service", "large-service");
    assert.deepEqual(inputs.capacityProviderStrategies, [
      { capacityProvider: provider(plan, "ecs-managed-arm64-spot").outputs.name, weight: 1 },
    ]);
    assert.equal(inputs.platformVersion, undefined);
    assert.equal(inputs.orderedPlacementStrategies, undefined);
    assert.deepEqual(plan.resource("TaskDefinition", "large-task").inputs.requiresCompatibilities, [
      "MANAGED_INSTANCES",
    ]);
  });

  it("have GPUs, and the types that the stack names", async () => {
    const gpu = await planOn(
      { instances: { types: ["g5.xlarge", "g6.xlarge", "m7i.large"] } },
      { model: { compute: "managed-instances", gpu: 1, architecture: "x86_64", cpu: 4096, memory: 12_000 } },
    );
    const { managedInstancesProvider } = provider(gpu, "ecs-managed-gpu").inputs as {
      managedInstancesProvider: { instanceLaunchTemplate: { instanceRequirements: object } };
    };
    assert.deepEqual(managedInstancesProvider.instanceLaunchTemplate.instanceRequirements, {
      vcpuCount: { min: 4 },
      memoryMib: { min: 12_000 },
      cpuManufacturers: ["amd", "intel"],
      allowedInstanceTypes: ["g5.xlarge", "g6.xlarge"],
      burstablePerformance: "included",
      acceleratorCount: { min: 1 },
      acceleratorTypes: ["gpu"],
      acceleratorManufacturers: ["nvidia"],
    });
  });

  it("stand beside instances of Auto Scaling groups in one cluster", async () => {
    const both = await planOn({ compute: "ec2" }, { web: {}, api: { compute: "managed-instances" } });
    const compatible = (name: string) =>
      both.resource("TaskDefinition", `${name}-task`).inputs.requiresCompatibilities;
    assert.deepEqual([compatible("web"), compatible("api")], [["EC2"], ["MANAGED_INSTANCES"]]);
  });

  it("have no bounds of their own", () => {
    assert.throws(
      () => new EcsCluster("ecs", { network, compute: "managed-instances", instances: { min: 1, max: 4 } }),
      {
        message: [
          'Invalid arguments for EcsCluster "ecs":',
          "  - instances.min needs the Auto Scaling groups of ec2: must be left out with managed-instances",
          "  - instances.max needs the Auto Scaling groups of ec2: must be left out with managed-instances",
        ].join("\n"),
      },
    );
  });
});
