import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { JobOfOne } from "./own-container";
import type { Terminal } from "./run";
import { TaskLog } from "./task-log";

/** Looks without a new line after the end: CloudWatch Logs shows lines some seconds after they were written. */
const quietLooks = 3;

/** The log streams of a container on AWS Batch, of which each attempt has one. */
export class ContainerLog {
  /** Whether the container has ended. */
  hasEnded = false;

  readonly #streams = new Map<string, TaskLog>();
  #quiet = 0;

  constructor(
    private readonly client: CloudWatchLogsClient,
    private readonly logGroup: string,
    private readonly prefix: string,
    private readonly terminal: Pick<Terminal, "logLine" | "note">,
  ) {}

  /** Whether all lines have been printed. */
  get isComplete(): boolean {
    return this.hasEnded && (this.#streams.size === 0 || this.#quiet >= quietLooks);
  }

  /** Takes the streams of the container's attempts, and its end. */
  found({ status, container, attempts = [] }: JobOfOne): void {
    const streams = [...attempts.map((attempt) => attempt.container), container];
    for (const name of streams.flatMap((each) => each?.logStreamName ?? [])) {
      if (this.#streams.has(name)) continue;
      this.terminal.note(`Task ${this.prefix}${name.slice(name.lastIndexOf("/") + 1)}`);
      const print = { logLine: (line: string) => this.terminal.logLine(`${this.prefix}${line}`) };
      this.#streams.set(name, new TaskLog(this.client, this.logGroup, name, print));
    }
    this.hasEnded = status === "SUCCEEDED" || status === "FAILED";
  }

  /** Prints what is new, attempt by attempt. */
  async read(): Promise<void> {
    if (this.isComplete) return;
    let isNew = false;
    for (const stream of this.#streams.values()) isNew = (await stream.read()) || isNew;
    this.#quiet = isNew || !this.hasEnded ? 0 : this.#quiet + 1;
  }
}
