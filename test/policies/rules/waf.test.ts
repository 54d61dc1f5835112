import { wafRules } from "../../../policies/rules/waf";
import { cloudFrontBefore, resource, testRules } from "../states";

const balancer = resource("aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "application" });
const networkBalancer = resource("aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "network" });
const webAcl = resource("aws:wafv2/webAcl:WebAcl", { visibilityConfig: { cloudwatchMetricsEnabled: true } });
const association = (of = balancer) =>
  resource(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    { resourceArn: "arn", webAclArn: "arn" },
    { from: { resourceArn: [of], webAclArn: [webAcl] } },
  );
const logging = resource(
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
  { resourceArn: "arn" },
  { from: { resourceArn: [webAcl] } },
);

const unfiltered =
  "No web ACL is associated: set aws-containers:loadBalancer.waf: true (a WebAclAssociation).";
const uncounted = "CloudWatch metrics are disabled: set visibilityConfig.cloudwatchMetricsEnabled: true.";

testRules("waf", wafRules, {
  "elb-web-acl": {
    passes: [[balancer, association()], [networkBalancer], [balancer, ...cloudFrontBefore(balancer)]],
    fails: [
      [[balancer], unfiltered],
      [[balancer, association(webAcl)], unfiltered],
    ],
  },
  "waf-logging": {
    passes: [[resource("aws:wafv2/webAcl:WebAcl", {}), logging]],
    fails: [
      [
        [resource("aws:wafv2/webAcl:WebAcl", {})],
        "Requests are not logged: add an aws.wafv2.WebAclLoggingConfiguration.",
      ],
    ],
  },
  "waf-metrics": {
    passes: [[webAcl]],
    fails: [
      [
        [resource("aws:wafv2/webAcl:WebAcl", { visibilityConfig: { cloudwatchMetricsEnabled: false } })],
        uncounted,
      ],
      [[resource("aws:wafv2/webAcl:WebAcl", {})], uncounted],
    ],
  },
});
