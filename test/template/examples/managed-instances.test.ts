import assert from "node:assert/strict";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of ECS Managed Instances", () => {
  it("has room for the largest task of each kind, and runs every service there", async () => {
    const plan = await planOf("managed-instances");
    const requirements = inputsOf(plan, "aws:ecs/capacityProvider:CapacityProvider").map((provider) => {
      const { instanceLaunchTemplate } = provider.managedInstancesProvider as {
        instanceLaunchTemplate: {
          capacityOptionType: string;
          instanceRequirements: { vcpuCount: { min: number }; memoryMib: { min: number } };
        };
      };
      const { capacityOptionType, instanceRequirements } = instanceLaunchTemplate;
      return `${capacityOptionType} ${instanceRequirements.vcpuCount.min} ${instanceRequirements.memoryMib.min}`;
    });
    assert.deepEqual(requirements.sort(), [
      "ON_DEMAND 3 12000",
      "ON_DEMAND 4 14000",
      "SPOT 3 12000",
      "SPOT 4 14000",
    ]);
    const compatible = inputsOf(plan, "aws:ecs/taskDefinition:TaskDefinition").map(
      ({ requiresCompatibilities }) => String(requiresCompatibilities),
    );
    assert.deepEqual([...new Set(compatible)], ["MANAGED_INSTANCES"]);
    assert.deepEqual(
      findingsIn(plan).filter(({ rule }) => /^(ec2|autoscaling|ecs-managed)/.test(rule)),
      [],
    );
  });
});
