import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Terminal } from "./run";

/** The log stream of a task, each line of which is printed once. */
export class TaskLog {
  #token: string | undefined;

  constructor(
    private readonly client: CloudWatchLogsClient,
    private readonly logGroupName: string,
    private readonly logStreamName: string,
    private readonly terminal: Pick<Terminal, "logLine">,
  ) {}

  /** Prints the lines since the last time; returns whether there were any. A task has no stream before its first line. */
  async read(): Promise<boolean> {
    const { logGroupName, logStreamName } = this;
    let isNew = false;
    for (;;) {
      const request = { logGroupName, logStreamName, startFromHead: true, nextToken: this.#token };
      try {
        const { events = [], nextForwardToken } = await this.client.send(new GetLogEventsCommand(request));
        for (const { message = "" } of events) this.terminal.logLine(message);
        isNew ||= events.length > 0;
        // A page may be empty before the end; the same token again is the end.
        if (nextForwardToken === undefined || nextForwardToken === this.#token) return isNew;
        this.#token = nextForwardToken;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return isNew;
        throw error;
      }
    }
  }
}
