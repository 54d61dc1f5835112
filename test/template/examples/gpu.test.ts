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
    const [task] = inputsOf(plan, "aws:ecs/taskDefinition:TaskDefinition");
    const [container] = JSON.parse(String(task?.containerDefinitions));
    const onEcs = {
      cpu: Number(task?.cpu),
      memory: Number(task?.memory),
      gpu: container.resourceRequirements,
      architecture: task?.runtimePlatform,
      on: task?.requiresCompatibilities,
    };
    assert.deepEqual(onEcs, {
      cpu: 2048,
      memory: 12288,
      gpu: [{ type: "GPU", value: "1" }],
      architecture: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
      on: ["EC2"],
    });
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

  it("has nodes with GPUs within the bound, which cost as instances do", () => {
    const pools = inputsOf(plan, "kubernetes:karpenter.sh/v1:NodePool") as unknown as {
      metadata: { name: string };
      spec: { limits: object };
    }[];
    assert.deepEqual(
      pools.map(({ metadata, spec }) => [metadata.name, spec.limits]),
      [
        ["gpus", { cpu: "16" }],
        ["services", { cpu: "16" }],
      ],
    );
    const groups = inputsOf(plan, "aws:autoscaling/group:Group");
    assert.deepEqual(
      groups.map(({ maxSize }) => maxSize),
      [2, 2],
    );
  });
});
