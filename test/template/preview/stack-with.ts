import { type PlanOptions, planOf, type RecordedPlan } from "../../support/plan";

const program = require.resolve("../../../index");

const plans = new Map<string, Promise<RecordedPlan>>();

/** The plan of the whole program with these settings besides those of dev; each is made once for all tests. */
export function stackWith(
  settings: Record<string, unknown> = {},
  options: PlanOptions = {},
): Promise<RecordedPlan> {
  const key = JSON.stringify([settings, options]);
  const plan = plans.get(key) ?? planStack(settings, options);
  plans.set(key, plan);
  return plan;
}

function planStack(settings: Record<string, unknown>, options: PlanOptions): Promise<RecordedPlan> {
  const given = { tier: "dev", services: { hello: { source: "./app" } }, ...settings };
  const config = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      `aws-containers:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  return planOf(
    () => {
      // The program runs when it is loaded.
      delete require.cache[program];
      return require(program);
    },
    { config: { "aws:region": "us-east-1", ...config }, ...options },
  );
}
