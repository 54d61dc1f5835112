import type * as aws from "@pulumi/aws";
import { deliverLogs } from "./cloud-front-permissions";
import { changeLogGroups } from "./log-group-actions";
import { clusterNamesOf, inRegions, regional, type Scope } from "./scope";

/** Log groups, and sources and destinations of log delivery, by their names. */
export function changeLogs(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeLogs",
    Effect: "Allow",
    Action: [
      ...changeLogGroups,
      ...deliverLogs,
      // Of the audit log of an EKS cluster, for alarms of failed jobs, and for jobs after others.
      "logs:DeleteMetricFilter",
      "logs:DeleteSubscriptionFilter",
      "logs:PutMetricFilter",
      "logs:PutSubscriptionFilter",
    ].sort(),
    Resource: [
      "delivery:*",
      ...scope.components.map((component) => `*:${component}-*`),
      ...clusterNamesOf(scope).flatMap((name) => [
        `log-group:/aws/containerinsights/${name}/*`,
        `log-group:/aws/eks/${name}/*`,
      ]),
    ].map((name) => regional(scope, "logs", name)),
    Condition: { StringEquals: inRegions(scope) },
  };
}
