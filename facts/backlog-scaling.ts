/**
 * Steps of a policy: "Step adjustments per step scaling policy" of Application Auto Scaling.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html (read 2026-11-21)
 */
const mostSteps = 20;

/** Seconds of scaling on a backlog: SQS measures once a minute; an empty queue for five of them is idle. */
export const scalingSeconds = { period: 60, cooldown: 60, idle: 300 };

/** The tasks for a backlog of `from` messages or more, and less than `to`. */
export interface BacklogStep {
  tasks: number;
  from: number;
  to: number | undefined;
}

/** One task for every so many messages, begun ones included, between the bounds; in larger steps above 20 tasks. */
export function backlogSteps(
  { min, max }: { min: number; max: number },
  messagesPerTask: number,
): BacklogStep[] {
  const first = Math.max(min, 1);
  const count = Math.min(mostSteps, max - first + 1);
  const tasksOf = (step: number) =>
    count === 1 ? max : first + Math.floor(((max - first) * step) / (count - 1));
  return Array.from({ length: count }, (_, step) => ({
    tasks: tasksOf(step),
    from: step === 0 ? 1 : tasksOf(step - 1) * messagesPerTask + 1,
    to: step === count - 1 ? undefined : tasksOf(step) * messagesPerTask + 1,
  }));
}

/**
 * Workers of a cluster that one target of a rule can describe: its input has at most 8,192 characters, 300 of them for each.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html (read 2026-11-22)
 */
export const mostScaledWorkers = 25;
