import type { z } from "zod";
import {
  type CompleteDeployment,
  completeDeployment,
  deploymentAlarms,
} from "../../../components/service-deployment";
import { deploymentLimits, deploymentStrategies } from "../../../facts/ecs-deployments";
import { withDefault } from "../../toolkit/defaults";
import { boolean, choice, integer, list, object, onlyOn } from "../../toolkit/kinds";

/** How a new version replaces the running one. */
export const deploymentSchema = object(
  {
    strategy: withDefault(
      "rolling",
      choice(
        deploymentStrategies,
        "rolling: replicas are replaced some at a time. blue-green, canary and linear, on ECS: all new tasks start beside the " +
          "running ones, and requests shift to them at once, percent of them first, or in steps of percent. external, on ECS: " +
          "rolling, but a pipeline deploys, and a new task definition of the stack is only registered.",
        { bluegreen: "blue-green", blue_green: "blue-green" },
      ),
    ),
    percent: onlyOn(
      ["ecs"],
      integer(
        deploymentLimits.canaryPercent,
        "Share of the requests, in percent, that new tasks get first with canary, or with each step of linear, there at least " +
          `${deploymentLimits.linearPercent.min}. Default: 10.`,
      ),
    ),
    bakeMinutes: onlyOn(
      ["ecs"],
      integer(
        deploymentLimits.bakeMinutes,
        "Minutes after each shift of requests, the last one included, in which the alarms roll the deployment back. The tasks of " +
          "both versions run and cost meanwhile. Default: 5 with blue-green, canary and linear, which alone have it.",
      ),
    ),
    approve: withDefault(
      false,
      onlyOn(
        ["ecs"],
        boolean(
          "A deployment waits for a person before requests shift, at most an hour, and is rolled back then. With blue-green, canary " +
            "and linear. The output approvals has the command that approves it.",
        ),
      ),
    ),
    secondTargetGroup: onlyOn(
      ["ecs"],
      boolean(
        "The second target group, which blue-green, canary and linear always have, with rolling too: a deployed service changes " +
          "between rolling and one of those by way of it. Default: false with rolling.",
      ),
    ),
    alarms: onlyOn(
      ["ecs"],
      list(
        choice(
          deploymentAlarms,
          "errors: responses of 500 to 599; unhealthy: targets; latency: 99th percentile of the response time.",
        ),
        { min: 0, max: deploymentAlarms.length, allowed: `a list of ${deploymentAlarms.join(", ")}` },
        "Alarms that roll a running deployment back, on ECS. $0.10 a month for each metric: errors has two, unhealthy and latency " +
          "one, twice that with two target groups. Default: errors and unhealthy with blue-green, canary and linear, else none.",
      ),
    ),
    errorPercent: withDefault(
      5,
      onlyOn(
        ["ecs"],
        integer(
          deploymentLimits.errorPercent,
          "Share of responses, in percent, above which errors is in alarm, in two of three minutes.",
        ),
      ),
    ),
    latencyMilliseconds: withDefault(
      1000,
      onlyOn(
        ["ecs"],
        integer(
          deploymentLimits.latencyMilliseconds,
          "Milliseconds above which latency is in alarm, in two of three minutes.",
        ),
      ),
    ),
  },
  "How a new version replaces the running one. Default: rolling, without alarms; the circuit breaker rolls back what doesn't get healthy.",
);

/** A deployment as a stack file has it. */
export type GivenDeployment = z.output<typeof deploymentSchema>;

/** A deployment with every default. */
export function deploymentSettings(given: GivenDeployment): CompleteDeployment {
  const { percent, bakeMinutes, secondTargetGroup, alarms, strategy, approve } = given;
  const { errorPercent, latencyMilliseconds } = given;
  return completeDeployment({
    ...(strategy !== undefined && { strategy }),
    ...(percent !== undefined && { percent }),
    ...(bakeMinutes !== undefined && { bakeMinutes }),
    ...(approve !== undefined && { approve }),
    ...(secondTargetGroup !== undefined && { secondTargetGroup }),
    ...(alarms !== undefined && { alarms }),
    ...(errorPercent !== undefined && { errorPercent }),
    ...(latencyMilliseconds !== undefined && { latencyMilliseconds }),
  });
}
