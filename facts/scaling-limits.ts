/**
 * What Application Auto Scaling and a HorizontalPodAutoscaler allow.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTargetAction.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html (read 2026-11-21)
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ (read 2026-11-21)
 */
export const scalingLimits = {
  /** Scheduled actions of one scalable target. */
  schedules: { min: 1, max: 200 },
  /** Replicas that a schedule sets: none too, where it stops the service. */
  scheduledReplicas: { min: 0, max: 5000 },
  /** Step adjustments of one policy. */
  steps: { min: 1, max: 20 },
  /** Utilization (%) at which tasks are added or removed: 100 is never exceeded, and nothing is below 0. */
  stepPercent: { min: 1, max: 99 },
  /** Tasks that a step adds; removes, where it is negative. */
  stepTasks: { min: -1000, max: 1000 },
  /** Seconds between two actions: the stabilization window of a HorizontalPodAutoscaler is an hour at most. */
  cooldownSeconds: { min: 0, max: 3600 },
} as const;

/** The metrics that steps can follow, on every service. */
export const stepMetrics = ["cpu", "memory"] as const;

/**
 * What predictive scaling does with its forecast.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/aas-create-predictive-scaling-policy.html (read 2026-11-21)
 */
export const predictiveModes = ["forecast", "scale"] as const;
