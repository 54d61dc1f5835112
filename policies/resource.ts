import type { Properties } from "./values";

/** A resource as a plan or a state has it. Property values may be in the form of Pulumi's protocol (unknown, secret …). */
export interface PlannedResource {
  urn: string;
  type: string;
  /** Logical name. */
  name: string;
  /** Input properties. */
  inputs: Record<string, unknown>;
  /** URN of the parent. */
  parent?: string;
  /** URNs that a property was computed from, by property. */
  propertyDependencies?: Record<string, readonly string[]>;
}

/** A resource whose values rules can read. */
export interface Resource extends Omit<PlannedResource, "inputs"> {
  inputs: Properties;
}
