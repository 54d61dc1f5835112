import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/**
 * Service Connect namespaces, which are the stack's by their tags from creation on.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_servicediscovery.html
 */
export function changeNamespaces(scope: Scope): aws.iam.PolicyStatement[] {
  return [
    {
      Sid: "CreateNamespaces",
      Effect: "Allow",
      // Tags of a request are authorized as tags of a namespace that has none yet.
      Action: ["servicediscovery:CreateHttpNamespace", "servicediscovery:TagResource"],
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
