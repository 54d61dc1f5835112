import type { RecordedPlan } from "pulumi-offline-preview";
import { allPlatformNames } from "../../settings/platforms";
import { planOf } from "../support/plan";
import { isSecure } from "./setting-paths";

const program = require.resolve("../../index");

/** What a stack file contains in the namespace `aws-containers`, and keys such as `aws:region` with their namespace. */
export type StackSettings = { readonly [key: string]: unknown };

const source = "./test/transitions/fixtures/app";

/** The one service of a stack that names none. */
export const web = { source };

/** The services of a stack with `web` alone, and what isn't the default of it. */
export function webWith(changes: StackSettings): StackSettings {
  return { web: { ...web, ...changes } };
}

/** What every stack has unless it says otherwise. */
const common: StackSettings = { platforms: ["ecs"], services: { web } };

const names: readonly string[] = allPlatformNames;

/** What a stack of each tier has in addition: what its tier requires. */
const required: { readonly [tier: string]: StackSettings } = {
  dev: {},
  prod: names.includes("eks") ? { eks: { endpointCidrs: ["52.95.110.0/24"] } } : {},
};

/** Whether the template has the platforms of a stack. */
export function isPossible(settings: StackSettings): boolean {
  const { platforms } = completed(settings);
  return Array.isArray(platforms) && platforms.every((name) => names.includes(String(name)));
}

const plans = new Map<string, Promise<RecordedPlan>>();

/** The settings of a stack file, complete. */
export function completed(settings: StackSettings): StackSettings {
  const { tier = "dev" } = settings;
  return { tier, ...common, ...required[String(tier)], ...settings };
}

/** The plan of a stack with these settings; each is made once. */
export function planned(settings: StackSettings): Promise<RecordedPlan> {
  const whole = completed(settings);
  const key = JSON.stringify(whole);
  const plan = plans.get(key) ?? withoutStackTraces(() => planProgram(whole));
  plans.set(key, plan);
  return plan;
}

/** Pulumi's SDK writes a stack trace for every promise, which takes half of the time. */
async function withoutStackTraces<T>(run: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return await run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function planProgram(settings: StackSettings): Promise<RecordedPlan> {
  // As in Pulumi, one secret value makes its whole key secret.
  const secretKeys: string[] = [];
  const config = Object.entries({ "aws:region": "us-east-1", ...settings }).map(([key, value]) => {
    const fullKey = key.includes(":") ? key : `aws-containers:${key}`;
    const text = JSON.stringify(value, (_, inner: unknown) => {
      if (!isSecure(inner)) return inner;
      secretKeys.push(fullKey);
      return inner.secure;
    });
    return [fullKey, typeof value === "string" ? value : text];
  });
  return planOf(
    () => {
      // The program runs when it is loaded.
      delete require.cache[program];
      return require(program);
    },
    { config: Object.fromEntries(config), secretKeys },
  );
}
