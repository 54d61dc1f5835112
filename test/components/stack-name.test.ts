import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { createSchedules, validateScheduleGroup } from "../../components/job-schedules";
import { scheduleGroupPrefixes } from "../../components/stack-name";
import { planOf } from "../support/plan";

const project = "acme-platform-containers-production";
const stack = "feature-some-long-branch-name";

/** The name of the schedule group of a platform, and what is refused of it. */
async function groupOf(platform: string, options: { project: string; stack: string }) {
  let refused: string[] = [];
  const plan = await planOf(() => {
    refused = validateScheduleGroup(platform);
    createSchedules(platform, new aws.sqs.Queue("dead-letters"), {});
  }, options);
  return { name: plan.theOne("ScheduleGroup").inputs.name, refused };
}

describe("the schedule group of a stack", () => {
  it("has the names of the project and the stack where they have room", async () => {
    assert.deepEqual(scheduleGroupPrefixes("shop", "dev"), ["shop-dev"]);
    assert.deepEqual(await groupOf("batch", { project: "shop", stack: "dev" }), {
      name: "shop-dev-batch",
      refused: [],
    });
    const longest = { project: "p".repeat(30), stack: "s".repeat(29) };
    assert.equal((await groupOf("ecs", longest)).name, `${longest.project}-${longest.stack}-ecs`);
  });

  it("has the beginning of longer ones and a hash, which a deploy role knows, too", async () => {
    const [whole, short] = scheduleGroupPrefixes(project, stack);
    assert.deepEqual([whole, short], [`${project}-${stack}`, `${project}-feature-some--6d5fce9f`]);
    for (const platform of ["ecs", "batch"]) {
      assert.deepEqual(await groupOf(platform, { project, stack }), {
        name: `${short}-${platform}`,
        refused: [],
      });
    }
    assert.notEqual(scheduleGroupPrefixes(project, `${stack}-2`)[1], short);
  });

  it("is refused for a platform of a name that leaves no room", async () => {
    assert.deepEqual((await groupOf("on-premises", { project, stack })).refused, [
      "project-stack-name has 70 characters: must be at most 64",
    ]);
  });
});
