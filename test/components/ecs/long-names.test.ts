import assert from "node:assert/strict";
import type { RecordedPlan } from "../../support/plan";
import { planOfServices } from "./a-service";

const targetGroupsOf = (plan: RecordedPlan) =>
  plan
    .ofType("lb/targetGroup:TargetGroup")
    .map(({ name }) => name)
    .sort();

describe("FargateService with a long name", () => {
  it("has the target groups of a short one by its whole name, up to 17 characters", async () => {
    const plan = await planOfServices({
      "seventeen-letters": { service: { deployment: { strategy: "canary" } } },
    });
    assert.deepEqual(targetGroupsOf(plan), ["seventeen-letters-second", "seventeen-letters-target"]);
  });

  it("has target groups by its beginning and a hash from 18 on, apart from those of a name that begins alike", async () => {
    const plan = await planOfServices({
      "eighteen-character": {},
      "eighteen-characters": {},
      "eighteen-characters-and-more": {
        service: { deployment: { strategy: "blue-green" }, routes: [{ path: "/more", priority: 50 }] },
      },
    });
    assert.deepEqual(targetGroupsOf(plan), [
      "eighteen-06f14840-second",
      "eighteen-06f14840-target",
      "eighteen-4f9aff1e-target",
      "eighteen-7256e985-target",
    ]);
  });

  it("has everything else by its whole name, but a rule and its role that have no room for it", async () => {
    const name = "notification-dispatcher-for-text-message";
    const plan = await planOfServices({
      [name]: {
        service: {
          restartOnRotation: true,
          secrets: {
            KEY: "/shop/key",
            TOKEN: "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/token-AbCdEf",
          },
        },
      },
    });
    const others = plan.resources.filter(
      ({ type, name: each }) => /Fargate|Restart|iam|cloudwatch/.test(type) && !each.startsWith(name),
    );
    assert.deepEqual(
      others.map(({ type, name: each }) => `${type} ${each}`),
      [
        ...[
          "cloudwatch/eventRule:EventRule",
          "cloudwatch/eventTarget:EventTarget",
          "iam/role:Role",
          "iam/rolePolicy:RolePolicy",
        ].map((type) => `aws:${type} notification-dispatcher-for-text-mes-4b4d5330-parameters`),
      ],
    );
  });
});
