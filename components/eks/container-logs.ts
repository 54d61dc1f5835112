import * as aws from "@pulumi/aws";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { LogRetentionDays } from "../../facts/log-retention";
import { awsContextOf } from "../aws-context";
import type { NodeRequirements } from "./cluster-arguments";
import { createLogCollector } from "./log-collector";
import { podIdentity } from "./pod-identity";
import { createPodRole } from "./pod-role";

/** Where the logs of a cluster's containers are. */
export interface ContainerLogs {
  /** The log groups' names begin with it; a service's or a job's name follows. Undefined where all have one group. */
  groupPrefix: string | undefined;
  /** What pods start after, or their lines aren't collected. */
  ready: pulumi.Resource[];
  /** ARN of the KMS key that encrypts them. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
}

/** What logs are collected of, and where they go. */
export interface ContainerLogsArgs {
  clusterName: string;
  /** Namespace of the services. */
  namespace: string;
  /** Days that log lines are kept which aren't of a service or a job with days of its own. */
  retentionDays: LogRetentionDays;
  /** ARN of the KMS key that encrypts them. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
  /** The services. */
  services: readonly NodeRequirements[];
  /** The role that log lines are written with; undefined where a pod with a role of its own does. */
  logRole: aws.iam.Role | undefined;
}

/** Whose children they are, and what they start after. */
export interface ContainerLogsOptions {
  parent: pulumi.Resource;
  provider: k8s.Provider;
  dependsOn: pulumi.Resource[];
}

/** The service account of the collector. */
const collector = { namespace: "kube-system", serviceAccount: "container-logs" };

/**
 * Creates what collects the log lines of the services' containers: Fluent Bit on each node, its role, which may write to the log groups
 * of this cluster's services alone, and a group for pods of the namespace that aren't a service's or a job's.
 *
 * Not by AWS's add-on amazon-cloudwatch-observability: it can't do without an agent that costs six times the room on each node, an
 * operator that changes pods as they are created, and metrics that are charged by observation
 * (https://github.com/aws/containers-roadmap/issues/2361).
 *
 * Costs $0.50 per GB ingested, and the room of one small pod on each node.
 */
export function createContainerLogs(
  name: string,
  args: ContainerLogsArgs,
  options: ContainerLogsOptions,
): ContainerLogs {
  const { clusterName, namespace, retentionDays, logKeyArn } = args;
  const { parent, dependsOn } = options;
  const { region } = awsContextOf(parent);
  const group = `/aws/eks/${clusterName}/${namespace}`;
  const others = new aws.cloudwatch.LogGroup(
    `${name}-container-logs`,
    { name: group, retentionInDays: retentionDays, kmsKeyId: logKeyArn },
    { parent },
  );
  const identity = `${name}-container-logs`;
  const { role, associations } = createPodRole(
    identity,
    { identity: podIdentity(clusterName), ...collector },
    { parent, dependsOn },
  );
  const allowed: Pick<aws.iam.PolicyStatement, "Effect" | "Action"> = {
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  };
  const document: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      { Sid: "WriteLogsOfServices", ...allowed, Resource: pulumi.interpolate`${others.arn}/*:*` },
      { Sid: "WriteOtherLogs", ...allowed, Resource: pulumi.interpolate`${others.arn}:*` },
    ],
  };
  const policy = new aws.iam.RolePolicy(
    identity,
    { role: role.name, policy: pulumi.jsonStringify(document) },
    { parent },
  );
  createLogCollector(
    identity,
    { namespace, group, region, account: collector },
    { ...options, dependsOn: [...dependsOn, others, ...associations, policy] },
  );
  return { groupPrefix: `${group}/`, logKeyArn, ready: [] };
}

/**
 * Creates the log group of a service or a job, where the cluster collects logs and has one for each. Its pods start after it: the
 * collector creates none.
 *
 * @param pods The label of the pods.
 * @returns What the pods start after.
 */
export function createContainerLogGroups(
  name: string,
  {
    pods,
    retentionDays,
    logs,
  }: { pods: string; retentionDays: LogRetentionDays; logs: ContainerLogs | undefined },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  if (logs === undefined) return [];
  const { groupPrefix, logKeyArn: kmsKeyId, ready } = logs;
  if (groupPrefix === undefined) return ready;
  const group = new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    { name: `${groupPrefix}${pods}`, retentionInDays: retentionDays, kmsKeyId },
    options,
  );
  return [group, ...ready];
}
