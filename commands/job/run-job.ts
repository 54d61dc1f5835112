import { messageOf, messageWithAdvice, UsageError } from "../errors";
import { readCommandLine, usage } from "./command-line";
import { adviceOn, follow, type Terminal } from "./run";
import { findJob } from "./stack-jobs";
import { startRun } from "./start-run";

/**
 * Starts a job on its platform and follows it.
 *
 * @param args The command line.
 * @returns The exit status: that of the job's container; 1 where it didn't start or couldn't be followed, 2 for wrong usage, 130
 * after Ctrl-C.
 */
export async function runJob(args: string[], terminal: Terminal): Promise<number> {
  try {
    const options = readCommandLine(args);
    if (options === undefined) {
      terminal.note(usage);
      return 0;
    }
    const run = await startRun(options.job, await findJob(options), options.stack, terminal);
    terminal.note(`Started ${run.id}`);
    if (options.detach) {
      terminal.note(adviceOn(run));
      return 0;
    }
    return await follow(run, terminal).catch((error: unknown) => {
      terminal.note(`${messageOf(error)}\nNo longer followed; the run may continue.\n${adviceOn(run)}`);
      return 1;
    });
  } catch (error) {
    terminal.note(messageWithAdvice(error));
    return error instanceof UsageError ? 2 : 1;
  }
}
