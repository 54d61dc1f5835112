import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../../aws-context";
import type { ContainerLogs, ContainerLogsArgs, ContainerLogsOptions } from "../container-logs";

/** Where Fargate looks for the configuration of its log router. */
const namespaceName = "aws-observability";

/**
 * Creates what Fargate collects the log lines of the services' containers by: the configuration of its own log router, which pods that
 * start afterwards have, the log group of all of them, and the permission of the pod execution role to write to it. A stream for each
 * container of a pod.
 *
 * One group, since the log router takes no names of groups from labels (https://github.com/aws/containers-roadmap/issues/1854). It
 * keeps log lines for the longest of the services' `logs.retentionDays`.
 *
 * Costs $0.50 per GB ingested.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-logging.html (read 2026-11-22)
 */
export function createFargateLogs(
  name: string,
  { clusterName, namespace, retentionDays, logKeyArn, services, logRole }: ContainerLogsArgs,
  options: ContainerLogsOptions,
): ContainerLogs {
  const { parent } = options;
  const { region } = awsContextOf(parent);
  const group = new aws.cloudwatch.LogGroup(
    `${name}-container-logs`,
    {
      name: `/aws/eks/${clusterName}/${namespace}`,
      retentionInDays: Math.max(retentionDays, ...services.map(({ logs }) => logs?.retentionDays ?? 0)),
      kmsKeyId: logKeyArn,
    },
    { parent },
  );
  const allowed = logRole ? [allowLogs(name, logRole, group, { parent })] : [];
  const observability = new k8s.core.v1.Namespace(
    `${name}-observability`,
    {
      metadata: {
        name: namespaceName,
        labels: { "aws-observability": "enabled" },
      },
    },
    options,
  );
  const router = new k8s.core.v1.ConfigMap(
    `${name}-log-router`,
    {
      metadata: { name: "aws-logging", namespace: observability.metadata.name },
      data: {
        "filters.conf": filters,
        "parsers.conf": parsers,
        "output.conf": pulumi
          .all([group.name, region])
          .apply(([groupName, inRegion]) => output(namespace, groupName, inRegion)),
      },
    },
    { ...options, dependsOn: allowed },
  );
  return { groupPrefix: undefined, logKeyArn, ready: [router] };
}

function allowLogs(
  name: string,
  role: aws.iam.Role,
  group: aws.cloudwatch.LogGroup,
  options: { parent: pulumi.Resource },
): aws.iam.RolePolicy {
  const document: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: pulumi.interpolate`${group.arn}:*`,
      },
    ],
  };
  return new aws.iam.RolePolicy(
    `${name}-log-router`,
    { role: role.name, policy: pulumi.jsonStringify(document) },
    options,
  );
}

const filters = `[FILTER]
    Name parser
    Match kube.*
    Key_Name log
    Parser containerd
`;

const parsers = `[PARSER]
    Name containerd
    Format Regex
    Regex ^(?<time>[^ ]+) (?<stream>stdout|stderr) (?<logtag>P|F) (?<log>.*)$
    Time_Key time
    Time_Format %Y-%m-%dT%H:%M:%S.%L%z
`;

/** Of the services' namespace alone: no namespace or pod has an underscore in its name. */
function output(namespace: string, group: string, region: string): string {
  return `[OUTPUT]
    Name cloudwatch_logs
    Match kube.*_${namespace}_*
    region ${region}
    log_group_name ${group}
    log_stream_prefix pod-
    log_key log
    auto_create_group false
`;
}
