import { UsageError } from "../errors";
import { readArguments } from "../read-arguments";

/** What the user wants to know. */
export interface Options {
  /** @default the selected stack */
  stack?: string;
  /** Seconds that failed checks are repeated. */
  wait: number;
  /** Whether URLs are asked too, not AWS and Kubernetes alone. */
  requests: boolean;
}

/** How the command is called. */
export const usage = `Usage: npm run smoke -- [options]

Looks from outside whether a deployed stack runs what it asks for: URLs answer,
tasks and pods are of the expected version, targets are healthy. It only reads.
It needs the AWS credentials of whoever may look at the stack.

  -s, --stack NAME     stack (default: the selected one)
  -w, --wait SECONDS   repeat failed checks as long (default: 0)
      --no-requests    ask AWS and Kubernetes alone, no URL
  -h, --help           show this

Exit status: 0 all is in order; 1 something isn't, or couldn't be looked at;
2 wrong usage.`;

/** Most seconds to wait: a pipeline's credentials end at some time. */
const longestWait = 3600;

/** Reads the command line, or nothing when only help is wanted. */
export function readCommandLine(args: string[]): Options | undefined {
  const { stack, wait = "0", help, "no-requests": noRequests = false } = parse(args);
  if (help) return undefined;
  if (!/^\d{1,4}$/.test(wait) || Number(wait) > longestWait) {
    throw new UsageError(`--wait is ${wait}: must be seconds, 0 to ${longestWait}`);
  }
  return { stack, wait: Number(wait), requests: !noRequests };
}

function parse(args: string[]) {
  return readArguments(
    {
      args,
      options: {
        stack: { type: "string", short: "s" },
        wait: { type: "string", short: "w" },
        "no-requests": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    },
    usage,
  ).values;
}
