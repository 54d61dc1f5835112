/**
 * Seconds that a replica may take until its container runs: an instance or a node that starts first, and an image that is pulled.
 * An allowance, not a limit of anybody's.
 */
export const replicaStartSeconds = 300;

/** Successful health checks in a row after which a target gets requests: of every target group of the template. */
export const healthyThreshold = 2;

/**
 * Seconds without progress after which Kubernetes calls the rollout of a Deployment failed, where the Deployment says nothing.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds (read 2026-11-22)
 */
export const defaultProgressDeadlineSeconds = 600;

/**
 * Seconds that Pulumi waits for a Deployment or a StatefulSet, and for the end of its pods when it deletes one, without
 * `customTimeouts`.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/await/deployment.go (read 2026-11-22)
 */
export const defaultAwaitSeconds = 600;

/**
 * Tasks that have to fail in a row until the circuit breaker of ECS ends a deployment: half of the tasks, at least 3, at most 200.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html (read 2026-11-22)
 */
export function circuitBreakerThreshold(tasks: number): number {
  return Math.min(200, Math.max(3, Math.ceil(tasks / 2)));
}
