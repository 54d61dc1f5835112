import type { CostLine } from "pulumi-offline-preview";
import { costLine } from "./cost-line";
import type { Estimate, Estimators } from "./estimator";
import { input, list, type PricedResource, text } from "./priced-plan";

/** AWS WAF. Requests come on top: $0.60 per million. */
export const webAcls: Estimators = {
  "aws:wafv2/webAcl:WebAcl": webAcl,
  "aws:wafv2/webAclRule:WebAclRule": (rule, estimate) => [rules(rule, 1, estimate)],
};

function webAcl(resource: PricedResource, estimate: Estimate): CostLine[] {
  const count = list(input(resource, "rules")).length;
  if (text(input(resource, "ruleJson")) !== undefined)
    estimate.noPrice(resource, "rules of a web ACL in JSON");
  return [
    costLine(resource, "web-acl", "AWS WAF web ACL", 1, estimate.price("webAcl")),
    ...(count > 0 ? [rules(resource, count, estimate)] : []),
  ];
}

function rules(resource: PricedResource, count: number, estimate: Estimate): CostLine {
  return costLine(
    resource,
    "web-acl-rule",
    "rule of an AWS WAF web ACL",
    count,
    estimate.price("webAclRule"),
  );
}
