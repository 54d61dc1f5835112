import { compare, type Difference, type Side } from "../../src/diff";
import { isMap, type PropertyMap, Secret, type Value } from "../../src/engine/value";
import type { RecordedPlan } from "../../src/in-process";
import { MockOutputs } from "../../src/mock-outputs";

const at = { project: "aws-containers", stack: "dev" };

/** A recorded plan as one of the two that are compared. */
export function sideOf({ resources, outputs, diagnostics }: RecordedPlan, title = "main"): Side {
  const mockOutputs = new MockOutputs(at, "us-east-1");
  for (const resource of resources) mockOutputs.ofResource(resource);
  const plan = { ...at, resources, outputs, diagnostics };
  return { title, plan, labels: mockOutputs.labels, region: "us-east-1", fromEngine: false, notes: [] };
}

/** What `after` changes in `before`. */
export function differenceOf(before: RecordedPlan, after: RecordedPlan): Difference {
  return compare(sideOf(before), sideOf(after, "this plan"), process.cwd());
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
