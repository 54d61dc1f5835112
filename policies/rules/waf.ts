import { inProd, type Rule, securityHub } from "../rule";
import { at, isMissing } from "../values";
import { distributionsOf } from "./cloud-front";

const association = ["aws:wafv2/webAclAssociation:WebAclAssociation"];
const logging = ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"];
/** Rules for AWS WAF. */
export const wafRules: Rule[] = [
  {
    id: "elb-web-acl",
    title: "Load balancers are associated with a web ACL",
    controls: ["ELB.16"],
    url: securityHub("ELB.16"),
    severity: "medium",
    enforcement: inProd,
    types: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
    needs: "stack",
    check(loadBalancer, stack) {
      const { inputs } = loadBalancer;
      const isApplication = (at(inputs, "loadBalancerType") ?? "application") === "application";
      const associated = stack
        .ofType(...association)
        .some((found) => stack.refers(found, "resourceArn", loadBalancer));
      // A distribution has its own, by a rule of its own.
      const isOrigin = distributionsOf(loadBalancer, stack).length > 0;
      return isApplication && !associated && !isOrigin
        ? ["No web ACL is associated: set aws-containers:loadBalancer.waf: true (a WebAclAssociation)."]
        : [];
    },
  },
  {
    id: "waf-logging",
    title: "Web ACL logging is enabled",
    controls: ["WAF.11"],
    url: securityHub("WAF.11"),
    severity: "low",
    enforcement: inProd,
    types: ["aws:wafv2/webAcl:WebAcl"],
    needs: "stack",
    check: (webAcl, stack) =>
      stack.ofType(...logging).some((found) => stack.refers(found, "resourceArn", webAcl))
        ? []
        : ["Requests are not logged: add an aws.wafv2.WebAclLoggingConfiguration."],
  },
  {
    id: "waf-metrics",
    title: "Web ACLs have CloudWatch metrics",
    controls: ["WAF.12"],
    url: securityHub("WAF.12"),
    severity: "medium",
    enforcement: inProd,
    types: ["aws:wafv2/webAcl:WebAcl"],
    needs: "resource",
    check: ({ inputs }) =>
      isMissing(inputs, "visibilityConfig") ||
      at(inputs, "visibilityConfig.cloudwatchMetricsEnabled") === false
        ? ["CloudWatch metrics are disabled: set visibilityConfig.cloudwatchMetricsEnabled: true."]
        : [],
  },
];
