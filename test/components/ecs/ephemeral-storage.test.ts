import assert from "node:assert/strict";
import { planOfService } from "./a-service";
import { planOn } from "./on-instances";

describe("Ephemeral storage of tasks", () => {
  it("is that of the task definition on Fargate", async () => {
    const plan = await planOfService({ service: { ephemeralStorageGib: 100 } });
    const { ephemeralStorage } = plan.resource("TaskDefinition", "hello-task").inputs;
    assert.deepEqual(ephemeralStorage, { sizeInGib: 100 });
  });

  it("is refused where Fargate doesn't have it, and on instances", async () => {
    for (const ephemeralStorageGib of [20, 201, 30.5]) {
      await assert.rejects(planOfService({ service: { ephemeralStorageGib } }), {
        message: `Invalid arguments for FargateService "hello":\n  - service.ephemeralStorageGib is ${ephemeralStorageGib}: must be a whole number from 21 to 200`,
      });
    }
    const refused = planOn(
      { compute: "ec2", instances: { max: 6 } },
      { hello: { ephemeralStorageGib: 100 } },
    );
    await assert.rejects(refused, {
      message:
        'Invalid arguments for FargateService "hello":\n' +
        "  - service.ephemeralStorageGib needs Fargate: must be left out on instances, whose disk all tasks share",
    });
  });
});
