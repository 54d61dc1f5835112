import type { Operation, ResourceChange } from "./change";

/** Types of which AWS keeps every version: another one takes nothing away. By the property that names the series. */
const revisions: { readonly [type: string]: string } = {
  "aws:ecs/taskDefinition:TaskDefinition": "family",
};

/** What the engine does with a resource in which these properties change. */
export function operationOf({
  head,
  base,
  baseUrn,
  properties,
  consequences,
  images,
}: Omit<ResourceChange, "operation">): Operation {
  if (head === undefined) return "delete";
  if (base === undefined) return "create";
  const changed = [...properties, ...consequences];
  const series = revisions[head.type];
  const replacing = changed.filter(({ documented }) => documented.replaces === "yes");
  if (series !== undefined && (replacing.length > 0 || images.length > 0)) {
    return replacing.some(({ keys }) => keys[0] === series) ? "replace" : "new revision";
  }
  if (replacing.length > 0) return "replace";
  if (changed.length > 0 || images.length > 0) return "update";
  return baseUrn === undefined ? "update" : "move";
}
