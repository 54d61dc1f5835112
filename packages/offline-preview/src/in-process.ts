import { randomUUID } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import * as runtime from "@pulumi/pulumi/runtime";
import { getStore } from "@pulumi/pulumi/runtime/state";
import { Refusal, status } from "../preload/channel.cjs";
import "../preload/lightweight-sdk.cjs";
import { redirectCalls } from "../preload/redirect-calls.cjs";
import { runCallback } from "../preload/run-callback.cjs";
import { Callbacks } from "./engine/callbacks";
import { Monitor } from "./engine/monitor";
import { createServices, methodOf, type Services } from "./engine/services";
import { MockOutputs } from "./mock-outputs";
import type { PreviewConfig } from "./preview-config";
import { RecordedPlan } from "./recorded-plan";

declare module "@pulumi/pulumi/runtime/state" {
  // The SDK exports it, but leaves it out of its type declarations.
  function getStore(): { settings: { rpcDone: Promise<unknown> } };
}

export { json, RecordedPlan, secret } from "./recorded-plan";

/** How a program is run. */
export interface PlanOptions {
  /** Configuration, by full key such as `aws:region`. Default: aws:region us-east-1. */
  config?: Record<string, string>;
  /** Keys of `config` whose values are secret. */
  secretKeys?: string[];
  /** Name of the project. Default: project. */
  project?: string;
  /** Name of the stack. Default: dev. */
  stack?: string;
  /** Outputs of resources that the preview knows nothing of. */
  mockOutputs?: PreviewConfig["mockOutputs"];
}

/**
 * Runs `program` in this process as `pulumi preview` runs a new stack, against the monitor of the offline preview.
 * Rejects with what the program throws, also where no await sees it. Programs run one after the other.
 */
export function planOf(program: () => unknown, options: PlanOptions = {}): Promise<RecordedPlan> {
  const run = last.then(() => plan(program, options));
  last = run.catch(() => undefined);
  return run;
}

let last: Promise<unknown> = Promise.resolve();

/** The engines that run, by address. Nobody listens there: calls to them stay in this process. */
const engines = new Map<string, Services>();

redirectCalls(
  require,
  (target) => engines.has(addressIn(target)),
  async (name, { responseType, responseDeserialize }, request, target) => {
    const services = engines.get(addressIn(target));
    if (services === undefined) throw new Refusal(status.UNAVAILABLE, "the program has ended");
    const response = await methodOf(services, name).answer(request);
    const isOfSdk: boolean = response instanceof responseType;
    return isOfSdk ? response : responseDeserialize(response.serializeBinary());
  },
);

function addressIn(target: string): string {
  return target.slice(target.indexOf(":") + 1);
}

async function plan(program: () => unknown, options: PlanOptions): Promise<RecordedPlan> {
  const { config = { "aws:region": "us-east-1" }, secretKeys = [] } = options;
  const { project = "project", stack = "dev", mockOutputs } = options;
  const at = { project, stack };
  const mocks = new MockOutputs(at, config["aws:region"] ?? "us-east-1", {
    mockOutputs,
    config,
    directory: process.cwd(),
  });
  const callbacks = new Callbacks((token, request) => runCallback(require, token, request));
  const monitor = new Monitor(at, mocks, callbacks);
  const services = createServices(monitor, { ...at, organization: "organization", config, secretKeys });
  const address = `engine-${randomUUID()}`;
  engines.set(address, services);
  const failures = catchUnhandled();
  try {
    runtime.resetOptions(project, stack, 16, address, address, true, "organization");
    runtime.setAllConfig(config, secretKeys);
    try {
      await runtime.runInPulumiStack(async () => program());
    } catch (error) {
      failures.add(error);
    }
    await idle();
    await runtime.disconnect();
    await new Promise(setImmediate);
  } finally {
    failures.stop();
    callbacks.close();
    engines.delete(address);
  }
  failures.throwFirst();
  return RecordedPlan.of(monitor.plan(), mocks.labels);
}

/**
 * Waits until the program asks nothing more. The SDK's own waiting ends between a registration and a function call that
 * depends on it.
 */
async function idle(): Promise<void> {
  const { settings } = getStore();
  let last: unknown;
  while (last !== settings.rpcDone) {
    last = settings.rpcDone;
    await last;
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  }
}

/** Collects errors that nothing awaits, in the place of whoever else listens to them. */
function catchUnhandled() {
  const errors: unknown[] = [];
  const add = (error: unknown) => void errors.push(error);
  const events = ["unhandledRejection", "uncaughtException"] as const;
  const listeners = events.map((event) => [event, process.rawListeners(event)] as const);
  for (const event of events) process.removeAllListeners(event).on(event, add);
  return {
    add,
    stop() {
      for (const [event, before] of listeners) {
        process.removeAllListeners(event);
        // The types of Node.js know no more of them than that they are functions.
        for (const listener of before) process.on(event, listener as (...values: unknown[]) => void);
      }
    },
    throwFirst() {
      if (errors.length > 0) throw errors.find((error) => pulumi.RunError.isInstance(error)) ?? errors[0];
    },
  };
}
