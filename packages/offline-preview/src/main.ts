import { type Options, readCommandLine, UsageError, usage } from "./command-line";
import { type FormerPlan, openFormerPlan } from "./former-plan";
import { type Project, ProjectError, readProject } from "./project";
import { start } from "./run";

/** Exit status of a command that the user interrupted. */
const interrupted = 130;

/** Runs the command; returns its exit status. */
async function main(args: string[]): Promise<number> {
  try {
    const options = readCommandLine(args);
    if (options === undefined) return await print(`${usage}\n`, 0);
    return await preview(readProject(process.cwd(), options.stack, options.configFile), options);
  } catch (error) {
    if (error instanceof UsageError || error instanceof ProjectError) {
      process.stderr.write(`${error.message}\n${error instanceof UsageError ? `\n${usage}\n` : ""}`);
      return 2;
    }
    throw error;
  }
}

/** Plans the program, and what it is compared with at the same time. */
async function preview(project: Project, options: Options): Promise<number> {
  const run = await start(project);
  // Loaded while the program starts, which takes longer.
  const { createReport }: typeof import("./create-report") = require("./create-report");
  const { render }: typeof import("./format") = require("./format");
  const { refusalLine }: typeof import("./format/verdict") = require("./format/verdict");
  let former: FormerPlan | undefined;
  const close = async () => void (await Promise.all([run.stop(), former?.close()]));
  const interruption = onSignal(close);
  try {
    former =
      options.against === undefined
        ? undefined
        : await openFormerPlan(options.against, project, options, run.config);
    const report = await Promise.race([createReport(project, run, former), interruption]);
    if (report === interrupted) return interrupted;
    const refusal = refusalLine(report);
    const status = await print(
      render(report, options.format, { details: options.details }),
      refusal !== undefined || report.failures.length > 0 ? 1 : 0,
    );
    if (refusal !== undefined) process.stderr.write(`${refusal}\n`);
    return status;
  } finally {
    await close();
  }
}

/** Tidies up when the user ends this command, however often, and says so when all is gone. */
function onSignal(close: () => Promise<void>): Promise<typeof interrupted> {
  return new Promise((resolve) => {
    let isClosing = false;
    const stop = () => {
      if (!isClosing) void close().then(() => resolve(interrupted));
      isClosing = true;
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  });
}

/** Whoever reads may stop reading, as `head` does: that is no failure. */
function print(text: string, status: number): Promise<number> {
  return new Promise((resolve) => {
    process.stdout.once("error", () => resolve(status));
    process.stdout.write(text, () => resolve(status));
  });
}

main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(
      `the preview itself failed: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  },
);
