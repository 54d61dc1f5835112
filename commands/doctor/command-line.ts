import { readArguments } from "../read-arguments";

/** What the user wants to deploy. */
export interface Options {
  stack: string;
  /** @default the stack's own */
  configFile?: string;
}

/** How the command is called. */
export const usage = `Usage: npm run doctor -- [options]

Looks before the first \`up\` of a stack whether it can succeed: tools,
credentials, region, quotas that the plan needs, service-linked roles, the way
to the cluster. It only reads. What the stack has already is counted twice, so
ask before its first \`up\`.

  -s, --stack NAME         stack (default: dev)
      --config-file FILE   stack file, where it isn't Pulumi.NAME.yaml
  -h, --help               show this

Exit status: 0 nothing stands in the way; 1 something does, or the program
fails; 2 wrong usage.`;

/** Reads the command line, or nothing when only help is wanted. */
export function readCommandLine(args: string[]): Options | undefined {
  const { stack = "dev", "config-file": configFile, help } = parse(args);
  return help ? undefined : { stack, configFile };
}

function parse(args: string[]) {
  return readArguments(
    {
      args,
      options: {
        stack: { type: "string", short: "s" },
        "config-file": { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    },
    usage,
  ).values;
}
