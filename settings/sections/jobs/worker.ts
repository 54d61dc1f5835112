import { z } from "zod";
import { serviceLimits } from "../../../facts/service-limits";
import type { StackContext } from "../../section";
import { integer, object } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import type { Path } from "../../toolkit/path";
import type { Tier } from "../../toolkit/tier";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { nearest } from "../../toolkit/words";

const { replicas, messagesPerTask } = serviceLimits;

/** What makes a job a worker, which runs as long as there are messages. */
export const workerKeys = {
  queue: withMeta(z.string(), {
    description:
      "A queue of the data whose messages it works on, instead of running to its end: as many tasks or pods as messagesPerTask " +
      "asks for, from and to zero. It may use the queue, without naming it in uses. " +
      "Messages that fail too often go to the queue's dead-letter queue.",
    allowed: "the name of a queue of the stack",
  }),
  scaling: object(
    {
      min: integer(
        { ...replicas, min: 0 },
        "Minimum number of replicas. Default: 0: none where the queue has been empty for five minutes.",
      ),
      max: integer(replicas, "Maximum number of replicas. Default: 4 in dev, 12 in prod."),
      messagesPerTask: integer(
        messagesPerTask,
        "Messages for one task or pod, waiting or received. Default: 10.",
      ),
    },
    "How many replicas of a worker run.",
  ),
};

type Scaling = z.output<typeof workerKeys.scaling>;

interface Given {
  queue?: string | undefined;
  scaling?: Scaling | undefined;
}

/** How a worker scales. */
export interface WorkerScaling {
  /** The queue whose messages it works on. */
  queue: string;
  scaling: { min: number; max: number };
  /** Messages for one replica. */
  messagesPerTask: number;
}

const defaultMaximum = { dev: 4, prod: 12 };

/** How a worker scales, the same on each platform. */
export function workerScaling(queue: string, given: Scaling | undefined, tier: Tier): WorkerScaling {
  const max = given?.max ?? Math.max(defaultMaximum[tier], given?.min ?? 0);
  return {
    queue,
    scaling: { min: Math.min(given?.min ?? 0, max), max },
    messagesPerTask: given?.messagesPerTask ?? 10,
  };
}

/** Keys of a job that runs to its end. */
const ofRuns = ["schedule", "timezone", "on", "retries", "timeoutMinutes", "concurrency", "array"] as const;

/** Adds errors for a queue that isn't there, numbers of replicas that are impossible, and keys of jobs that end. */
export function validateWorker(
  at: Path,
  given: Given & { [Key in (typeof ofRuns)[number]]?: unknown },
  { data }: StackContext,
  errors: ValidationErrors,
): void {
  const { queue, scaling } = given;
  if (queue === undefined) {
    if (scaling !== undefined) {
      errors.add(
        [...at, "scaling"],
        "has no effect without queue: a job is one container, an array several.",
      );
    }
    return;
  }
  for (const key of ofRuns.filter((each) => given[each] !== undefined)) {
    errors.add([...at, key], "has no effect with queue: a worker runs until it is stopped. Remove it.");
  }
  const queues = Object.keys(data).filter((name) => data[name] === "queue");
  if (!queues.includes(queue) && !errors.has(["data", queue])) {
    const near = nearest(queue, queues);
    const known = queues.length === 0 ? "It has none." : `Its queues: ${queues.sort().join(", ")}.`;
    errors.add(
      [...at, "queue"],
      `is ${errors.format(at, queue)}, but no queue of the stack.${near === undefined ? "" : ` Did you mean ${near}?`} ${known}`,
    );
  }
  validateReplicas([...at, "scaling"], scaling ?? {}, errors);
}

function validateReplicas(at: Path, { min, max }: Scaling, errors: ValidationErrors): void {
  if (min !== undefined && max !== undefined && min > max) {
    errors.add([...at, "min"], `is ${min}, but can't be above max, which is ${max}.`);
  }
}
