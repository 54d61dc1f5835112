import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ImageRetention, type ImageRetentionArgs, Registry } from "../../../components/registry";
import { json, planOf } from "../../support/plan";

class Rollout extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Rollout", name);
    new aws.cloudwatch.LogGroup(`${name}-runs`, {}, { parent: this });
  }
}

const planOfRetention = (args: Omit<ImageRetentionArgs, "repository" | "runningTag"> = {}) =>
  planOf(() => {
    const repository = new Registry("registry", { repositories: ["hello"] }).repository("hello");
    const rollout = new Rollout("rollout");
    new ImageRetention("hello", { repository, runningTag: "0123abcd", ...args }, { dependsOn: [rollout] });
  });

describe("ImageRetention", () => {
  it("selects the running tag first, then expires by count and by age", async () => {
    const plan = await planOfRetention();
    const { inputs, parent } = plan.resource("hello-lifecycle");
    assert.equal(inputs.repository, plan.resource("registry-hello").outputs.name);
    assert.equal(parent, plan.resource("ImageRetention", "hello").urn);
    assert.deepEqual(json(inputs.policy), {
      rules: [
        {
          rulePriority: 1,
          description: "Never expire the running image",
          selection: {
            tagStatus: "tagged",
            tagPatternList: ["0123abcd"],
            countType: "imageCountMoreThan",
            countNumber: 1,
          },
          action: { type: "expire" },
        },
        {
          rulePriority: 2,
          description: "Keep the 30 most recently pushed tagged images",
          selection: {
            tagStatus: "tagged",
            tagPatternList: ["*"],
            countType: "imageCountMoreThan",
            countNumber: 30,
          },
          action: { type: "expire" },
        },
        {
          rulePriority: 3,
          description: "Expire untagged images after 1 day",
          selection: {
            tagStatus: "untagged",
            countType: "sinceImagePushed",
            countUnit: "days",
            countNumber: 1,
          },
          action: { type: "expire" },
        },
      ],
    });
  });

  it("takes count and age by argument", async () => {
    const plan = await planOfRetention({ keepImages: 5, expireUntaggedAfterDays: 14 });
    const { rules } = json(plan.resource("hello-lifecycle").inputs.policy) as {
      rules: { selection: { countNumber: number } }[];
    };
    assert.deepEqual(
      rules.map(({ selection }) => selection.countNumber),
      [1, 5, 14],
    );
  });

  it("changes the policy only after the rollout", async () => {
    const plan = await planOfRetention();
    assert.ok(plan.resource("hello-lifecycle").dependencies.includes(plan.resource("rollout-runs").urn));
  });

  it("refuses all invalid arguments at once", async () => {
    await planOf(() => {
      const repository = new Registry("registry", { repositories: ["hello"] }).repository("hello");
      const args = { repository, runningTag: "v*", keepImages: 0, expireUntaggedAfterDays: 1.5 };
      assert.throws(() => new ImageRetention("hello", args), {
        message: [
          'Invalid arguments for ImageRetention "hello":',
          '  - runningTag is "v*": must be a tag of letters, digits, _ . and -, at most 128',
          "  - keepImages is 0: must be a whole number from 1 to 10000",
          "  - expireUntaggedAfterDays is 1.5: must be a whole number from 1 to 3650",
        ].join("\n"),
      });
    });
  });
});
