import { compare, type Difference, type Side } from "../../../preview/diff";
import { isMap, type PropertyMap, Secret, type Value } from "../../../preview/engine/value";
import { StandIns } from "../../../preview/stand-ins";
import { type PlanOptions, planOf, type RecordedPlan } from "../../support/plan";

const at = { project: "aws-containers", stack: "dev" };
const program = require.resolve("../../../index");

/** A recorded plan as one of the two that are compared. */
export function sideOf({ resources, outputs, diagnostics }: RecordedPlan, title = "main"): Side {
  const standIns = new StandIns(at, "us-east-1");
  for (const resource of resources) standIns.ofResource(resource);
  const plan = { ...at, resources, outputs, diagnostics };
  return { title, plan, labels: standIns.labels, region: "us-east-1", fromEngine: false, notes: [] };
}

/** What `after` changes in `before`. */
export function differenceOf(before: RecordedPlan, after: RecordedPlan): Difference {
  return compare(sideOf(before), sideOf(after, "this plan"), process.cwd());
}

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

/** The same plan with every `from` in its texts replaced. */
export function rewritten(plan: RecordedPlan, from: string, to: string): RecordedPlan {
  const read = (value: Value): Value => {
    if (typeof value === "string") return value.replaceAll(from, to);
    if (value instanceof Secret) return new Secret(read(value.value));
    if (Array.isArray(value)) return value.map(read);
    return isMap(value) ? readMap(value) : value;
  };
  const readMap = (map: PropertyMap): PropertyMap =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key, read(value)]));
  return {
    ...plan,
    resources: plan.resources.map((resource) => ({ ...resource, inputs: readMap(resource.inputs) })),
    outputs: readMap(plan.outputs),
  } as RecordedPlan;
}

/** What happens to whom: "update hello-task". */
export function operationsOf({ changes }: Difference): string[] {
  return changes.map(({ operation, urn }) => `${operation} ${urn.slice(urn.lastIndexOf("::") + 2)}`);
}

/** Every changed property: "hello-task memory: 512 → 1024". */
export function propertiesOf({ changes }: Difference): string[] {
  return changes.flatMap(({ after, properties }) =>
    properties.map(({ path, before, after: now, secret }) => {
      const values = secret ? "[secret]" : `${JSON.stringify(before)} → ${JSON.stringify(now)}`;
      return `${after?.name} ${path}: ${values}`;
    }),
  );
}
