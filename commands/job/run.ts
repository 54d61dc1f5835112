import { setTimeout as pause } from "node:timers/promises";

/** Where the command writes to, and how it waits. */
export interface Terminal {
  /** Prints a line of the job's log. */
  logLine(line: string): void;
  /** Prints something about the run. */
  note(text: string): void;
  /** Is aborted by Ctrl-C. */
  interrupted: AbortSignal;
  /** Milliseconds between two looks at a run. */
  interval: number;
}

/** A run of a job on a platform. */
export interface Run {
  /** Its name or ARN. */
  readonly id: string;
  /** The command that follows its log lines. */
  readonly logs: string;
  /** The command that stops it. */
  readonly stop: string;
  /** Prints the log lines that are new. Returns the exit status once it has ended and all of them are printed. */
  look(): Promise<number | undefined>;
}

/** What a run has ended with. */
export interface Outcome {
  /** Exit status of the command. */
  status: number;
  /** "ended with exit status 3". */
  message: string;
}

/** Exit status of a command that the user interrupted. */
const interruptedStatus = 130;

/** What to do about a run that isn't followed. */
export function adviceOn({ logs, stop }: Run): string {
  return `  log lines: ${logs}\n  stop it:   ${stop}`;
}

/** Follows a run to its end, or until Ctrl-C. Returns the exit status. */
export async function follow(run: Run, { interrupted, interval, note }: Terminal): Promise<number> {
  const interruption = new Promise<undefined>((resolve) =>
    interrupted.addEventListener("abort", () => resolve(undefined), { once: true }),
  );
  while (!interrupted.aborted) {
    const status = await Promise.race([run.look(), interruption]);
    if (status !== undefined) return status;
    await pause(interval, undefined, { signal: interrupted }).catch(() => undefined);
  }
  note(`No longer followed; the run continues.\n${adviceOn(run)}`);
  return interruptedStatus;
}
