import * as pulumi from "@pulumi/pulumi";
import * as runtime from "@pulumi/pulumi/runtime";
import { Monitor } from "./engine/monitor";
import type { Diagnostic, PlannedResource } from "./engine/plan";
import { createServer, listen } from "./engine/server";
import { type PropertyMap, Secret, type Value } from "./engine/value";
import { MockOutputs } from "./mock-outputs";
import { Labels } from "./mock-outputs/labels";
import type { PreviewConfig } from "./preview-config";

/** How a program is run. */
export interface PlanOptions {
  /** Configuration, by full key such as `aws:region`. Default: aws:region us-east-1. */
  config?: Record<string, string>;
  /** Keys of `config` whose values are secret. */
  secretKeys?: string[];
  /** Default: aws-containers. */
  project?: string;
  /** Default: dev. */
  stack?: string;
  /** Outputs of resources that the preview knows nothing of. */
  mockOutputs?: PreviewConfig["mockOutputs"];
}

/** What a program asked for. */
export class RecordedPlan {
  constructor(
    /** Sorted by URN, the stack itself left out. */
    readonly resources: PlannedResource[],
    /** What the program returned, as the stack's outputs. */
    readonly outputs: PropertyMap,
    readonly diagnostics: Diagnostic[],
    /** The stack itself, which is the parent of all others. */
    readonly root: PlannedResource[] = [],
    /** Which texts in it are mock outputs. */
    readonly labels: Labels = new Labels(),
  ) {}

  /** The one resource with this logical name and, where several have it, this type or the end of it. */
  resource(name: string, type = ""): PlannedResource {
    const found = this.resources.filter((resource) => resource.name === name && isOfType(resource, type));
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw new Error(
        `${found.length === 0 ? "no" : found.length} resources are called "${name}"${type && ` with type ${type}`}; ` +
          `the plan has:\n${listed(found.length > 1 ? found : this.resources)}`,
      );
    }
    return only;
  }

  /** All resources of a type: the whole token, or its end such as "Repository" or "ecr/repository:Repository". */
  ofType(type: string): PlannedResource[] {
    return this.resources.filter((resource) => isOfType(resource, type));
  }

  /** The one resource of a type. */
  theOne(type: string): PlannedResource {
    const found = this.ofType(type);
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw new Error(
        `${found.length === 0 ? "no" : found.length} resources have the type ${type}; the plan has:\n` +
          listed(found.length > 1 ? found : this.resources),
      );
    }
    return only;
  }

  /** The resources that `parent` is the parent of. */
  childrenOf(parent: PlannedResource): PlannedResource[] {
    return this.resources.filter((resource) => resource.parent === parent.urn);
  }

  /** Logical names of the resources that `resource` depends on, sorted. */
  dependenciesOf(resource: PlannedResource): string[] {
    return resource.dependencies.map((urn) => urn.slice(urn.lastIndexOf("::") + 2)).sort();
  }
}

/** Marks a value that a plan must keep secret, for comparisons. */
export function secret(value: Value): Secret {
  return new Secret(value);
}

/** Takes a JSON document that is an input apart, such as a policy or container definitions. */
export function json(value: Value | undefined): unknown {
  const text = value instanceof Secret ? value.value : value;
  if (typeof text !== "string") throw new Error(`expected a JSON text, found ${JSON.stringify(value)}`);
  return JSON.parse(text);
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

async function plan(program: () => unknown, options: PlanOptions): Promise<RecordedPlan> {
  const { config = { "aws:region": "us-east-1" }, secretKeys = [] } = options;
  const { project = "aws-containers", stack = "dev", mockOutputs } = options;
  const at = { project, stack };
  const mocks = new MockOutputs(at, config["aws:region"] ?? "us-east-1", { mockOutputs, config });
  const monitor = new Monitor(at, mocks);
  const server = createServer(monitor, { ...at, organization: "organization", config, secretKeys });
  const address = await listen(server);
  const failures = catchUnhandled();
  try {
    runtime.resetOptions(project, stack, 16, address, address, true, "organization");
    runtime.setAllConfig(config, secretKeys);
    try {
      await runtime.runInPulumiStack(async () => program());
    } catch (error) {
      failures.add(error);
    }
    await runtime.disconnect();
    await new Promise(setImmediate);
  } finally {
    failures.stop();
    monitor.close();
    server.forceShutdown();
  }
  failures.throwFirst();
  const { resources, outputs, diagnostics } = monitor.plan();
  return new RecordedPlan(
    resources.filter(({ type }) => type !== "pulumi:pulumi:Stack"),
    outputs,
    diagnostics,
    resources.filter(({ type }) => type === "pulumi:pulumi:Stack"),
    mocks.labels,
  );
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
        for (const listener of before) process.on(event, listener as (...values: unknown[]) => void);
      }
    },
    throwFirst() {
      if (errors.length > 0) throw errors.find((error) => pulumi.RunError.isInstance(error)) ?? errors[0];
    },
  };
}

function isOfType({ type }: PlannedResource, wanted: string): boolean {
  return type === wanted || type.endsWith(`:${wanted}`) || type.endsWith(`/${wanted}`) || wanted === "";
}

function listed(resources: PlannedResource[]): string {
  return resources.map(({ type, name }) => `  ${name}  (${type})`).join("\n");
}
