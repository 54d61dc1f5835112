import type { PlannedResource } from "../engine/plan";
import { valueAt } from "../engine/value-at";
import type { Reason } from "./step";

/** An update of a claim to a smaller size: Kubernetes shrinks no volume. */
export function smallerClaim(base: PlannedResource, { type, inputs }: PlannedResource): Reason | undefined {
  if (type !== "kubernetes:core/v1:PersistentVolumeClaim") return undefined;
  const [was, is] = [sizeOf(base.inputs), sizeOf(inputs)];
  const [wasGib, isGib] = [gibibytes(was), gibibytes(is)];
  if (wasGib === undefined || isGib === undefined || isGib >= wasGib) return undefined;
  return {
    because: `its volume has ${was}, and Kubernetes never makes one smaller`,
    instead: `Stay at ${was}, or copy the files to another volume.`,
    error: "Forbidden",
  };
}

function sizeOf({ spec }: PlannedResource["inputs"]): unknown {
  return valueAt(spec, "resources", "requests", "storage");
}

/** 20 of "20Gi"; nothing of another unit. */
function gibibytes(quantity: unknown): number | undefined {
  const [, gib] = /^(\d{1,9})Gi$/.exec(String(quantity)) ?? [];
  return gib === undefined ? undefined : Number(gib);
}
