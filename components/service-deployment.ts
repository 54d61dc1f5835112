import { type DeploymentStrategy, deploymentLimits, deploymentStrategies } from "../facts/ecs-deployments";
import { mustBe, validateOneOf, validateUnique, validateWholeNumber } from "./invalid-arguments";

/** How ECS replaces the tasks of a service; on EKS pods are replaced by a rolling update alone. */
export interface ServiceDeployment {
  /**
   * `rolling`: tasks are replaced some at a time. `blue-green`, `canary` and `linear`: all new tasks start beside the running
   * ones, and requests shift to them at once, `percent` of them first, or in steps of `percent`. `external`: as rolling, but a
   * pipeline deploys task definitions of its own, and a new one of the stack isn't deployed.
   * @default rolling
   */
  strategy?: DeploymentStrategy;
  /**
   * Share of the requests (%) that the new tasks get first with `canary`, 1 to 100, or with each step of `linear`, 3 to 100.
   * @default 10
   */
  percent?: number;
  /**
   * Minutes after each shift of requests, the last one included, in which the alarms roll the deployment back, 0 to 1440. The
   * tasks of both versions run and cost meanwhile.
   * @default 5
   */
  bakeMinutes?: number;
  /**
   * Whether a deployment waits for a person before requests shift, at most an hour: then it is rolled back. The first
   * deployment waits too.
   * @default false
   */
  approve?: boolean;
  /**
   * Keeps the second target group and the rules that `blue-green`, `canary` and `linear` have with `rolling` too: a deployed
   * service changes between rolling and one of those by way of it.
   * @default true with blue-green, canary and linear, else false
   */
  secondTargetGroup?: boolean;
  /**
   * Alarms that roll a deployment back while it runs, for a service that receives requests: `errors` (responses of 500 to 599),
   * `unhealthy` (targets), `latency` (99th percentile). $0.10 a month for each of their metrics: with one target group $0.20 for
   * errors and $0.10 for each of the others, twice as much with two.
   * @default errors and unhealthy with blue-green, canary and linear, else none
   */
  alarms?: DeploymentAlarm[];
  /** Share of responses (%) above which `errors` is in alarm, 1 to 100, in two of three minutes. @default 5 */
  errorPercent?: number;
  /** Milliseconds above which `latency` is in alarm, 1 to 60000, in two of three minutes. @default 1000 */
  latencyMilliseconds?: number;
}

/** What rolls a deployment back. */
export const deploymentAlarms = ["errors", "unhealthy", "latency"] as const;

/** One of the alarms. */
export type DeploymentAlarm = (typeof deploymentAlarms)[number];

/** A deployment with every default filled in; `percent` where the strategy has one. */
export type CompleteDeployment = Required<Omit<ServiceDeployment, "percent" | "bakeMinutes">> &
  Pick<ServiceDeployment, "percent" | "bakeMinutes">;

/** Fills in what is left out. */
export function completeDeployment(given: ServiceDeployment = {}): CompleteDeployment {
  const { strategy = "rolling" } = given;
  const shifts = shiftsRequests({ strategy });
  const percent = given.percent ?? (isPartial(strategy) ? 10 : undefined);
  const bakeMinutes = given.bakeMinutes ?? (shifts ? 5 : undefined);
  return {
    strategy,
    ...(percent !== undefined && { percent }),
    ...(bakeMinutes !== undefined && { bakeMinutes }),
    approve: given.approve ?? false,
    secondTargetGroup: given.secondTargetGroup ?? shifts,
    alarms: given.alarms ?? (shifts ? ["errors", "unhealthy"] : []),
    errorPercent: given.errorPercent ?? 5,
    latencyMilliseconds: given.latencyMilliseconds ?? 1000,
  };
}

/** Whether requests shift from the running tasks to new ones beside them. */
export function shiftsRequests({ strategy }: Pick<CompleteDeployment, "strategy">): boolean {
  return strategy === "blue-green" || strategy === "canary" || strategy === "linear";
}

function isPartial(strategy: DeploymentStrategy): boolean {
  return strategy === "canary" || strategy === "linear";
}

/** Validates a deployment by itself. */
export function validateServiceDeployment(deployment: CompleteDeployment): string[] {
  const at = "service.deployment";
  const { strategy, percent, bakeMinutes, approve, secondTargetGroup, alarms } = deployment;
  const limits = strategy === "linear" ? deploymentLimits.linearPercent : deploymentLimits.canaryPercent;
  const shifts = shiftsRequests(deployment);
  const unknown = alarms.filter((alarm) => !deploymentAlarms.includes(alarm));
  return [
    ...validateOneOf(`${at}.strategy`, strategy, deploymentStrategies),
    ...(percent === undefined || isPartial(strategy)
      ? validateWholeNumber(`${at}.percent`, percent, limits)
      : [
          mustBe(
            `${at}.percent`,
            percent,
            `left out with strategy ${strategy}: only canary and linear have it`,
          ),
        ]),
    ...(bakeMinutes === undefined || shifts
      ? validateWholeNumber(`${at}.bakeMinutes`, bakeMinutes, deploymentLimits.bakeMinutes)
      : [
          mustBe(
            `${at}.bakeMinutes`,
            bakeMinutes,
            `left out with strategy ${strategy}: ECS computes the time from the alarms`,
          ),
        ]),
    ...(approve && !shifts
      ? [
          mustBe(
            `${at}.approve`,
            approve,
            "false but with blue-green, canary or linear, which have something to wait with",
          ),
        ]
      : []),
    ...(secondTargetGroup === shifts || (secondTargetGroup && strategy === "rolling")
      ? []
      : [mustBe(`${at}.secondTargetGroup`, secondTargetGroup, `left out with strategy ${strategy}`)]),
    ...unknown.flatMap((alarm) => validateOneOf(`${at}.alarms`, alarm, deploymentAlarms)),
    ...validateUnique(`${at}.alarms`, alarms),
    ...(shifts && alarms.length === 0
      ? [
          `${at}.alarms is empty: must have at least one with strategy ${strategy}, which without them rolls nothing back that starts`,
        ]
      : []),
    ...validateWholeNumber(`${at}.errorPercent`, deployment.errorPercent, deploymentLimits.errorPercent),
    ...validateWholeNumber(
      `${at}.latencyMilliseconds`,
      deployment.latencyMilliseconds,
      deploymentLimits.latencyMilliseconds,
    ),
  ];
}
