import assert from "node:assert/strict";
import { EcsCluster, type EcsClusterArgs, EcsJobs } from "../../../components/ecs";
import type { JobDescription } from "../../../components/job";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { network } from "./a-service";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";
const onGpu = { image, architecture: "x86_64", gpu: 1, cpu: 3072, memory: 12000 } as const;

function planWith(
  jobs: Record<string, JobDescription>,
  args: Partial<EcsClusterArgs> = {},
  known = jobs,
): Promise<RecordedPlan> {
  return planOf(() => {
    const cluster = new EcsCluster("ecs", { network, ...args, jobs: known });
    new EcsJobs("ecs", { cluster, network, jobs });
  });
}

/** What the state machine of a job runs tasks with. */
function argumentsOf(plan: RecordedPlan, job: string): Record<string, unknown> {
  const { definition } = plan.resource("sfn/stateMachine:StateMachine", `${job}-job`).inputs;
  return (json(definition) as { States: { Run: { Arguments: Record<string, unknown> } } }).States.Run
    .Arguments;
}

const providerOf = (plan: RecordedPlan, name: string) =>
  plan.resource("ecs/capacityProvider:CapacityProvider", name).outputs.name;

function placementOf(plan: RecordedPlan, job: string): object {
  const { CapacityProviderStrategy, PlatformVersion, PlacementStrategy } = argumentsOf(plan, job);
  return { CapacityProviderStrategy, PlatformVersion, PlacementStrategy };
}

describe("Jobs on instances of ECS", () => {
  it("start tasks there, over the zones and then as few instances as possible, with the GPUs that they need", async () => {
    const plan = await planWith({
      train: { ...onGpu, compute: "ec2", capacity: "spot" },
      report: { image },
    });
    assert.deepEqual(placementOf(plan, "train"), {
      CapacityProviderStrategy: [{ CapacityProvider: providerOf(plan, "ecs-gpu-spot"), Weight: 1 }],
      PlatformVersion: undefined,
      PlacementStrategy: [
        { Type: "spread", Field: "attribute:ecs.availability-zone" },
        { Type: "binpack", Field: "memory" },
      ],
    });
    const { inputs } = plan.resource("TaskDefinition", "train-task");
    assert.deepEqual(inputs.requiresCompatibilities, ["EC2"]);
    assert.deepEqual([inputs.cpu, inputs.memory], ["3072", "12000"]);
    const [container] = json(inputs.containerDefinitions) as { resourceRequirements: unknown }[];
    assert.deepEqual(container?.resourceRequirements, [{ type: "GPU", value: "1" }]);
    assert.deepEqual(placementOf(plan, "report"), {
      CapacityProviderStrategy: [{ CapacityProvider: "FARGATE", Weight: 1 }],
      PlatformVersion: "LATEST",
      PlacementStrategy: undefined,
    });
    const { minSize } = plan.resource("autoscaling/group:Group", "ecs-gpu-spot").inputs;
    assert.equal(minSize, 0);
  });

  it("are on what the cluster has for all of them, unless they say otherwise", async () => {
    const plan = await planWith(
      { report: { image }, small: { image, compute: "fargate" } },
      { compute: "managed-instances" },
    );
    assert.deepEqual(placementOf(plan, "report"), {
      CapacityProviderStrategy: [{ CapacityProvider: providerOf(plan, "ecs-managed-arm64"), Weight: 1 }],
      PlatformVersion: undefined,
      PlacementStrategy: undefined,
    });
    assert.deepEqual(plan.resource("TaskDefinition", "report-task").inputs.requiresCompatibilities, [
      "MANAGED_INSTANCES",
    ]);
    assert.deepEqual(plan.resource("TaskDefinition", "small-task").inputs.requiresCompatibilities, [
      "FARGATE",
    ]);
  });

  it("are run when the cluster has their capacity providers, and end before them", async () => {
    const plan = await planWith({ report: { image, compute: "ec2" } });
    const { urn } = plan.resource("ClusterCapacityProviders", "ecs-capacity-providers");
    assert.ok(plan.resource("sfn/stateMachine:StateMachine", "report-job").dependencies.includes(urn));
  });

  it("may be larger than on Fargate, and take longer to stop", async () => {
    const plan = await planWith({
      report: { image, compute: "ec2", cpu: 300, memory: 700, stopSeconds: 600 },
    });
    assert.equal(plan.resource("TaskDefinition", "report-task").inputs.cpu, "300");
  });

  it("are refused with GPUs on Fargate, as arrays, and in a cluster that doesn't know them", async () => {
    await assert.rejects(planWith({ train: onGpu }), {
      message: [
        'Invalid arguments for EcsCluster "ecs":',
        "  - jobs.train.gpu needs instances: must be left out on Fargate, which has no GPUs",
      ].join("\n"),
    });
    await assert.rejects(planWith({ train: onGpu }, {}, {}), {
      message: [
        'Invalid arguments for EcsJob "train":',
        "  - job.cpu is 3072: must be 256, 512, 1024, 2048, 4096, 8192 or 16384",
        "  - job.gpu needs instances: must be left out on Fargate, which has no GPUs",
      ].join("\n"),
    });
    await assert.rejects(planWith({ train: { ...onGpu, compute: "ec2", array: 10 } }, {}, {}), {
      message: [
        'Invalid arguments for EcsJob "train":',
        '  - job.compute is "ec2": must be what cluster.jobs has for the job, so that the cluster gets instances',
        "  - job.array needs Kubernetes' Indexed Jobs: must be left out on ECS",
      ].join("\n"),
    });
  });

  it("are refused where the cluster has no network for instances, or none with room", async () => {
    const jobs = { report: { image, compute: "ec2", memory: 16384 } } as const;
    const cluster = (args: Partial<EcsClusterArgs>) => planOf(() => new EcsCluster("ecs", { jobs, ...args }));
    await assert.rejects(cluster({ instances: { types: ["m6g.large"] } }), {
      message: [
        'Invalid arguments for EcsCluster "ecs":',
        "  - jobs.report has tasks of 256 CPU units and 16384 MiB: must fit each of instances.types, but m6g.large is too small",
        "  - network is missing: must be given to a cluster with instances",
      ].join("\n"),
    });
  });
});
