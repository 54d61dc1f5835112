import { type BasePlan, openBasePlan } from "./base-plan";
import { type Options, readCommandLine, UsageError, usage } from "./command-line";
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
  const { planned, shown }: typeof import("./report") = require("./report");
  let base: BasePlan | undefined;
  const close = async () => void (await Promise.all([run.stop(), base?.close()]));
  const interruption = onSignal(close);
  try {
    base =
      options.against === undefined
        ? undefined
        : await openBasePlan(options.against, project, options, run.config);
    const report = await Promise.race([planned(project, run, base), interruption]);
    if (report === interrupted) return interrupted;
    const { text, failed } = shown(report, options.format);
    return await print(text, failed ? 1 : 0);
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
