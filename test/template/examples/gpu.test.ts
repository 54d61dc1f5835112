import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { inputsOf, planOf } from "./plan-of-example";

interface Pod {
  containers: { resources: { requests: { cpu: string; memory: string }; limits: object } }[];
  nodeSelector: object;
  tolerations: object[];
}

describe("the example of GPUs", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("gpu");
  });

  it("gives a replica the same on both platforms: its size, its architecture and a GPU", () => {
    const tasks = inputsOf(plan, "aws:ecs/taskDefinition:TaskDefinition").map((task) => ({
      cpu: Number(task.cpu),
      memory: Number(task.memory),
      gpu: JSON.parse(String(task.containerDefinitions))[0].resourceRequirements,
      architecture: task.runtimePlatform,
      on: task.requiresCompatibilities,
    }));
    const onEcs = {
      cpu: 2048,
      memory: 12288,
      gpu: [{ type: "GPU", value: "1" }],
      architecture: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
      on: ["EC2"],
    };
    // The service, and its training.
    assert.deepEqual(tasks, [onEcs, onEcs]);
    const [deployment] = inputsOf(plan, "kubernetes:apps/v1:Deployment") as unknown as {
      spec: { template: { spec: Pod } };
    }[];
    const pod = deployment?.spec.template.spec;
    assert.deepEqual(pod?.containers[0]?.resources, {
      requests: { cpu: "2000m", memory: "12288Mi" },
      limits: { memory: "12288Mi", "nvidia.com/gpu": "1" },
    });
    assert.deepEqual(pod?.nodeSelector, {
      "kubernetes.io/arch": "amd64",
      "karpenter.sh/capacity-type": "spot",
    });
    assert.deepEqual(pod?.tolerations, [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }]);
  });

  it("trains on Spot instances of ECS with GPUs, and eight at once on such nodes of EKS", () => {
    const [machine] = inputsOf(plan, "aws:sfn/stateMachine:StateMachine");
    const { Run } = JSON.parse(String(machine?.definition)).States;
    assert.deepEqual(
      Run.Retry.map(({ MaxAttempts }: { MaxAttempts: number }) => MaxAttempts),
      [3],
    );
    const [provider] = Run.Arguments.CapacityProviderStrategy;
    assert.match(provider.CapacityProvider, /^instances-ecs-gpu-spot-[0-9a-f]{7}$/);
    const [cronJob] = inputsOf(plan, "kubernetes:batch/v1:CronJob") as unknown as {
      spec: {
        jobTemplate: { spec: { completions: number; backoffLimitPerIndex: number; template: { spec: Pod } } };
      };
    }[];
    const run = cronJob?.spec.jobTemplate.spec;
    assert.deepEqual([run?.completions, run?.backoffLimitPerIndex], [8, 3]);
    assert.deepEqual(run?.template.spec.containers[0]?.resources.limits, {
      memory: "12288Mi",
      "nvidia.com/gpu": "1",
    });
  });

  it("has nodes with GPUs within the bound, which cost as instances do", () => {
    const pools = inputsOf(plan, "kubernetes:karpenter.sh/v1:NodePool") as unknown as {
      metadata: { name: string };
      spec: { limits: object };
    }[];
    assert.deepEqual(
      pools.map(({ metadata, spec }) => [metadata.name, spec.limits]),
      [
        ["gpus", { cpu: "48" }],
        ["services", { cpu: "48" }],
      ],
    );
    const groups = inputsOf(plan, "aws:autoscaling/group:Group");
    assert.deepEqual(
      groups.map(({ maxSize }) => maxSize),
      [2, 2],
    );
  });
});
