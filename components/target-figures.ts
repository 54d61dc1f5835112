import type * as aws from "@pulumi/aws";
import type { WatchedTarget } from "./watched";

type Query = aws.types.input.cloudwatch.MetricAlarmMetricQuery;

/** A figure of a target group. */
export interface TargetFigure {
  /** The metrics that it is computed from, by id. */
  metrics: Readonly<Record<string, { metricName: string; stat: string }>>;
  /** The figure from the metrics, whose ids it gets; without it, the metric itself. */
  expression?(id: (metric: string) => string): string;
}

/** The figures of target groups that alarms compare with a threshold. */
export const targetFigures = {
  /** Share of responses from 500 to 599, in percent; 0 without requests. */
  errorPercent: {
    metrics: {
      errors: { metricName: "HTTPCode_Target_5XX_Count", stat: "Sum" },
      requests: { metricName: "RequestCount", stat: "Sum" },
    },
    expression: (id) =>
      `IF(FILL(${id("requests")}, 0) > 0, 100 * FILL(${id("errors")}, 0) / ${id("requests")}, 0)`,
  },
  /** Targets that fail their health check. */
  unhealthy: { metrics: { unhealthy: { metricName: "UnHealthyHostCount", stat: "Maximum" } } },
  /** Targets that pass it. */
  healthy: { metrics: { healthy: { metricName: "HealthyHostCount", stat: "Minimum" } } },
  /** Seconds that one of a hundred responses takes at least. */
  latency: { metrics: { latency: { metricName: "TargetResponseTime", stat: "p99" } } },
} satisfies Record<string, TargetFigure>;

/** Namespace of the metrics of each load balancer. */
export const loadBalancerNamespaces = {
  requests: "AWS/ApplicationELB",
  connections: "AWS/NetworkELB",
} as const;

/**
 * The metric queries of an alarm on the highest figure of a service's target groups: a few requests that the new tasks answer
 * wrongly don't vanish among those that the old ones answer.
 */
export function highestOf(
  { metrics, expression }: TargetFigure,
  label: string,
  { gets, loadBalancer, targetGroups }: WatchedTarget,
): Query[] {
  const queries = targetGroups.flatMap((targetGroup, index): Query[] => {
    const id = (metric: string) => `${metric}${index + 1}`;
    const ofMetrics = Object.entries(metrics).map(
      ([name, { metricName, stat }]): Query => ({
        id: id(name),
        metric: {
          namespace: loadBalancerNamespaces[gets],
          metricName,
          stat,
          period: 60,
          dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
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
  return [...queries, { id: "worst", expression: `MAX([${figures.join(", ")}])`, label, returnData: true }];
}
