import type * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "../data-source";
import type { Deployment } from "../deployment";
import type { FailureTopic } from "../failure-topic";
import { Alarms } from "./alarms";
import type { Thresholds } from "./alarms-arguments";
import type { WatchedQueue } from "./other-alarms";

/** A stack to monitor. */
export interface MonitoredStack extends Thresholds {
  /** The topic that alarms notify; undefined where the stack has none. */
  topic: FailureTopic | undefined;
  /** What runs on each platform. */
  deployments: readonly Deployment[];
  /** The data, by name. */
  data: Readonly<Record<string, DataSource>>;
}

/** Creates the alarms of a stack, if it has any, and their outputs. */
export function monitor(
  name: string,
  { topic, deployments, data, ...thresholds }: MonitoredStack,
  options: pulumi.ComponentResourceOptions,
): Deployment {
  const services = deployments.flatMap(({ deployed }) =>
    deployed.flatMap(({ name, watched }) => (watched ? [{ name, watched }] : [])),
  );
  if (topic) new Alarms(name, { ...thresholds, topic, services, queues: queuesOf(data) }, options);
  return { deployed: [], outputs: { alarmTopic: topic?.arn } };
}

function queuesOf(data: Readonly<Record<string, DataSource>>): Record<string, WatchedQueue> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, { queueName, deadLettersName }]) =>
      queueName ? [[name, { queueName, deadLettersName }]] : [],
    ),
  );
}
