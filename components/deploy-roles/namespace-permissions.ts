import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/**
 * Creates namespaces of Service Connect and of DNS names, with the services in them, and for the latter the hosted zone, which AWS Cloud Map
 * creates in the caller's name. What doesn't exist has no ARN.
 * @see https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-api-permissions-ref.html (read 2026-11-22)
 */
export function createNamespaces(scope: Scope): aws.iam.PolicyStatement[] {
  return [
    {
      Sid: "CreateNamespaces",
      Effect: "Allow",
      // Tags of a request are authorized as tags of a namespace that has none yet.
      Action: [
        "servicediscovery:CreateHttpNamespace",
        "servicediscovery:CreatePrivateDnsNamespace",
        "servicediscovery:CreateService",
        "servicediscovery:TagResource",
      ],
      Resource: "*",
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
    },
    {
      Sid: "CreatePrivateZones",
      Effect: "Allow",
      Action: ["route53:CreateHostedZone", "route53:GetHostedZone", "route53:ListHostedZonesByName"],
      Resource: "*",
    },
  ];
}

/**
 * Namespaces, and the services in them, which are the stack's by their tags from creation on.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_servicediscovery.html
 */
export function changeNamespaces(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeNamespaces",
    Effect: "Allow",
    Action: [
      "servicediscovery:DeleteNamespace",
      "servicediscovery:DeleteService",
      "servicediscovery:DeregisterInstance",
      "servicediscovery:TagResource",
      "servicediscovery:UntagResource",
      "servicediscovery:UpdateHttpNamespace",
      "servicediscovery:UpdatePrivateDnsNamespace",
      "servicediscovery:UpdateService",
    ],
    Resource: ["namespace/*", "service/*"].map((each) => regional(scope, "servicediscovery", each)),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}
