import { compare, type Difference, type Side } from "../../src/diff";
import { isMap, type PropertyMap, Secret, type Value } from "../../src/engine/value";
import type { RecordedPlan } from "../../src/in-process";
import { MockOutputs } from "../../src/mock-outputs";
import type { ServiceReader } from "../../src/preview-config";

/** A recorded plan as one of the two that are compared. */
export function sideOf({ resources, outputs, diagnostics }: RecordedPlan, title = "main"): Side {
  const [, , stack = "dev", project = "project"] = resources[0]?.urn.split(/::?/) ?? [];
  const at = { project, stack };
  const mockOutputs = new MockOutputs(at, "us-east-1");
  for (const resource of resources) mockOutputs.ofResource(resource);
  const plan = { ...at, resources, outputs, diagnostics };
  return { title, plan, labels: mockOutputs.labels, region: "us-east-1", fromEngine: false, notes: [] };
}

/** What `head` changes in `base`. */
export function differenceOf(base: RecordedPlan, head: RecordedPlan, services?: ServiceReader): Difference {
  return compare(sideOf(base), sideOf(head, "this plan"), { directory: process.cwd(), services });
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
  return changes.flatMap(({ head, properties }) =>
    properties.map(({ path, base, head: value, secret }) => {
      const values = secret ? "[secret]" : `${JSON.stringify(base)} → ${JSON.stringify(value)}`;
      return `${head?.name} ${path}: ${values}`;
    }),
  );
}

/** What changes because something is replaced: "hello-service taskDefinition follows hello-task". */
export function consequencesOf({ changes }: Difference): string[] {
  return changes.flatMap(({ head, consequences }) =>
    consequences.map(({ path, follows }) => `${head?.name} ${path} follows ${follows.join(", ")}`),
  );
}
