import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type BasePlan, openBasePlan } from "./base-plan";
import { type Options, readCommandLine, UsageError, usage } from "./command-line";
import type { Renderer, RenderOptions } from "./format";
import { userDirectory } from "./npm";
import { MissingStackError, type Project, ProjectError, readProject } from "./project";
import { findProjectFile } from "./project-files";
import type { Report } from "./report";
import { start } from "./run";

/** Exit status of a command that the user interrupted. */
const interrupted = 130;

/** Runs the command; returns its exit status. */
async function main(args: string[]): Promise<number> {
  try {
    const asked = readCommandLine(args);
    if (asked === undefined) return await print(`${usage}\n`, 0);
    const directory = process.cwd();
    const from = userDirectory(directory, process.env);
    const options = from === directory ? asked : fromDirectory(from, asked);
    return options.watch ? await watch(directory, options) : await planned(directory, options);
  } catch (error) {
    if (error instanceof OutputError) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    if (!(error instanceof UsageError) && !(error instanceof ProjectError)) throw error;
    process.stderr.write(`${error.message}\n${error instanceof UsageError ? `\n${usage}\n` : ""}`);
    return 2;
  }
}

/** `options` with the files that they name looked up in the folder that the user is in. */
function fromDirectory(directory: string, options: Options): Options {
  const { configFile, against, out } = options;
  const file = against === undefined ? "" : resolve(directory, against);
  return {
    ...options,
    configFile: configFile === undefined ? undefined : resolve(directory, configFile),
    against: existsSync(file) ? file : against,
    ...(out && { out: resolve(directory, out) }),
  };
}

/** Plans at every save until the user ends it. */
async function watch(directory: string, options: Options): Promise<number> {
  assertStack(directory, options);
  const { watchProject }: typeof import("./watch") = require("./watch");
  await watchProject(
    directory,
    options,
    onSignal(async () => {}),
  );
  return 0;
}

/** Refuses a stack that isn't there. Other errors in the project's files are shown until they are corrected. */
function assertStack(directory: string, { stack, configFile }: Options): void {
  try {
    readProject(directory, stack, configFile);
  } catch (error) {
    const isThere = error instanceof ProjectError && !(error instanceof MissingStackError);
    if (!isThere || findProjectFile(directory) === undefined) throw error;
  }
}

/** Plans the project in `directory`. Formats for tools report an error in its files as well. */
async function planned(directory: string, options: Options): Promise<number> {
  const { stack, configFile, format } = options;
  const isForTools = format === "sarif" || format === "junit";
  const tellsPlaces = isForTools || format === "html";
  try {
    return await preview({ ...readProject(directory, stack, configFile), tellsPlaces }, options);
  } catch (error) {
    if (!isForTools || !(error instanceof ProjectError)) throw error;
    const { reportOnError }: typeof import("./unread-project") = require("./unread-project");
    const { render }: typeof import("./format") = require("./format");
    const { report, project } = reportOnError(error, directory, stack);
    await print(render(report, format, { project }), 2);
    throw error;
  }
}

/** Plans the program, and what it is compared with at the same time. */
async function preview(project: Project, options: Options): Promise<number> {
  const run = await start(project);
  // Loaded while the program starts, which takes longer.
  const { createReport }: typeof import("./create-report") = require("./create-report");
  const { refusalLine }: typeof import("./format/verdict") = require("./format/verdict");
  const { loadRenderer }: typeof import("./format") = require("./format");
  const write = loadRenderer(options.format);
  let base: BasePlan | undefined;
  const close = async () => void (await Promise.all([run.stop(), base?.close()]));
  const interruption = onSignal(close);
  try {
    base =
      options.against === undefined
        ? undefined
        : await openBasePlan(options.against, project, options, run.config);
    const report = await Promise.race([createReport(project, run, base), interruption]);
    if (report === interrupted) return interrupted;
    const refusal = refusalLine(report);
    const status = await print(
      textOf(report, write, { ...options, project, services: run.config.services }),
      refusal !== undefined || report.failures.length > 0 ? 1 : 0,
    );
    if (refusal !== undefined) process.stderr.write(`${refusal}\n`);
    return status;
  } finally {
    await close();
  }
}

/** What to print of a plan. The manifests of one that succeeded are written, and only named. */
function textOf(
  report: Report,
  write: Renderer,
  { format, out, ...options }: Pick<Options, "format" | "out"> & RenderOptions,
): string {
  if (format === "manifests" && out !== undefined && report.failures.length === 0) {
    const { writeManifests }: typeof import("./manifests") = require("./manifests");
    return writeManifests(report, out);
  }
  return write(report, options);
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

/** Prints the result. A reader may stop early, as `head` does; any other error of standard output is a failure. */
function print(text: string, status: number): Promise<number> {
  return new Promise((resolve, reject) => {
    process.stdout.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") resolve(status);
      else reject(new OutputError(`the result can't be written: ${error.message}`));
    });
    process.stdout.write(text, (error) => {
      if (!error) resolve(status);
    });
  });
}

/** Standard output takes nothing more. */
class OutputError extends Error {}

main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(
      `the preview itself failed: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  },
);
