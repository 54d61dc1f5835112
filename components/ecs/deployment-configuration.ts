import type * as aws from "@pulumi/aws";
import { approvalMinutes, ecsStrategies } from "../../facts/ecs-deployments";
import { circuitBreakerThreshold } from "../../facts/rollout-times";
import type { CompleteService } from "../complete-service";
import { endSeconds, mostRounds, readySeconds } from "../rollout-time";
import { type CompleteDeployment, shiftsRequests } from "../service-deployment";
import { alarmMinutes } from "./deployment-alarms";

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

/** Minutes of a deployment at least, the circuit breaker's included: ECS waits longer and longer between tasks that fail. */
const leastMinutes = 20;

/**
 * Minutes after which a deployment has failed: what the circuit breaker takes, and then the rollback, each replica as slow as its
 * settings allow a healthy one to be. Before that, requests shift, alarms are watched, and a person approves.
 */
export function deploymentTimeoutMinutes(service: CompleteService): number {
  const rounds = mostRounds(
    service,
    (tasks, atOnce) => Math.ceil(circuitBreakerThreshold(tasks) / atOnce) + Math.ceil(tasks / atOnce),
  );
  const minutes = Math.ceil((rounds * (readySeconds(service) + endSeconds(service))) / 60);
  return Math.max(leastMinutes, minutes) + bakeMinutes(service.deployment);
}

function bakeMinutes(deployment: CompleteDeployment): number {
  const { strategy, percent = 100, bakeMinutes = 0, approve, alarms } = deployment;
  if (!shiftsRequests(deployment)) return alarms.length > 0 ? alarmMinutes : 0;
  const shifts = strategy === "linear" ? Math.ceil(100 / percent) : strategy === "canary" ? 2 : 1;
  return shifts * bakeMinutes + (approve ? approvalMinutes : 0);
}
