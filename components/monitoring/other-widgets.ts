import type * as pulumi from "@pulumi/pulumi";
import type { WatchedQueue } from "./other-alarms";
import { colours, graph, type Line, type Widget } from "./widget";

/** The graphs of a queue: how many messages, and how old. */
export function queueWidgets(region: pulumi.Input<string>, name: string, queue: WatchedQueue): Widget[] {
  const line = (
    metric: string,
    of: pulumi.Input<string>,
    label: string,
    more: Record<string, string>,
  ): Line => ["AWS/SQS", metric, "QueueName", of, { stat: "Maximum", label, ...more }];
  const { queueName, deadLettersName } = queue;
  return [
    graph(region, {
      title: `Queue ${name}`,
      left: "Messages",
      right: "Seconds",
      lines: [
        line("ApproximateNumberOfMessagesVisible", queueName, "Waiting", { color: colours.usual }),
        line("ApproximateNumberOfMessagesNotVisible", queueName, "Received", { color: colours.good }),
        ...(deadLettersName === undefined
          ? []
          : [
              line("ApproximateNumberOfMessagesVisible", deadLettersName, "Dead letters", {
                color: colours.bad,
              }),
            ]),
        line("ApproximateAgeOfOldestMessage", queueName, "Age", { color: colours.warning, yAxis: "right" }),
      ],
    }),
  ];
}

/** The graph of an EKS cluster, of the metrics of its control plane. */
export function clusterWidgets(region: pulumi.Input<string>, clusterName: string): Widget[] {
  const line = (metric: string, label: string, more: Record<string, string>): Line => [
    "AWS/EKS",
    metric,
    "ClusterName",
    clusterName,
    { label, ...more },
  ];
  return [
    graph(region, {
      title: "Pods without a node",
      left: "Pods",
      right: "Errors of the API per minute",
      lines: [
        line("scheduler_pending_pods", "Pending", { stat: "Maximum", color: colours.usual }),
        line("scheduler_pending_pods_UNSCHEDULABLE", "Unschedulable", {
          stat: "Maximum",
          color: colours.bad,
        }),
        line("apiserver_request_total_5XX", "API 5xx", {
          stat: "Sum",
          color: colours.warning,
          yAxis: "right",
        }),
      ],
    }),
  ];
}
