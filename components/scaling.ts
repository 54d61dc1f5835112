import type * as pulumi from "@pulumi/pulumi";
import type { predictiveModes, stepMetrics } from "../facts/scaling-limits";

/** How many replicas run, and what scales them. Nothing but a schedule scales where min equals max. */
export interface Scaling {
  /** Minimum number of replicas, 1 to 5000; 0 with `backlog`: nothing else brings a service back from zero. @default 1 */
  min?: number;
  /** Maximum number of replicas, 1 to 5000. @default min */
  max?: number;
  /** Messages of a queue, from and to zero replicas. @default not used for scaling */
  backlog?: Backlog;
  /** Target average CPU utilization (%). @default not used for scaling */
  cpuPercent?: number;
  /** Target average memory utilization (%). @default not used for scaling */
  memoryPercent?: number;
  /** Target requests per minute per task; ECS only, since it needs the load balancer's metric. @default not used for scaling */
  requestsPerTask?: number;
  /**
   * Times at which the bounds change, at most 200; ECS only. What a schedule has set stays until the next one, whatever `min` and
   * `max` are. @default none
   */
  schedules?: ScalingSchedule[];
  /** Tasks that are added or removed beyond a utilization, at most 20; ECS only. @default none */
  steps?: ScalingStep[];
  /**
   * Forecasts the load of the next two days by that of the last 14, and shows it (`forecast`), or starts tasks ahead of it too
   * (`scale`); needs a target, and a day of metrics; ECS only. @default none
   */
  predictive?: PredictiveMode;
  /**
   * Seconds between two scale-ins, 0 to 3600; on EKS the window whose highest recommendation counts. A late one costs little, an
   * early one costs requests.
   * @default 300
   */
  scaleInCooldownSeconds?: number;
  /**
   * Seconds between two scale-outs, 0 to 3600; on EKS the window whose lowest recommendation counts.
   * @default 60 on ECS, 0 on EKS
   */
  scaleOutCooldownSeconds?: number;
}

/** The messages of a queue that a service works on. */
export interface Backlog {
  /** Name of the queue. */
  queueName: pulumi.Input<string>;
  /** Messages for one replica, waiting or received, 1 to 100000. */
  messagesPerTask: number;
}

/** Scaling with its bounds filled in. */
export type CompleteScaling = Scaling & Required<Pick<Scaling, "min" | "max">>;

/** A time at which the bounds of scaling change. */
export interface ScalingSchedule {
  /**
   * When: cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with ? for one of the days, such as cron(0 8 ? * MON-FRI *), or
   * once, at(YYYY-MM-DDTHH:MM:SS).
   */
  at: string;
  /**
   * Minimum number of tasks from then on, 1 to 5000; 0 where max is 0 too, which stops the service until a schedule starts it again.
   * @default unchanged
   */
  min?: number | undefined;
  /** Maximum number of tasks from then on, 0 to 5000. @default unchanged */
  max?: number | undefined;
  /** Time zone, such as Europe/Berlin; clock changes included. @default UTC */
  timezone?: string | undefined;
}

/** Tasks that are added above a utilization, or removed below one. */
export interface ScalingStep {
  /** Average utilization of the tasks: of their CPU or their memory. */
  metric: StepMetric;
  /** Utilization (%) above which `add` tasks are added, 1 to 99. @default none: `below` is given */
  above?: number | undefined;
  /**
   * Utilization (%) below which tasks are removed, 1 to 99. Not with a target of the same metric, which removes them itself.
   * @default none: `above` is given
   */
  below?: number | undefined;
  /** Number of tasks: above 0 with `above`, below 0 with `below`. */
  add: number;
}

/** The metric of a step. */
export type StepMetric = (typeof stepMetrics)[number];

/** What is done with a forecast. */
export type PredictiveMode = (typeof predictiveModes)[number];

/** Seconds between two scale-outs on ECS; a new task is healthy within 10. */
const scaleOutCooldown = 60;

/** Seconds between two scale-ins on ECS. */
const scaleInCooldown = 300;

/** The cooldowns on ECS. */
export function cooldownsOf(scaling: CompleteScaling): { out: number; in: number } {
  const { scaleOutCooldownSeconds = scaleOutCooldown, scaleInCooldownSeconds = scaleInCooldown } = scaling;
  return { out: scaleOutCooldownSeconds, in: scaleInCooldownSeconds };
}

/** Whether the number of replicas changes: by metrics between min and max, or by schedules. */
export function scales({ min, max, schedules = [] }: CompleteScaling): boolean {
  return max > min || schedules.length > 0;
}

/** The bounds that schedules set, which nothing else may reset. */
export function scheduledBounds({ schedules = [] }: Pick<Scaling, "schedules">): ("min" | "max")[] {
  return (["min", "max"] as const).filter((bound) =>
    schedules.some((schedule) => schedule[bound] !== undefined),
  );
}
