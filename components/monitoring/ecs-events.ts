import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type FailureTopic, messageOfEvent } from "../failure-topic";
import type { WatchedCluster } from "../watched";

/** Events of ECS, and the message about each. */
interface EventReport {
  description: string;
  detailType: string;
  /** The part of the pattern that `detail` has to match. */
  detail: object;
  /** Whether the events name their service, rather than their cluster. */
  ofService?: boolean;
  title: string;
  text: string;
  paths: Record<string, string>;
}

/** The events of services that ECS can't keep running, by the name of their rule. */
const reports: Readonly<Record<string, EventReport>> = {
  "failed-deployments": {
    description: "Deployments that failed, or were rolled back",
    detailType: "ECS Deployment State Change",
    detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
    ofService: true,
    title: "Deployment failed",
    paths: { service: "$.resources[0]", reason: "$.detail.reason", deployment: "$.detail.deploymentId" },
    text: "A deployment failed: <reason> Service: <service>, deployment: <deployment>",
  },
  "missing-tasks": {
    description: "Services whose tasks find no capacity, or don't start",
    detailType: "ECS Service Action",
    detail: { eventName: ["SERVICE_TASK_PLACEMENT_FAILURE", "SERVICE_TASK_START_IMPAIRED"] },
    ofService: true,
    title: "Tasks are missing",
    paths: { service: "$.resources[0]", event: "$.detail.eventName", reason: "$.detail.reason" },
    text: "ECS can't start tasks: <event> <reason>. Service: <service>",
  },
  "stopped-tasks": {
    description: "Tasks of services that stopped by themselves, didn't start, or failed their health check",
    detailType: "ECS Task State Change",
    detail: {
      lastStatus: ["STOPPED"],
      // Jobs and commands that run before a deployment report their failures themselves.
      group: [{ prefix: "service:" }],
      $or: [
        { stopCode: ["EssentialContainerExited", "TaskFailedToStart"] },
        { stoppedReason: [{ prefix: "Task failed " }] },
      ],
    },
    title: "Task stopped",
    paths: {
      group: "$.detail.group",
      reason: "$.detail.stoppedReason",
      container: "$.detail.containers[0].name",
      status: "$.detail.containers[0].exitCode",
      cause: "$.detail.containers[0].reason",
      task: "$.detail.taskArn",
    },
    text: "A task of <group> stopped: <reason>. Container <container>, exit status <status> <cause>. Task: <task>",
  },
};

/**
 * Reports the services of an ECS cluster that fail to a topic, each event as a sentence with its reason. Free.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html (read 2026-11-21)
 */
export function reportEventsOfEcs(
  name: string,
  { cluster, topic }: { cluster: WatchedCluster; topic: FailureTopic },
  options: pulumi.CustomResourceOptions,
): void {
  for (const [suffix, report] of Object.entries(reports)) {
    const { description, detailType, detail, title, text, paths, ofService = false } = report;
    const services = { prefix: servicesOf(cluster) };
    const rule = new aws.cloudwatch.EventRule(
      `${name}-${suffix}`,
      {
        description,
        eventPattern: pulumi.jsonStringify({
          source: ["aws.ecs"],
          "detail-type": [detailType],
          ...(ofService && { resources: [services] }),
          detail: ofService ? detail : { clusterArn: [cluster.arn], ...detail },
        }),
      },
      options,
    );
    new aws.cloudwatch.EventTarget(
      `${name}-${suffix}`,
      {
        rule: rule.name,
        arn: topic.arn,
        inputTransformer: messageOfEvent(topic.format, { title, paths, text }),
      },
      options,
    );
  }
}

/** What the ARNs of a cluster's services begin with. */
function servicesOf({ arn }: WatchedCluster): pulumi.Output<string> {
  return arn.apply((whole) => `${whole.replace(":cluster/", ":service/")}/`);
}
