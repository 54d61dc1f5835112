import type * as aws from "@pulumi/aws";
import { wafLogGroupPrefix } from "../../facts/waf";
import { changeLogGroups } from "./log-group-actions";
import { inRegions, regional, type Scope } from "./scope";

/** Names of web ACLs begin with their components', of CloudFront's (`global`) too. Managed rule groups are AWS's. */
export function changeWebAcls(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeWebAcls",
    Effect: "Allow",
    Action: [
      "wafv2:AssociateWebACL",
      "wafv2:CreateWebACL",
      "wafv2:DeleteLoggingConfiguration",
      "wafv2:DeleteWebACL",
      "wafv2:PutLoggingConfiguration",
      "wafv2:TagResource",
      "wafv2:UntagResource",
      "wafv2:UpdateWebACL",
    ],
    Resource: [
      regional(scope, "wafv2", "*/managedruleset/*"),
      ...scope.components.map((component) => regional(scope, "wafv2", `*/webacl/${component}-*`)),
    ],
    Condition: { StringEquals: inRegions(scope) },
  };
}

/**
 * The log groups of web ACLs, and what PutLoggingConfiguration depends on for them, which AWS can't limit to a resource.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 */
export function logWebAcls(scope: Scope): aws.iam.PolicyStatement[] {
  return [
    {
      Sid: "ChangeWebAclLogs",
      Effect: "Allow",
      Action: changeLogGroups,
      Resource: scope.components.map((component) =>
        regional(scope, "logs", `log-group:${wafLogGroupPrefix}${component}-*`),
      ),
      Condition: { StringEquals: inRegions(scope) },
    },
    {
      Sid: "DeliverWebAclLogs",
      Effect: "Allow",
      Action: [
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeResourcePolicies",
        "logs:PutResourcePolicy",
      ],
      Resource: "*",
      Condition: { StringEquals: inRegions(scope) },
    },
  ];
}
