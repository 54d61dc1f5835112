import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteDeployment, DeploymentAlarm } from "../service-deployment";
import { highestOf, type TargetFigure, targetFigures } from "../target-figures";
import type { LoadBalancer } from "./load-balancer";
import type { LoadBalancerTarget } from "./load-balancer-target";
import { watchedTarget } from "./watched-service";

/** What the alarms of a service's deployments watch. */
interface Watched {
  name: string;
  deployment: CompleteDeployment;
  loadBalancer: LoadBalancer | undefined;
  /** The service's target groups: one, or two where requests shift. */
  target: Pick<LoadBalancerTarget, "targetGroup" | "second"> | undefined;
}

/** Minutes that an alarm looks at. ECS watches the alarms of a rolling deployment as long after it, by their configuration. */
export const alarmMinutes = 3;

/** One alarm: the figure of each target group that it compares with its threshold. */
interface Definition {
  description: string;
  threshold: number;
  /** Minutes out of three that are above the threshold. */
  minutes: number;
  figure: TargetFigure;
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
  const watched = watchedTarget("requests", loadBalancer, target);
  return deployment.alarms.map((alarm) => {
    const definition = definitionOf(alarm, deployment);
    return new aws.cloudwatch.MetricAlarm(
      `${name}-deployment-${alarm}`,
      {
        alarmDescription: `Rolls a deployment of ${name} back: ${definition.description}`,
        comparisonOperator: "GreaterThanThreshold",
        threshold: definition.threshold,
        evaluationPeriods: alarmMinutes,
        datapointsToAlarm: definition.minutes,
        treatMissingData: "notBreaching",
        metricQueries: highestOf(definition.figure, definition.description, watched),
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
        figure: targetFigures.errorPercent,
      };
    case "unhealthy":
      return {
        description: "targets are unhealthy",
        threshold: 0,
        minutes: 3,
        figure: targetFigures.unhealthy,
      };
    case "latency":
      return {
        description: `one of a hundred responses takes more than ${latencyMilliseconds} ms`,
        threshold: latencyMilliseconds / 1000,
        minutes: 2,
        figure: targetFigures.latency,
      };
  }
}
