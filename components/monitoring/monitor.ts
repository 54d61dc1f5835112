import type * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "../data-source";
import type { Deployment } from "../deployment";
import type { FailureTopic } from "../failure-topic";
import { Alarms } from "./alarms";
import { Dashboard } from "./dashboard";
import type { WatchedQueue } from "./other-alarms";
import { RuntimeMonitoring } from "./runtime-monitoring";
import type { RuntimeMonitoringArgs } from "./runtime-monitoring-arguments";
import type { Thresholds } from "./thresholds";

/** A stack to monitor. */
export interface MonitoredStack {
  /** The topic that alarms notify; undefined where the stack has none. */
  topic: FailureTopic | undefined;
  /** What runs on each platform. */
  deployments: readonly Deployment[];
  /** The data, by name. */
  data: Readonly<Record<string, DataSource>>;
}

/** What a stack file says of its monitoring. */
export interface MonitoringSettings {
  /** What alarms compare with. @default the thresholds' defaults */
  alarms?: Thresholds | undefined;
  /** Whether it has a dashboard. */
  dashboard: boolean;
  /** GuardDuty; only where the account's detector is the stack's to set it has any. @default none */
  guardDuty?: { detector?: RuntimeMonitoringArgs | undefined } | undefined;
}

/** Creates the alarms, the dashboard and GuardDuty's Runtime Monitoring of a stack, where it has any, and their outputs. */
export function monitor(
  name: string,
  { alarms: thresholds, dashboard, guardDuty }: MonitoringSettings,
  { topic, deployments, data }: MonitoredStack,
  options: pulumi.ComponentResourceOptions,
): Deployment {
  const services = deployments.flatMap(({ deployed }) =>
    deployed.flatMap(({ name, watched }) => (watched ? [{ name, watched }] : [])),
  );
  const queues = queuesOf(data);
  const alarms = topic && new Alarms(name, { ...thresholds, topic, services, queues }, options);
  const args = { services, queues, ...(alarms && { alarms: alarms.arns }) };
  const url = dashboard ? new Dashboard("stack", args, options).url : undefined;
  const detector = guardDuty?.detector;
  const guardDutyDetector = detector && new RuntimeMonitoring("guard-duty", detector, options).detectorId;
  return { deployed: [], outputs: { alarmTopic: topic?.arn, dashboard: url, guardDutyDetector } };
}

function queuesOf(data: Readonly<Record<string, DataSource>>): Record<string, WatchedQueue> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, { queueName, deadLettersName }]) =>
      queueName ? [[name, { queueName, deadLettersName }]] : [],
    ),
  );
}
