import { tasksDuringDeployment } from "../facts/ecs-deployments";
import { healthyThreshold, replicaStartSeconds } from "../facts/rollout-times";
import type { CompleteService } from "./complete-service";
import { shiftsRequests } from "./service-deployment";

/**
 * Most seconds from the start of a healthy replica until it gets requests: sidecars one after the other, then its grace period
 * with the failed checks after it, then the checks of the load balancer.
 */
export function readySeconds({ health, sidecars, exposure }: CompleteService): number {
  const untilUnhealthy = (check: {
    graceSeconds: number;
    unhealthyThreshold: number;
    intervalSeconds: number;
  }) => check.graceSeconds + check.unhealthyThreshold * check.intervalSeconds;
  const own = exposure === "none" ? 0 : untilUnhealthy(health) + healthyThreshold * health.intervalSeconds;
  return sidecars.reduce(
    (seconds, sidecar) => seconds + (sidecar.health ? untilUnhealthy(sidecar.health) : 0),
    replicaStartSeconds + own,
  );
}

/** Most seconds until a replica that receives no more requests has ended: on ECS its sidecars stop after it, each in its own time. */
export function endSeconds({ drainSeconds, stopSeconds, sidecars, exposure }: CompleteService): number {
  return (exposure === "none" ? 0 : drainSeconds) + stopSeconds * (1 + sidecars.length);
}

/**
 * Most rounds that something takes with any number of replicas that the service may have: fewer replicas can take more of
 * them, where a percentage is rounded to one at once.
 *
 * @param roundsOf Rounds with that many replicas, of which that many start beside or instead of the others at once.
 */
export function mostRounds(
  { scaling: { min, max }, deployment, minimumHealthyPercent, maximumPercent }: CompleteService,
  roundsOf: (replicas: number, atOnce: number) => number,
): number {
  let most = 1;
  for (let replicas = Math.max(1, min); replicas <= max; replicas += 1) {
    const during = tasksDuringDeployment(replicas, { minimumHealthyPercent, maximumPercent });
    const atOnce = shiftsRequests(deployment) ? replicas : Math.max(1, during.most - during.least);
    most = Math.max(most, roundsOf(replicas, atOnce));
  }
  return most;
}
