import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteDeployment, DeploymentAlarm } from "../service-deployment";
import type { LoadBalancer } from "./load-balancer";
import type { LoadBalancerTarget } from "./load-balancer-target";

/** What the alarms of a service's deployments watch. */
interface Watched {
  name: string;
  deployment: CompleteDeployment;
  loadBalancer: LoadBalancer | undefined;
  /** The service's target groups: one, or two where requests shift. */
  target: Pick<LoadBalancerTarget, "targetGroup" | "second"> | undefined;
}

type Query = aws.types.input.cloudwatch.MetricAlarmMetricQuery;

/** One alarm: the figure of each target group that it compares with its threshold. */
interface Definition {
  description: string;
  threshold: number;
  /** Minutes out of three that are above the threshold. */
  minutes: number;
  /** The metrics of a target group, by id. */
  metrics: Readonly<Record<string, { metricName: string; stat: string }>>;
  /** The figure from the metrics, whose ids it gets; without it, the metric itself. */
  expression?(id: (metric: string) => string): string;
}

/**
 * Creates the alarms that roll deployments back. Each takes the worse figure of the two target groups, so that a few requests
 * which the new tasks answer wrongly don't vanish among those that the old ones answer.
 *
 * @param component The service's component, the parent.
 */
export function createDeploymentAlarms(
  { name, deployment, loadBalancer, target }: Watched,
  component: pulumi.Resource,
): aws.cloudwatch.MetricAlarm[] {
  if (loadBalancer === undefined || target === undefined) return [];
  const { arnSuffix } = loadBalancer;
  const targetGroups = [target.targetGroup, ...(target.second ? [target.second] : [])];
  return deployment.alarms.map((alarm) => {
    const definition = definitionOf(alarm, deployment);
    return new aws.cloudwatch.MetricAlarm(
      `${name}-deployment-${alarm}`,
      {
        alarmDescription: `Rolls a deployment of ${name} back: ${definition.description}`,
        comparisonOperator: "GreaterThanThreshold",
        threshold: definition.threshold,
        evaluationPeriods: 3,
        datapointsToAlarm: definition.minutes,
        treatMissingData: "notBreaching",
        metricQueries: queriesOf(definition, arnSuffix, targetGroups),
      },
      { parent: component },
    );
  });
}

function definitionOf(
  alarm: DeploymentAlarm,
  { errorPercent, latencyMilliseconds }: CompleteDeployment,
): Definition {
  switch (alarm) {
    case "errors":
      return {
        description: `more than ${errorPercent} % of the responses are 500 to 599`,
        threshold: errorPercent,
        minutes: 2,
        metrics: {
          errors: { metricName: "HTTPCode_Target_5XX_Count", stat: "Sum" },
          requests: { metricName: "RequestCount", stat: "Sum" },
        },
        expression: (id) =>
          `IF(FILL(${id("requests")}, 0) > 0, 100 * FILL(${id("errors")}, 0) / ${id("requests")}, 0)`,
      };
    case "unhealthy":
      return {
        description: "targets are unhealthy",
        threshold: 0,
        minutes: 3,
        metrics: { unhealthy: { metricName: "UnHealthyHostCount", stat: "Maximum" } },
      };
    case "latency":
      return {
        description: `one of a hundred responses takes more than ${latencyMilliseconds} ms`,
        threshold: latencyMilliseconds / 1000,
        minutes: 2,
        metrics: { latency: { metricName: "TargetResponseTime", stat: "p99" } },
      };
  }
}

function queriesOf(
  { metrics, expression, description }: Definition,
  loadBalancer: pulumi.Input<string>,
  targetGroups: readonly aws.lb.TargetGroup[],
): Query[] {
  const queries = targetGroups.flatMap(({ arnSuffix }, index): Query[] => {
    const id = (metric: string) => `${metric}${index + 1}`;
    const ofMetrics = Object.entries(metrics).map(
      ([name, { metricName, stat }]): Query => ({
        id: id(name),
        metric: {
          namespace: "AWS/ApplicationELB",
          metricName,
          stat,
          period: 60,
          dimensions: { LoadBalancer: loadBalancer, TargetGroup: arnSuffix },
        },
        returnData: false,
      }),
    );
    return expression
      ? [...ofMetrics, { id: id("figure"), expression: expression(id), returnData: false }]
      : ofMetrics;
  });
  const figures = targetGroups.map((_, index) =>
    expression ? `figure${index + 1}` : `${Object.keys(metrics)[0]}${index + 1}`,
  );
  return [
    ...queries,
    { id: "worst", expression: `MAX([${figures.join(", ")}])`, label: description, returnData: true },
  ];
}
