import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Server as NetServer, Socket } from "node:net";
import { join } from "node:path";
import { Channel } from "../preload/channel.cjs";
import { Callbacks } from "./engine/callbacks";
import type { GrpcServer } from "./engine/grpc-server";
import { Monitor } from "./engine/monitor";
import type { Plan } from "./engine/plan";
import { createServices, methodOf, type Services } from "./engine/services";
import { type Failure, findFailures, programOutput } from "./failures";
import { MockOutputs } from "./mock-outputs";
import type { Labels } from "./mock-outputs/labels";
import type { PreviewConfig } from "./preview-config";
import type { Program } from "./program";
import type { Project } from "./project";

/** A finished plan, or as much of it as there is. */
export interface Outcome {
  plan: Plan;
  config: Project["config"];
  /** Why the program failed; empty when it didn't. */
  failures: Failure[];
  labels: Labels;
}

/** Region of mock outputs where the stack names none. */
const defaultRegion = "us-east-1";

/** The engine's side of one run of a program. */
export class Session {
  readonly #monitor: Monitor;
  readonly #mockOutputs: MockOutputs;
  readonly #services: Services;
  readonly #channel: Channel;
  readonly #callbacks: Callbacks;
  #grpc: GrpcServer | undefined;

  /** `pipe` leads to the program; `typedOutputs`: whether it gets outputs that are known by their types alone. */
  constructor(
    private readonly project: Project,
    { mockOutputs }: PreviewConfig,
    pipe: Socket,
    typedOutputs: boolean,
  ) {
    const { name, stack, organization, config, directory } = project;
    const at = { project: name, stack };
    const entries = Object.entries(config);
    const texts = Object.fromEntries(entries.map(([key, { text }]) => [key, text]));
    this.#mockOutputs = new MockOutputs(at, texts["aws:region"] ?? defaultRegion, {
      mockOutputs,
      config: texts,
      directory: typedOutputs ? directory : undefined,
    });
    this.#callbacks = new Callbacks((token, request) => this.#channel.call(token, request));
    this.#monitor = new Monitor(at, this.#mockOutputs, this.#callbacks);
    this.#services = createServices(this.#monitor, {
      ...at,
      organization,
      config: texts,
      secretKeys: entries.flatMap(([key, { secret }]) => (secret ? [key] : [])),
    });
    this.#channel = new Channel(pipe, (name, request) => methodOf(this.#services, name).answerArray(request));
  }

  /** Whether the program got outputs that are known by their types alone. */
  get hasTypedOutputs(): boolean {
    return this.#mockOutputs.hasTyped;
  }

  /** Answers by gRPC the connections that `server` has accepted until now and will accept. */
  serve(server: NetServer, pendingSockets: Socket[]): void {
    const answer = (socket: Socket) => {
      this.#grpc ??= this.#createGrpcServer();
      this.#grpc.serve(socket);
    };
    for (const socket of pendingSockets) answer(socket);
    server.removeAllListeners("connection").on("connection", answer);
  }

  #createGrpcServer(): GrpcServer {
    const { GrpcServer }: typeof import("./engine/grpc-server") = require("./engine/grpc-server");
    return new GrpcServer(this.#services);
  }

  /** Waits until the program has ended; says on standard error what it waits for when that takes long. */
  async finish(program: Program): Promise<Outcome> {
    const reminder = setInterval(() => {
      const count = this.#monitor.plan().resources.length;
      process.stderr.write(
        `waiting for the program to end: ${count} ${count === 1 ? "resource" : "resources"} so far; Ctrl-C stops it\n`,
      );
    }, reminderIntervalMs);
    const ending = await program.ended;
    clearInterval(reminder);
    this.#channel.close();
    this.#callbacks.close();
    this.#grpc?.close();
    const plan = this.#monitor.plan();
    const { directory } = this.project;
    const isComplete = this.#monitor.hasOutputs && (this.#monitor.hasEnded || !signalsEnd(directory));
    const failures = findFailures(plan, ending, isComplete, directory);
    // What the program wrote last explains its end where it reported nothing: it is part of the failure then.
    const written = programOutput(failures.length > 0 ? { ...ending, stderr: "" } : ending);
    return {
      plan: { ...plan, diagnostics: [...plan.diagnostics, ...written] },
      config: this.project.config,
      failures,
      labels: this.#mockOutputs.labels,
    };
  }
}

const reminderIntervalMs = 10_000;

/** Whether the SDK of a program tells the engine when the program comes to its end, as it does since 2025. */
function signalsEnd(directory: string): boolean {
  const settings = createRequire(join(directory, "package.json")).resolve("@pulumi/pulumi/runtime/settings");
  return readFileSync(settings, "utf8").includes("signalAndWaitForShutdown");
}
