import type { PlannedResource } from "../engine/plan";
import { stackType } from "../engine/urn";
import type { Value } from "../engine/value";
import { type Visible, visible, withLabels } from "../format/visible";
import type { Labels } from "../mock-outputs/labels";
import type { PlannedService, ServiceReader } from "../preview-config";

/** What people may read of a value: mock outputs are shown as what they are. */
export function readable(value: Value, labels: Labels): Visible {
  return labelled(visible(value), labels);
}

/** The inputs of a resource, as people may read them. */
export function readableInputs({ inputs }: PlannedResource, labels: Labels): { [property: string]: Visible } {
  const read = readable(inputs, labels);
  return typeof read === "object" && read !== null && !Array.isArray(read) ? read : {};
}

/** The services of a plan; none where the project names none. */
export function servicesIn(
  resources: readonly PlannedResource[],
  labels: Labels,
  read: ServiceReader | undefined,
): readonly PlannedService[] {
  const shown = resources
    .filter(({ type }) => type !== stackType)
    .map((resource) => ({ ...resource, inputs: readableInputs(resource, labels) }));
  return read?.(shown) ?? [];
}

function labelled(value: Visible, labels: Labels): Visible {
  if (typeof value === "string") return withLabels(value, labels);
  if (Array.isArray(value)) return value.map((item) => labelled(item, labels));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, labelled(inner, labels)]));
}
