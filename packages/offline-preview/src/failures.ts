import nodePath, { type PlatformPath, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Diagnostic, Plan } from "./engine/plan";
import { alreadyReported, type Ending } from "./program";
import { hideSecrets } from "./secrets";

/** Why there is no whole plan, in words for whoever wrote the program. */
export interface Failure {
  message: string;
  /** The resource that failed. */
  urn?: string;
}

/** What went wrong, if anything: what the program reported, or else how it ended. */
export function findFailures(plan: Plan, ending: Ending, complete: boolean, directory: string): Failure[] {
  const reported = plan.diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message, urn }) => ({ message: explain(message, directory), urn }));
  const failures = reported.length > 0 ? reported : unreported(ending, complete, directory);
  const shown = failures.map((failure) => ({ ...failure, message: hideSecrets(failure.message, plan) }));
  return shown.filter(
    ({ message }, index) => shown.findIndex((other) => other.message === message) === index,
  );
}

/** What the program wrote itself, as messages. */
export function programOutput({ stdout, stderr }: Ending): Diagnostic[] {
  const lines = (text: string) =>
    withoutColours(text)
      .split("\n")
      .filter((line) => line.trim() !== "");
  return [
    ...lines(stdout).map((message): Diagnostic => ({ severity: "info", message })),
    ...lines(stderr).flatMap((line): Diagnostic[] => {
      // Process ids change from run to run, and these two are about how the SDK awaits promises.
      const message = line.replace(/^\(node:\d+\) /, "");
      const isNoise = /^PromiseRejectionHandledWarning|^\(Use `node --trace-/.test(message);
      return isNoise ? [] : [{ severity: "info#err", message }];
    }),
  ];
}

function unreported({ code, signal, stderr }: Ending, complete: boolean, directory: string): Failure[] {
  if (signal !== null) {
    const reason = signal === "SIGKILL" || signal === "SIGABRT" ? "; it may have run out of memory" : "";
    return [{ message: `the program was ended by ${signal}${reason}` }];
  }
  if (code === 0 && complete) return [];
  if (code === 0 || /promises? (was|were) still active/.test(stderr)) {
    const reason = "it calls process.exit, or waits for a promise that nothing resolves";
    return [{ message: `the program ended before its plan was complete: ${reason}` }];
  }
  if (code === alreadyReported) return [{ message: explain(stderr, directory) || "the program failed" }];
  const said = stderr.trim() === "" ? "" : `:\n${explain(stderr.trim(), directory)}`;
  return [{ message: `the program ended itself with status ${code}${said}` }];
}

/** A short message with the place in the program's own code, from what the SDK reports with a stack trace. */
export function explain(report: string, directory: string, paths: PlatformPath = nodePath): string {
  const lines = withoutColours(report)
    .replace(/^Running program '.*' failed with an unhandled exception:\n/, "")
    .trim()
    .split("\n");
  const firstFrame = lines.findIndex((line) => isFrame(line));
  const head = firstFrame === -1 ? lines : lines.slice(0, firstFrame);
  const frames = firstFrame === -1 ? [] : lines.slice(firstFrame).filter(isFrame);
  const place = frames.map((frame) => ownPlace(frame, directory)).find((own) => own !== undefined);
  return (
    syntaxErrors(head, directory, paths) ??
    missingModule(head, place, directory) ??
    [place, plain(head.join("\n"))].filter(Boolean).join(": ")
  );
}

function isFrame(line: string): boolean {
  return /^\s+at .*:\d+:\d+\)?/.test(line) || /^\s+at .*\((native|<anonymous>|internal)/.test(line);
}

/** "index.ts:3:7" of a stack frame in the program's own code. */
function ownPlace(frame: string, directory: string): string | undefined {
  const [, before = "", line, column] = /^(.*):(\d+):(\d+)\)?$/.exec(frame.trimEnd()) ?? [];
  for (const folder of [`${pathToFileURL(directory).href}/`, directory + sep]) {
    const start = before.indexOf(folder);
    if (start === -1) continue;
    const file = before.slice(start);
    const path = relative(directory, file.startsWith("file:") ? fileURLToPath(file) : file);
    return path.split(sep).includes("node_modules") ? undefined : `${path}:${line}:${column}`;
  }
  return undefined;
}

/** What the compiler says about a file that isn't TypeScript. */
function syntaxErrors(head: string[], directory: string, { relative }: PlatformPath): string | undefined {
  const errors = head.flatMap((line) => {
    const [, path, place, message] =
      /^((?:\/|[A-Za-z]:[\\/]).*?):(\d+:\d+): ERROR: (.*)$/.exec(line.trim()) ?? [];
    return path === undefined ? [] : [`${relative(directory, path)}:${place}: ${message}`];
  });
  return errors.length === 0 ? undefined : errors.join("\n");
}

function missingModule(head: string[], place: string | undefined, directory: string): string | undefined {
  const [message] = /Cannot find (module|package) '[^']*'/.exec(head[0] ?? "") ?? [];
  if (message === undefined) return undefined;
  const requiring = head.find((line) => line.startsWith("- "))?.slice(2);
  const where = place ?? (requiring === undefined ? undefined : relative(directory, requiring));
  const advice = /'[./]/.test(message) ? "" : "; is it in package.json, and installed with npm ci?";
  return `${where ? `${where}: ` : ""}${message.replace("Cannot", "cannot")}${advice}`;
}

/** Without the class of ordinary errors and the protocol's status codes. */
function plain(message: string): string {
  return message
    .replace(/^(<ref \*\d+> )?(Error: )?/, "")
    .replace(/\b\d+ (UNKNOWN|INTERNAL|INVALID_ARGUMENT): /g, "");
}

function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  return text.replace(/\u001b\[[0-9;]*m/g, "");
}
