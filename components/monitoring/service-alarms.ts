import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { highestOf, targetFigures } from "../target-figures";
import type { WatchedService, WatchedTarget } from "../watched";
import type { Thresholds } from "./thresholds";

type Alarm = aws.cloudwatch.MetricAlarmArgs;

/** What all alarms have: whom they notify, and their parent. */
export interface AlarmContext {
  topicArn: pulumi.Input<string>;
  component: pulumi.Resource;
}

/** Creates an alarm that notifies the topic. $0.10 a month for each of its metrics. */
export function createAlarm(
  name: string,
  alarm: Alarm,
  { topicArn, component }: AlarmContext,
): aws.cloudwatch.MetricAlarm {
  const args = { comparisonOperator: "GreaterThanThreshold", ...alarm, alarmActions: [topicArn] };
  return new aws.cloudwatch.MetricAlarm(name, args, { parent: component });
}

/**
 * Creates the alarms of a service on ECS: of its CPU and memory; behind a load balancer of unhealthy targets, and of errors and
 * latency where it receives requests; and of tasks that are missing. Each is named for the service.
 */
export function createServiceAlarms(
  name: string,
  service: WatchedService,
  thresholds: Required<Thresholds>,
  context: AlarmContext,
): aws.cloudwatch.MetricAlarm[] {
  const alarms = {
    ...(service.target && alarmsOfTarget(name, service.target, thresholds)),
    ...alarmOfTasks(name, service),
    cpu: utilization(name, service, "CPUUtilization", thresholds.cpuPercent),
    memory: utilization(name, service, "MemoryUtilization", thresholds.memoryPercent),
  };
  return Object.entries(alarms).map(([suffix, alarm]) => createAlarm(`${name}-${suffix}`, alarm, context));
}

function alarmsOfTarget(
  name: string,
  target: WatchedTarget,
  { errorPercent, latencyMilliseconds }: Required<Thresholds>,
): Record<string, Alarm> {
  const unhealthy: Alarm = {
    alarmDescription: `Targets of ${name} are unhealthy`,
    metricQueries: highestOf(targetFigures.unhealthy, "Unhealthy targets", target),
    threshold: 0,
    evaluationPeriods: 5,
    treatMissingData: "notBreaching",
  };
  if (target.gets === "connections") return { unhealthy };
  return {
    errors: {
      alarmDescription: `More than ${errorPercent} % of the responses of ${name} are 500 to 599`,
      metricQueries: highestOf(targetFigures.errorPercent, "Errors (%)", target),
      threshold: errorPercent,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: "notBreaching",
    },
    unhealthy,
    latency: {
      alarmDescription: `One of a hundred responses of ${name} takes more than ${latencyMilliseconds} ms`,
      metricQueries: highestOf(targetFigures.latency, "Latency p99 (s)", target),
      threshold: latencyMilliseconds / 1000,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: "notBreaching",
    },
  };
}

/**
 * Container Insights measures the tasks that run and those that should. Without it, the targets that are healthy are held
 * against the fewest tasks that should run; nothing tells of a service without targets.
 */
function alarmOfTasks(name: string, service: WatchedService): Record<string, Alarm> {
  const { cluster, target, leastTasks } = service;
  if (cluster.hasInsights) {
    const tasks: Alarm = {
      alarmDescription: `Fewer tasks of ${name} run than should`,
      metricQueries: [
        { id: "missing", expression: "desired - running", label: "Missing tasks", returnData: true },
        insight("desired", "DesiredTaskCount", service),
        insight("running", "RunningTaskCount", service),
      ],
      threshold: 0,
      evaluationPeriods: 10,
      treatMissingData: "missing",
    };
    return { tasks };
  }
  if (target === undefined || leastTasks === 0) return {};
  const tasks: Alarm = {
    alarmDescription: `Fewer than ${leastTasks} targets of ${name} are healthy`,
    metricQueries: highestOf(targetFigures.healthy, "Healthy targets", target),
    comparisonOperator: "LessThanThreshold",
    threshold: leastTasks,
    evaluationPeriods: 5,
    // A load balancer doesn't count the targets of a group that has none.
    treatMissingData: "breaching",
  };
  return { tasks };
}

function insight(
  id: string,
  metricName: string,
  service: WatchedService,
): aws.types.input.cloudwatch.MetricAlarmMetricQuery {
  return {
    id,
    metric: {
      namespace: "ECS/ContainerInsights",
      metricName,
      stat: "Average",
      period: 60,
      dimensions: dimensionsOf(service),
    },
    returnData: false,
  };
}

function utilization(name: string, service: WatchedService, metricName: string, threshold: number): Alarm {
  const what = metricName === "CPUUtilization" ? "CPU" : "memory";
  return {
    alarmDescription: `${name} uses more than ${threshold} % of its ${what}`,
    namespace: "AWS/ECS",
    metricName,
    dimensions: dimensionsOf(service),
    statistic: "Average",
    period: 60,
    threshold,
    evaluationPeriods: 15,
    treatMissingData: "notBreaching",
  };
}

function dimensionsOf({ cluster, serviceName }: WatchedService) {
  return { ClusterName: cluster.name, ServiceName: serviceName };
}
