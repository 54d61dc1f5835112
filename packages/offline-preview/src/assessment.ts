import type { CostReport } from "./cost";
import type { PlannedResource } from "./engine/plan";
import { stackType } from "./engine/urn";
import { encodeProperties } from "./engine/value";
import type { PolicyReport } from "./policy-report";
import type { AssessedResource, PreviewConfig } from "./preview-config";

/** What there is to say about a plan as it is. */
export interface Assessment {
  /** Absent where the project has no policies. */
  policies?: PolicyReport;
  /** Absent where the project has no prices. */
  cost?: CostReport;
}

/** Checks a plan against the project's policies and prices it. */
export function assess(
  resources: readonly PlannedResource[],
  region: string,
  { policies, costs }: PreviewConfig,
): Assessment {
  const assessed = resources.filter(({ type }) => type !== stackType).map(assessedResource);
  return { policies: policies?.(assessed), cost: costs?.(assessed, { region }) };
}

function assessedResource(resource: PlannedResource): AssessedResource {
  const { urn, type, name, parent, inputs, external, dependencies, propertyDependencies } = resource;
  return {
    urn,
    type,
    name,
    parent,
    inputs: encodeProperties(inputs),
    external,
    dependencies,
    propertyDependencies,
  };
}
