import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ImageRetention, type ImageRetentionArgs, Registry } from "../../../components/registry";
import { json, planOf } from "../../support/plan";

class RollOut extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:RollOut", name);
    new aws.cloudwatch.LogGroup(`${name}-runs`, {}, { parent: this });
  }
}

const planOfRetention = (args: Omit<ImageRetentionArgs, "repository" | "runningTag"> = {}) =>
  planOf(() => {
    const repository = new Registry("registry", { repositories: ["hello"] }).repository("hello");
    const rollOut = new RollOut("roll-out");
    new ImageRetention("hello", { repository, runningTag: "0123abcd", ...args }, { dependsOn: [rollOut] });
  });

describe("ImageRetention", () => {
  it("names the running tag first, then expires by count and by age", async () => {
    const plan = await planOfRetention();
    const { inputs, parent } = plan.resource("hello-lifecycle");
    assert.equal(inputs.repository, plan.resource("registry-hello").outputs.name);
    assert.equal(parent, plan.resource("hello", "ImageRetention").urn);
    assert.deepEqual(json(inputs.policy), {
      rules: [
        {
          rulePriority: 1,
          description: "Never expire the image that runs",
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
          description: "Keep the 30 tagged images pushed last",
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
          description: "Expire untagged images after 1 days",
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

  it("changes the policy only after the roll-out", async () => {
    const plan = await planOfRetention();
    assert.ok(plan.resource("hello-lifecycle").dependencies.includes(plan.resource("roll-out-runs").urn));
  });

  it("refuses everything that is wrong, at once", async () => {
    await planOf(() => {
      const repository = new Registry("registry", { repositories: ["hello"] }).repository("hello");
      const args = { repository, runningTag: "v*", keepImages: 0, expireUntaggedAfterDays: 1.5 };
      assert.throws(() => new ImageRetention("hello", args), {
        message: [
          'ImageRetention "hello" is refused:',
          '  - runningTag: "v*" is not a tag: letters, digits, _ . and -, at most 128',
          "  - keepImages: 0 is not a whole number, 1–10000",
          "  - expireUntaggedAfterDays: 1.5 is not a whole number, 1–3650",
        ].join("\n"),
      });
    });
  });
});
