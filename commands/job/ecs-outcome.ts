import type { DescribeExecutionCommandOutput, HistoryEvent } from "@aws-sdk/client-sfn";
import { z } from "zod";
import type { Outcome } from "./run";

/** What Step Functions says of the start of a task. */
const started = z.object({ Tasks: z.array(z.object({ TaskArn: z.string() })) });

/** What Step Functions says of a task that has failed. */
const stopped = z.object({
  Containers: z.array(
    z.object({ Name: z.string(), ExitCode: z.number().nullish(), Reason: z.string().nullish() }),
  ),
  StoppedReason: z.string().nullish(),
});

/** What the state machine says of a run that it left out. */
const leftOut = z.object({ leftOut: z.string() });

/** The ids of the tasks that an execution has started. */
export function tasksIn(events: readonly HistoryEvent[]): string[] {
  return events.flatMap(({ taskSubmittedEventDetails: details }) => {
    const tasks = read(started, details?.output)?.Tasks ?? [];
    return tasks.map(({ TaskArn }) => TaskArn.slice(TaskArn.lastIndexOf("/") + 1));
  });
}

/** What an execution that isn't running anymore ended with. */
export function outcomeOf(execution: DescribeExecutionCommandOutput, container: string): Outcome {
  const { status, error = "", cause = "", output } = execution;
  switch (status) {
    case "SUCCEEDED": {
      const why = read(leftOut, output)?.leftOut;
      return why === undefined
        ? { status: 0, message: "ended with exit status 0" }
        : { status: 1, message: `didn't start: ${why}` };
    }
    case "ABORTED":
      return { status: 1, message: "was stopped" };
    case "TIMED_OUT":
      return timeout;
    default: {
      if (error === "States.Timeout") return timeout;
      const task = read(stopped, cause);
      if (task !== undefined) return outcomeOfTask(task, container);
      return { status: 1, message: `failed: ${[error, cause].filter((text) => text !== "").join(": ")}` };
    }
  }
}

const timeout: Outcome = { status: 1, message: "took longer than its timeoutMinutes and was stopped" };

function outcomeOfTask({ Containers, StoppedReason }: z.infer<typeof stopped>, container: string): Outcome {
  const { ExitCode, Reason } = Containers.find(({ Name }) => Name === container) ?? {};
  const isNumber = typeof ExitCode === "number";
  // ECS's reason for a container that has ended by itself says nothing that the exit status doesn't.
  const reasons = [Reason, ExitCode ? undefined : StoppedReason].filter(Boolean).join("; ");
  const what = isNumber ? `ended with exit status ${ExitCode}` : "didn't start";
  const message = reasons === "" ? what : `${what}: ${reasons}`;
  return { status: ExitCode || 1, message };
}

/** A JSON text of Step Functions, where it is of this form. */
function read<Schema extends z.ZodType>(
  schema: Schema,
  json: string | undefined,
): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(json ?? "")).data;
  } catch {
    return undefined;
  }
}
