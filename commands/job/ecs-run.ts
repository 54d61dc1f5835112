import { randomUUID } from "node:crypto";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeExecutionCommand,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { outcomeOf, tasksIn } from "./ecs-outcome";
import type { EcsRuns } from "./job-runs";
import type { Run, Terminal } from "./run";
import { TaskLog } from "./task-log";

/** Attempts at a request: a run of hours is not given up for some seconds of throttling. */
const maxAttempts = 10;

/** Looks without a new line after the end: CloudWatch Logs shows lines some seconds after they were written. */
const quietLooks = 3;

/**
 * Starts a job on ECS, as an execution of its state machine, with the environment's AWS credentials. They need
 * `states:StartExecution`, `DescribeExecution` and `GetExecutionHistory`, and `logs:GetLogEvents`.
 *
 * @throws Where AWS refuses: no credentials, no permission, no such state machine.
 */
export async function startEcsRun(job: string, runs: EcsRuns, terminal: Terminal): Promise<Run> {
  const { region, stateMachine } = runs;
  const client = new SFNClient({ region, maxAttempts });
  // A repeated request with the same name starts no second execution.
  const name = `by-hand-${randomUUID()}`;
  const { executionArn = "" } = await client.send(
    new StartExecutionCommand({ stateMachineArn: stateMachine, name }),
  );
  return new EcsRun(executionArn, job, runs, client, terminal);
}

/** An execution of the state machine of a job. Each of its attempts is a task, with a log stream of its own. */
class EcsRun implements Run {
  readonly logs: string;
  readonly stop: string;

  readonly #logClient: CloudWatchLogsClient;
  readonly #taskLogs = new Map<string, TaskLog>();
  #quiet = 0;

  constructor(
    readonly id: string,
    private readonly job: string,
    private readonly runs: EcsRuns,
    private readonly client: SFNClient,
    private readonly terminal: Terminal,
  ) {
    const { region, logGroup } = runs;
    this.#logClient = new CloudWatchLogsClient({ region, maxAttempts });
    this.logs = `aws logs tail --follow --region ${region} ${logGroup}`;
    this.stop = `aws stepfunctions stop-execution --region ${region} --execution-arn ${id}`;
  }

  async look(): Promise<number | undefined> {
    // Before the log lines, so that an end is known only where all lines have been written.
    const execution = await this.client.send(new DescribeExecutionCommand({ executionArn: this.id }));
    await this.findTasks();
    const isNew = await this.readLogs();
    if (execution.status === "RUNNING") return undefined;
    this.#quiet = isNew ? 0 : this.#quiet + 1;
    if (this.#taskLogs.size > 0 && this.#quiet < quietLooks) return undefined;
    const { status, message } = outcomeOf(execution, this.runs.container);
    this.terminal.note(`Job ${this.job} ${message}`);
    return status;
  }

  private async findTasks(): Promise<void> {
    const { container, logGroup, logStreamPrefix = `${container}/${container}/` } = this.runs;
    const pages = paginateGetExecutionHistory({ client: this.client }, { executionArn: this.id });
    for await (const { events = [] } of pages) {
      for (const task of tasksIn(events)) {
        if (this.#taskLogs.has(task)) continue;
        this.terminal.note(`Task ${task}`);
        const stream = `${logStreamPrefix}${task}`;
        this.#taskLogs.set(task, new TaskLog(this.#logClient, logGroup, stream, this.terminal));
      }
    }
  }

  /** Prints what is new, attempt by attempt; returns whether there was anything. */
  private async readLogs(): Promise<boolean> {
    let isNew = false;
    for (const log of this.#taskLogs.values()) {
      isNew = (await log.read()) || isNew;
    }
    return isNew;
  }
}
