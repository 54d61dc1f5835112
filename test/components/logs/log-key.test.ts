import assert from "node:assert/strict";
import { LogKey } from "../../../components/logs";
import { json, planOf } from "../../support/plan";

describe("LogKey", () => {
  const planned = planOf(
    () => {
      new LogKey("logs", { protect: true });
      new LogKey("disposable");
    },
    { project: "shop", stack: "prod" },
  );

  it("is one key that is rotated, and protected where it has to be", async () => {
    const plan = await planned;
    const key = plan.resource("logs-key");
    const { policy: _, ...inputs } = key.inputs;
    assert.deepEqual(inputs, {
      description: "Log groups of shop/prod",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    });
    assert.equal(key.protect, true);
    assert.equal(plan.resource("disposable-key").inputs.deletionWindowInDays, 7);
    assert.equal(plan.resource("disposable-key").protect, false);
    assert.deepEqual(plan.resource("LogKey", "logs").outputs, { arn: key.outputs.arn });
  });

  it("can be used by CloudWatch Logs in China, whose principal has another domain there", async () => {
    const plan = await planOf(() => new LogKey("logs"), { config: { "aws:region": "cn-north-1" } });
    assert.match(
      String(plan.resource("logs-key").inputs.policy),
      /"Service":"logs\.cn-north-1\.amazonaws\.com\.cn"/,
    );
  });

  it("is in another region than the provider by argument, and for the log groups there", async () => {
    const plan = await planOf(() => new LogKey("logs", { region: "us-east-1" }), {
      config: { "aws:region": "eu-central-1" },
    });
    const { region, policy } = plan.resource("logs-key").inputs;
    assert.equal(region, "us-east-1");
    assert.match(String(policy), /"Service":"logs\.us-east-1\.amazonaws\.com"/);
    assert.match(String(policy), /"arn:aws:logs:us-east-1:000000000000:log-group:\*"/);
  });

  it("can be used by CloudWatch Logs for log groups of this account and region, and by nobody else", async () => {
    const [administer, use, ...others] = (
      json((await planned).resource("logs-key").inputs.policy) as { Statement: { Action: string[] }[] }
    ).Statement;
    assert.deepEqual(others, []);
    assert.deepEqual(
      administer?.Action.filter((action) => /crypt|GenerateDataKey|Grant|\*$/.test(action)).sort(),
      ["kms:Describe*", "kms:Disable*", "kms:Enable*", "kms:Get*", "kms:List*", "kms:Update*"],
    );
    assert.deepEqual(use, {
      Sid: "UseByCloudWatchLogs",
      Effect: "Allow",
      Principal: { Service: "logs.us-east-1.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:000000000000:log-group:*",
        },
      },
    });
  });
});
