/**
 * Seconds between SIGTERM and SIGKILL that Fargate allows at most.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (read 2026-11-21)
 */
export const fargateStopSeconds = 120;

/**
 * Tasks that a deployment of a service keeps healthy at least, rounded up, and runs at most, rounded down. A deployment
 * that may neither stop a task nor start a further one never ends.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html (read 2026-11-21)
 */
export function tasksDuringDeployment(
  tasks: number,
  percents: { minimumHealthyPercent: number; maximumPercent: number },
): { least: number; most: number; canReplace: boolean } {
  const least = Math.ceil((tasks * percents.minimumHealthyPercent) / 100);
  const most = Math.floor((tasks * percents.maximumPercent) / 100);
  return { least, most, canReplace: tasks === 0 || least < tasks || most > tasks };
}

/**
 * Shares of a service's replicas, in percent, that a rolling deployment keeps healthy and runs at most, where nothing else is said: ECS's
 * own.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html (read 2026-11-21)
 */
export const rollingDefaults = { minimumHealthyPercent: 100, maximumPercent: 200 } as const;

/**
 * How ECS replaces tasks: `rolling`, or beside the running ones, with requests that shift to the new ones at once
 * (`blue-green`), a share first (`canary`) or in equal steps (`linear`). `external` isn't one of ECS's: rolling, with the task
 * definitions of a pipeline.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html (read 2026-11-21)
 */
export const deploymentStrategies = ["rolling", "blue-green", "canary", "linear", "external"] as const;

/** One of the strategies. */
export type DeploymentStrategy = (typeof deploymentStrategies)[number];

/** What ECS calls each of the strategies. */
export const ecsStrategies: Readonly<Record<DeploymentStrategy, string>> = {
  rolling: "ROLLING",
  "blue-green": "BLUE_GREEN",
  canary: "CANARY",
  linear: "LINEAR",
  external: "ROLLING",
};

/**
 * Least and most of a deployment's figures.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html (read 2026-11-21)
 */
export const deploymentLimits = {
  /** Share of the requests: from 0.1 % for a canary, in whole percents here. */
  canaryPercent: { min: 1, max: 100 },
  linearPercent: { min: 3, max: 100 },
  bakeMinutes: { min: 0, max: 1440 },
  /** Alarms at least 1 %: of errors among all responses. */
  errorPercent: { min: 1, max: 100 },
  /** More is longer than CloudFront waits for a response by default. */
  latencyMilliseconds: { min: 1, max: 60_000 },
} as const;

/** Request header by which the rule for test traffic knows the requests of a service's new version. */
export const testTrafficHeader = "x-test-deployment";

/** Minutes that a deployment waits for approval before it is rolled back: 1 to 20160 in ECS, whose default is 1440. */
export const approvalMinutes = 60;

/**
 * The AWS managed policy by which ECS changes listener rules and registers targets.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html (read 2026-11-21)
 */
export const trafficShiftingPolicy = "AmazonECSInfrastructureRolePolicyForLoadBalancers";
