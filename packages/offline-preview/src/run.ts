import { createServer, type Server, type Socket } from "node:net";
import type { Diagnostic } from "./engine/plan";
import type { PreviewConfig } from "./preview-config";
import { Program } from "./program";
import type { Project } from "./project";
import type { Outcome } from "./session";

/** A program that runs against an engine of its own. */
export interface Run {
  /** What the project tells its preview. */
  config: PreviewConfig;
  /** Settles when the program has ended, unless it was stopped. */
  outcome: Promise<Outcome>;
  /** Ends the program, and settles when it is gone. */
  stop(): Promise<void>;
}

/** Starts the program first: it takes longest, and everything else is loaded meanwhile. */
export async function start(project: Project, loadConfig?: () => Promise<PreviewConfig>): Promise<Run> {
  const first = await Attempt.begin(project);
  try {
    const { loadPreviewConfig }: typeof import("./load-preview-config") = require("./load-preview-config");
    const config = await (loadConfig ?? (() => loadPreviewConfig(project.root)))();
    return new AttemptedRun(project, config, first);
  } catch (error) {
    await first.stop();
    throw error;
  }
}

/**
 * A program that fails on a mock output is run again without those that are known by their types alone: the real engine
 * would give it none.
 */
class AttemptedRun implements Run {
  readonly outcome: Promise<Outcome>;
  #current: Attempt;
  #stopped = false;

  constructor(
    private readonly project: Project,
    readonly config: PreviewConfig,
    first: Attempt,
  ) {
    this.#current = first;
    this.outcome = this.#plan(first);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#current.stop();
  }

  async #plan(first: Attempt): Promise<Outcome> {
    const { outcome, hasTypedOutputs } = await first.finish(this.config, true);
    const [failure] = outcome.failures;
    if (failure === undefined || !hasTypedOutputs || this.#stopped) return outcome;
    this.#current = await Attempt.begin(this.project);
    if (this.#stopped) await this.#current.stop();
    const { outcome: second } = await this.#current.finish(this.config, false);
    if (second.failures.length > 0) return outcome;
    const message =
      "outputs that only the cloud knows are unknown in this plan: the program fails on mock outputs of their types " +
      `(${failure.message}); \`mockOutputs\` in preview.config.ts can give better ones`;
    const diagnostics: Diagnostic[] = [...second.plan.diagnostics, { severity: "warning", message }];
    return { ...second, plan: { ...second.plan, diagnostics } };
  }
}

/** One process of a program, and the engine that it speaks to. */
class Attempt {
  private constructor(
    private readonly project: Project,
    private readonly program: Program,
    private readonly server: Server,
    /** Connections that nobody answers yet. */
    private readonly pendingSockets: Socket[],
  ) {}

  static async begin(project: Project): Promise<Attempt> {
    const pendingSockets: Socket[] = [];
    const server = createServer((socket) => pendingSockets.push(socket));
    const address = await listen(server);
    try {
      return new Attempt(project, new Program(project, address), server, pendingSockets);
    } catch (error) {
      server.close();
      throw error;
    }
  }

  /** Waits until the program has ended, unless it is stopped. */
  async finish(
    config: PreviewConfig,
    typedOutputs: boolean,
  ): Promise<{ outcome: Outcome; hasTypedOutputs: boolean }> {
    const { Session }: typeof import("./session") = require("./session");
    const session = new Session(this.project, config, this.program.pipe, typedOutputs);
    session.serve(this.server, this.pendingSockets);
    try {
      return { outcome: await session.finish(this.program), hasTypedOutputs: session.hasTypedOutputs };
    } finally {
      this.server.close();
    }
  }

  async stop(): Promise<void> {
    this.server.close();
    await this.program.stop();
  }
}

/** Listens on this machine alone; returns the address. */
function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(`127.0.0.1:${address.port}`);
    });
  });
}
