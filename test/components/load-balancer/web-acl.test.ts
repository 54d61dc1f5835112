import assert from "node:assert/strict";
import { WebAcl, type WebAclArgs } from "../../../components/load-balancer";
import { planOf } from "../../support/plan";

const planOfWebAcl = (args?: WebAclArgs) =>
  planOf(() => {
    const { arn } = new WebAcl("shop", args);
    return { arn };
  });

const visibility = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: true,
});

const managed = (name: string, priority: number, group: string, overrides?: object) => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group, ...overrides } },
  visibilityConfig: visibility(name),
});

describe("WebAcl", () => {
  it("limits requests of an address, and holds them against AWS's rules; large bodies and anonymous addresses are counted only", async () => {
    const plan = await planOfWebAcl();
    const webAcl = plan.resource("shop-web-acl");
    assert.deepEqual(webAcl.inputs, {
      description: "Requests to the load balancers of the stack",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: [
        {
          name: "rate-limit",
          priority: 0,
          action: { block: {} },
          statement: {
            rateBasedStatement: { limit: 2000, aggregateKeyType: "IP", evaluationWindowSec: 300 },
          },
          visibilityConfig: visibility("rate-limit"),
        },
        managed("ip-reputation", 1, "AWSManagedRulesAmazonIpReputationList"),
        managed("anonymous-ip", 2, "AWSManagedRulesAnonymousIpList", {
          ruleActionOverrides: [
            { name: "AnonymousIPList", actionToUse: { count: {} } },
            { name: "HostingProviderIPList", actionToUse: { count: {} } },
          ],
        }),
        managed("known-bad-inputs", 3, "AWSManagedRulesKnownBadInputsRuleSet"),
        managed("common", 4, "AWSManagedRulesCommonRuleSet", {
          ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
        }),
      ],
      visibilityConfig: visibility("shop"),
    });
    assert.deepEqual(plan.outputs, { arn: webAcl.outputs.arn });
  });

  it("logs what it blocks, without credentials, to a log group that AWS WAF accepts", async () => {
    const plan = await planOfWebAcl({ logKeyArn: "arn:aws:kms:us-east-1:111122223333:key/0a1b" });
    const logGroup = plan.resource("shop-web-acl-logs");
    assert.deepEqual(logGroup.inputs, {
      namePrefix: "aws-waf-logs-shop-",
      retentionInDays: 90,
      kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/0a1b",
    });
    const conditions = [{ actionCondition: { action: "BLOCK" } }];
    assert.deepEqual(plan.resource("shop-web-acl-logging").inputs, {
      resourceArn: plan.resource("shop-web-acl").outputs.arn,
      logDestinationConfigs: [logGroup.outputs.arn],
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions }],
      },
      redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
    });
  });

  it("has another limit and retention by argument", async () => {
    const plan = await planOfWebAcl({ rateLimit: 10, logRetentionDays: 7 });
    const [first] = plan.resource("shop-web-acl").inputs.rules as { statement: object }[];
    assert.deepEqual(first?.statement, {
      rateBasedStatement: { limit: 10, aggregateKeyType: "IP", evaluationWindowSec: 300 },
    });
    assert.equal(plan.resource("shop-web-acl-logs").inputs.retentionInDays, 7);
  });

  it("refuses all invalid arguments in one error", async () => {
    const logRetentionDays = 8 as WebAclArgs["logRetentionDays"];
    await assert.rejects(planOfWebAcl({ rateLimit: 9, logRetentionDays }), {
      message: [
        'Invalid arguments for WebAcl "shop":',
        "  - rateLimit is 9: must be a whole number from 10 to 2000000000",
        "  - logRetentionDays is 8: must be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, " +
          "2192, 2557, 2922, 3288 or 3653",
      ].join("\n"),
    });
  });
});
