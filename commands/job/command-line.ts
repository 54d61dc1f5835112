import { UsageError } from "../errors";
import { readArguments } from "../read-arguments";

/** What the user wants to run. */
export interface Options {
  /** Name of the job. */
  job: string;
  /** @default the selected stack */
  stack?: string;
  /** Whether to leave the run alone once it has started. */
  detach: boolean;
}

/** How the command is called. */
export const usage = `Usage: npm run job -- NAME [options]

Starts a job of a deployed stack on its platform, follows its log lines and
exits with its status.

  -s, --stack NAME     stack of the job (default: the selected one)
  -d, --detach         start it only
  -h, --help           show this

Ctrl-C ends following; the run continues, and what stops it is shown.

Exit status: that of the job's container; 1 the job didn't start or couldn't be
followed; 2 wrong usage; 130 Ctrl-C.`;

/** Reads the command line, or nothing when only help is wanted. */
export function readCommandLine(args: string[]): Options | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [job, ...others] = positionals;
  if (job === undefined) throw new UsageError(`Which job?\n\n${usage}`);
  if (others.length > 0) {
    const advice = "Options come after `--`: npm run job -- NAME --stack STACK";
    throw new UsageError(`One job at a time: ${others.join(" ")} is too much. ${advice}`);
  }
  return { job, stack: values.stack, detach: values.detach ?? false };
}

function parse(args: string[]) {
  return readArguments(
    {
      args,
      allowPositionals: true,
      options: {
        stack: { type: "string", short: "s" },
        detach: { type: "boolean", short: "d" },
        help: { type: "boolean", short: "h" },
      },
    },
    usage,
  );
}
