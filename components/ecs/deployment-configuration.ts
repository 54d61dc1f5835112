import type * as aws from "@pulumi/aws";
import { approvalMinutes, ecsStrategies } from "../../facts/ecs-deployments";
import type { CompleteService } from "../complete-service";
import { type CompleteDeployment, shiftsRequests } from "../service-deployment";

/** What an ECS service says of its deployments. */
type DeploymentInputs = Pick<
  aws.ecs.ServiceArgs,
  "deploymentConfiguration" | "alarms" | "deploymentCircuitBreaker" | "waitForSteadyState" | "sigintRollback"
>;

/**
 * The inputs of an ECS service for its deployments. Everything is said in any case: the provider sends nothing for a block that
 * is left out, and ECS would keep the previous strategy and alarms.
 */
export function deploymentInputs(
  deployment: CompleteDeployment,
  alarms: readonly aws.cloudwatch.MetricAlarm[],
): DeploymentInputs {
  const enable = alarms.length > 0;
  return {
    deploymentConfiguration: configurationOf(deployment),
    alarms: { enable, rollback: enable, alarmNames: alarms.map(({ name }) => name) },
    deploymentCircuitBreaker: { enable: true, rollback: true },
    waitForSteadyState: true,
    // Ctrl-C stops the deployment, and ECS rolls back.
    sigintRollback: true,
  };
}

function configurationOf({
  strategy,
  percent,
  bakeMinutes,
  approve,
}: CompleteDeployment): aws.types.input.ecs.ServiceDeploymentConfiguration {
  const minutes = String(bakeMinutes);
  return {
    strategy: ecsStrategies[strategy],
    ...(shiftsRequests({ strategy }) && { bakeTimeInMinutes: minutes }),
    ...(strategy === "canary" && {
      canaryConfiguration: { canaryPercent: percent, canaryBakeTimeInMinutes: minutes },
    }),
    ...(strategy === "linear" && {
      linearConfiguration: { stepPercent: percent, stepBakeTimeInMinutes: minutes },
    }),
    ...(approve && {
      lifecycleHooks: [
        {
          targetType: "PAUSE",
          lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
          timeoutConfiguration: { action: "ROLLBACK", timeoutInMinutes: String(approvalMinutes) },
        },
      ],
    }),
  };
}

/**
 * Minutes after which a deployment has failed: the circuit breaker takes some ten, and then the rollback runs; tasks drain in
 * both. Before that, requests shift, and a person approves.
 */
export function deploymentTimeoutMinutes({ drainSeconds, deployment }: CompleteService): number {
  return 20 + 2 * Math.floor(drainSeconds / 60) + shiftMinutes(deployment);
}

function shiftMinutes(deployment: CompleteDeployment): number {
  const { strategy, percent = 100, bakeMinutes = 0, approve } = deployment;
  if (!shiftsRequests(deployment)) return 0;
  const shifts = strategy === "linear" ? Math.ceil(100 / percent) : strategy === "canary" ? 2 : 1;
  return shifts * bakeMinutes + (approve ? approvalMinutes : 0);
}
