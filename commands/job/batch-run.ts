import {
  BatchClient,
  DescribeJobsCommand,
  type JobStatus,
  paginateListJobs,
  SubmitJobCommand,
} from "@aws-sdk/client-batch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { outcomeOf } from "./batch-outcome";
import { ContainerLog } from "./container-log";
import type { BatchRuns } from "./job-runs";
import { type JobOfOne, withOwnContainer } from "./own-container";
import type { Run, Terminal } from "./run";

/** Attempts at a request: a run of hours is not given up for some seconds of throttling. */
const maxAttempts = 10;

/** Most jobs that one request describes. */
const mostDescribed = 100;

/** In which of its states a container of an array has, or may have, log lines. */
const withLogs: readonly JobStatus[] = ["RUNNING", "SUCCEEDED", "FAILED"];

/**
 * Submits a job to its queue on AWS Batch, with the environment's AWS credentials. They need `batch:SubmitJob`, `DescribeJobs`
 * and `ListJobs`, and `logs:GetLogEvents`.
 *
 * @throws Where AWS refuses: no credentials, no permission, no such queue.
 */
export async function startBatchRun(job: string, runs: BatchRuns, terminal: Terminal): Promise<Run> {
  const { region, queue, definition, array } = runs;
  // Once: Batch can't tell a repeated submission from a second run.
  const once = new BatchClient({ region, maxAttempts: 1 });
  const { jobId = "" } = await once.send(
    new SubmitJobCommand({
      jobName: job,
      jobQueue: queue,
      jobDefinition: definition,
      ...(array !== undefined && { arrayProperties: { size: array } }),
    }),
  );
  return new BatchRun(jobId, job, runs, new BatchClient({ region, maxAttempts }), terminal);
}

/** A job in a queue. Each of its attempts, and each index of an array, is a container with a log stream. */
class BatchRun implements Run {
  readonly logs: string;
  readonly stop: string;

  readonly #logClient: CloudWatchLogsClient;
  readonly #containerLogs = new Map<string, ContainerLog>();
  #failed: JobOfOne[] = [];
  #waiting = "";

  constructor(
    readonly id: string,
    private readonly job: string,
    private readonly runs: BatchRuns,
    private readonly client: BatchClient,
    private readonly terminal: Terminal,
  ) {
    const { region, logGroup } = runs;
    this.#logClient = new CloudWatchLogsClient({ region, maxAttempts });
    this.logs = `aws logs tail --follow --region ${region} ${logGroup}`;
    this.stop = `aws batch terminate-job --region ${region} --job-id ${id} --reason "by hand"`;
  }

  async look(): Promise<number | undefined> {
    // Before its containers, so that an end is known only where all of them are.
    const [job] = await this.describe([this.id]);
    if (job === undefined) return undefined;
    const isArray = this.runs.array !== undefined;
    const containers = isArray ? await this.describe(await this.childrenToRead()) : [job];
    for (const container of containers) this.logOf(container, isArray).found(container);
    for (const log of this.#containerLogs.values()) await log.read();
    this.noteWaiting(job);
    if (job.status !== "SUCCEEDED" && job.status !== "FAILED") return undefined;
    if ([...this.#containerLogs.values()].some((log) => !log.isComplete)) return undefined;
    const { status, message } = outcomeOf(job, this.#failed);
    this.terminal.note(`Job ${this.job} ${message}`);
    return status;
  }

  private async describe(ids: readonly string[]): Promise<JobOfOne[]> {
    const described: JobOfOne[] = [];
    for (let first = 0; first < ids.length; first += mostDescribed) {
      const command = new DescribeJobsCommand({ jobs: ids.slice(first, first + mostDescribed) });
      const { jobs = [] } = await this.client.send(command);
      described.push(...jobs.map((job) => withOwnContainer(job, this.runs.container)));
    }
    return described;
  }

  /** The containers of an array that have started, without those whose end is known. */
  private async childrenToRead(): Promise<string[]> {
    const ids: string[] = [];
    for (const jobStatus of withLogs) {
      const pages = paginateListJobs({ client: this.client }, { arrayJobId: this.id, jobStatus });
      for await (const { jobSummaryList = [] } of pages) {
        ids.push(...jobSummaryList.flatMap(({ jobId }) => jobId ?? []));
      }
    }
    return [...new Set(ids)].filter((id) => !this.#containerLogs.get(id)?.hasEnded);
  }

  private logOf(container: JobOfOne, isArray: boolean): ContainerLog {
    const { jobId = "", arrayProperties, status } = container;
    const index = arrayProperties?.index ?? 0;
    if (isArray && status === "FAILED") {
      this.#failed = [...this.#failed, container].sort((one, other) => indexOf(one) - indexOf(other));
    }
    const known = this.#containerLogs.get(jobId);
    if (known !== undefined) return known;
    const log = new ContainerLog(
      this.#logClient,
      this.runs.logGroup,
      isArray ? `[${index}] ` : "",
      this.terminal,
    );
    this.#containerLogs.set(jobId, log);
    return log;
  }

  /** Says once why the job hasn't started: it waits until Batch cancels it. */
  private noteWaiting({ status, statusReason = "" }: JobOfOne): void {
    const reason = status === "RUNNABLE" ? statusReason : "";
    if (reason !== "" && reason !== this.#waiting) this.terminal.note(`Waiting: ${reason}`);
    this.#waiting = reason;
  }
}

function indexOf({ arrayProperties }: JobOfOne): number {
  return arrayProperties?.index ?? 0;
}
