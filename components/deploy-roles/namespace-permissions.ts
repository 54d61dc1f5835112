import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/**
 * Namespaces of Service Connect have random ids, and are the stack's by their tags from creation on. What is in them, ECS
 * makes by its service-linked role.
 */
export function createNamespaces(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateNamespaces",
    Effect: "Allow",
    Action: ["servicediscovery:CreateHttpNamespace", "servicediscovery:TagResource"],
    Resource: "*",
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
  };
}

/** Changes and deletes the stack's namespaces. */
export function changeNamespaces(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeNamespaces",
    Effect: "Allow",
    Action: [
      "servicediscovery:DeleteNamespace",
      "servicediscovery:TagResource",
      "servicediscovery:UntagResource",
      "servicediscovery:UpdateHttpNamespace",
    ],
    Resource: regional(scope, "servicediscovery", "namespace/*"),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}
