import type * as pulumi from "@pulumi/pulumi";
import { defaultAwaitSeconds, defaultProgressDeadlineSeconds } from "../../facts/rollout-times";
import type { CompleteService } from "../complete-service";
import { endSeconds, mostRounds, readySeconds } from "../rollout-time";
import { deregistrationSeconds } from "./service-pod";

/** Seconds that Pulumi waits beyond Kubernetes, whose reason says more than a timeout of Pulumi's. */
const reserveSeconds = 60;

/**
 * Seconds without progress after which the rollout of a service's Deployment has failed: no less than Kubernetes' own, and enough
 * for the slowest replica that its settings call healthy. Where pods stop before others start, these may wait for their places.
 */
export function progressDeadlineSeconds(service: CompleteService): number {
  const ending = service.minimumHealthyPercent < 100 ? terminationSeconds(service) : 0;
  return Math.max(defaultProgressDeadlineSeconds, readySeconds(service) + ending);
}

/** How long Pulumi waits for a service's Deployment: for every round of a rollout, and on deletion for the end of its pods. */
export function deploymentTimeouts(service: CompleteService): pulumi.CustomTimeouts {
  const deadline = progressDeadlineSeconds(service);
  const rounds = mostRounds(service, (replicas, atOnce) => Math.ceil(replicas / atOnce));
  return timeouts(service, { create: deadline, update: rounds * deadline });
}

/** The same for a StatefulSet, whose pods start together, and are replaced one after the other. */
export function statefulSetTimeouts(service: CompleteService): pulumi.CustomTimeouts {
  const create = readySeconds(service);
  const replacement = create + terminationSeconds(service);
  return timeouts(service, { create, update: service.scaling.min * replacement });
}

function timeouts(
  service: CompleteService,
  { create, update }: { create: number; update: number },
): pulumi.CustomTimeouts {
  const seconds = (atLeast: number) => `${Math.max(defaultAwaitSeconds, atLeast) + reserveSeconds}s`;
  return {
    create: seconds(create),
    update: seconds(update),
    delete: seconds(terminationSeconds(service)),
  };
}

function terminationSeconds(service: CompleteService): number {
  return endSeconds(service) + (service.exposure === "none" ? 0 : deregistrationSeconds);
}
