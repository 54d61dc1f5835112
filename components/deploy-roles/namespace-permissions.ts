import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/** Service Connect namespaces, which are the stack's by their tags from creation on. */
export function changeNamespaces(scope: Scope): aws.iam.PolicyStatement[] {
  return [
    {
      Sid: "CreateNamespaces",
      Effect: "Allow",
      Action: "servicediscovery:CreateHttpNamespace",
      Resource: "*",
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
    },
    {
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
    },
  ];
}
