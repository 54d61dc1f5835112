import { type ParseArgsConfig, parseArgs } from "node:util";
import { optionsKeptByNpm } from "./npm";

/** What the user wants to see. */
export interface Options {
  stack: string;
  /** Stack file to use in place of `Pulumi.<stack>.yaml`. */
  configFile?: string;
  /** Commit, branch, tag or saved plan to compare with. */
  against?: string;
  format: Format;
  /** Whether a text has every resource's inputs. */
  details: boolean;
  /** Folder that manifests are written into. */
  out?: string;
  /** Whether to plan again at every save, and to show the plans in a page. */
  watch: boolean;
  /** Whether to open that page in the browser. */
  open: boolean;
}

/** The forms that a plan can be printed in. */
export const formats = [
  "text",
  "json",
  "markdown",
  "mermaid",
  "sarif",
  "junit",
  "html",
  "manifests",
] as const;

/** One of {@link formats}. */
export type Format = (typeof formats)[number];

/** How the command is called. */
export const usage = `Usage: pulumi-offline-preview [options]
       npm run preview -- [options]

Shows what \`pulumi up\` would create, without a cloud account, Docker or network.

  -s, --stack NAME     stack to plan: settings from Pulumi.NAME.yaml (default: dev)
  --config-file FILE   take the settings from FILE
  --against REF|FILE   show what changes in a commit, branch or tag, or in a plan saved as JSON
  --format FORMAT      ${formats.join(" | ")} (default: text)
  --out DIR            with --format manifests: write the plan's Kubernetes objects into DIR, a file each
  --watch              plan again at every save, and show it in a page on this machine
  --open               open that page in the browser
  --details            show every resource's inputs, and why findings are waived
  -h, --help           show this

Exit status: 0 planned; 1 the program failed, or a mandatory policy is violated; 2 wrong usage.`;

/** Wrong usage of the command: exit status 2. */
export class UsageError extends Error {}

/** Reads the command line, or nothing when only help is wanted. */
export function readCommandLine(args: string[]): Options | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const { stack = "dev", "config-file": configFile, against, format = "text", details = false } = values;
  const { watch = false, open = false, out } = values;
  const knownFormat = formats.find((candidate) => candidate === format);
  if (knownFormat === undefined)
    throw new UsageError(`--format ${format}: not understood; use ${formats.join(", ")}`);
  if (!/^\w[\w.-]*(\/\w[\w.-]*){0,2}$/.test(stack)) {
    throw new UsageError(
      `--stack ${JSON.stringify(stack)}: a stack's name has letters, digits, - _ and . only`,
    );
  }
  if (against === "") throw new UsageError("--against: name a commit, a branch, a tag or a saved plan");
  if (watch && values.format !== undefined) {
    throw new UsageError("--watch shows a page: leave --format away");
  }
  if (open && !watch) throw new UsageError("--open: only together with --watch");
  if (knownFormat === "manifests") {
    if (!out) throw new UsageError("--format manifests: name the folder to write into with --out");
    if (against !== undefined) throw new UsageError("--format manifests: can't be combined with --against");
  } else if (out !== undefined) {
    throw new UsageError("--out: goes with --format manifests only");
  }
  return { stack, configFile, against, format: knownFormat, details, watch, open, ...(out && { out }) };
}

const known = {
  stack: { type: "string", short: "s" },
  "config-file": { type: "string" },
  against: { type: "string" },
  format: { type: "string" },
  details: { type: "boolean" },
  out: { type: "string" },
  watch: { type: "boolean" },
  open: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} satisfies ParseArgsConfig["options"];

function parse(args: string[]) {
  const kept = optionsKeptByNpm(Object.keys(known), process.env);
  if (kept.length > 0) {
    throw new UsageError(`npm kept ${kept.join(" ")} for itself; write npm run preview -- ${kept.join(" ")}`);
  }
  try {
    return parseArgs({ args, options: known }).values;
  } catch (error) {
    const [message = ""] = error instanceof Error ? error.message.split(". ") : [];
    throw new UsageError(message);
  }
}
