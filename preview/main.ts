import { createServer, type Socket } from "node:net";
import { type Options, readCommandLine, UsageError, usage } from "./command-line";
import { Program } from "./program";
import { type Project, ProjectError, readProject } from "./project";

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

/** Starts the program first: it takes longest, and everything else is loaded meanwhile. */
async function preview(project: Project, options: Options): Promise<number> {
  const waiting: Socket[] = [];
  const door = createServer((socket) => waiting.push(socket));
  const program = new Program(project, await open(door));
  const interruption = stopOnSignal(program);
  const [{ Session }, { render }] = await Promise.all([import("./session.js"), import("./format/index.js")]);
  const session = new Session(project);
  session.serve(door, waiting);
  const outcome = await Promise.race([session.finish(program), interruption]);
  if (outcome === interrupted) return interrupted;
  return print(render(outcome, options.format), outcome.failures.length > 0 ? 1 : 0);
}

/** Listens on this machine alone; returns the address. */
function open(door: ReturnType<typeof createServer>): Promise<string> {
  return new Promise((resolve, reject) => {
    door.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = door.address();
      if (address !== null && typeof address === "object") resolve(`127.0.0.1:${address.port}`);
    });
  });
}

/** Ends the program when the user ends this command, and says so when it is gone. */
function stopOnSignal(program: Program): Promise<typeof interrupted> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => void program.stop().then(() => resolve(interrupted)));
    }
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
