import type * as aws from "@pulumi/aws";

type Rule = aws.types.input.wafv2.WebAclRule;

/**
 * The rules of a web ACL: who is blocked for the number of requests comes first, since those rules are the cheapest.
 *
 * In `rules`, with each of AWS's defaults written out: what is left out comes back with a value, and the provider would
 * update the web ACL on every `up` (https://github.com/hashicorp/terraform-provider-aws/issues/33124). `ruleJson` knows no
 * such difference, but no drift either, and neither plans nor policies can read it. `aws.wafv2.WebAclRule`, a resource for
 * each rule, is updated one after the other, each with the lock of the web ACL
 * (https://github.com/hashicorp/terraform-provider-aws/issues/47875).
 */
export function webAclRules(rateLimit: number): Rule[] {
  return [
    rateRule("rate-limit", 0, rateLimit),
    managedRule("ip-reputation", 1, "AWSManagedRulesAmazonIpReputationList"),
    // Whoever comes through a VPN or from a cloud is no attacker for that: counted, so that metrics show how many they are.
    managedRule("anonymous-ip", 2, "AWSManagedRulesAnonymousIpList", [
      "AnonymousIPList",
      "HostingProviderIPList",
    ]),
    managedRule("known-bad-inputs", 3, "AWSManagedRulesKnownBadInputsRuleSet"),
    // It blocks every body above 8 KB: uploads would fail. Counted, metrics show them, and all of the other rules
    // still hold for what WAF inspects of the body.
    managedRule("common", 4, "AWSManagedRulesCommonRuleSet", ["SizeRestrictions_BODY"]),
  ];
}

/** An address that sends too many requests is blocked until it sends fewer. */
function rateRule(name: string, priority: number, limit: number): Rule {
  return {
    name,
    priority,
    action: { block: {} },
    statement: { rateBasedStatement: { limit, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
    visibilityConfig: visibility(name),
  };
}

/** AWS's rules, in the version that AWS recommends; those of `counted` are counted instead of blocked. */
function managedRule(name: string, priority: number, group: string, counted: readonly string[] = []): Rule {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: group,
        ...(counted.length > 0 && {
          ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        }),
      },
    },
    visibilityConfig: visibility(name),
  };
}

function visibility(metricName: string): Rule["visibilityConfig"] {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
