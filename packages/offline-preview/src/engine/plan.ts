import type { Place } from "../places/place";
import type { PropertyMap } from "./value";

/** One resource that the program asks for. */
export interface PlannedResource {
  urn: string;
  type: string;
  /** Logical name: what the program calls it. */
  name: string;
  /** Whether a provider makes it: true of everything but components. */
  custom: boolean;
  /** Whether it is a remote component, whose children are not part of an offline plan. */
  remote: boolean;
  /** Whether the resource exists already and is only read. */
  external: boolean;
  /** URN of the parent. Every resource but the stack has one. */
  parent?: string;
  /** What the program said, secrets and unknown values marked. */
  inputs: PropertyMap;
  /** What the program gets to see of it: inputs and mock outputs; for components, what they registered. */
  outputs: PropertyMap;
  /** Identity that the program gets to see: a mock output, or the real one of a resource that is read or imported. */
  id?: string;
  /** URNs of everything that it depends on, sorted. */
  dependencies: string[];
  /** URNs that a property was computed from, sorted, by property. */
  propertyDependencies: Record<string, string[]>;
  /** Reference (URN and id) of the provider that makes it. */
  provider?: string;
  /** References of the providers that a component hands to its children, by package. */
  providers: Record<string, string>;
  protect: boolean;
  retainOnDelete: boolean;
  deleteBeforeReplace?: boolean;
  deletedWith?: string;
  replaceWith: string[];
  ignoreChanges: string[];
  replaceOnChanges: string[];
  hideDiffs: string[];
  additionalSecretOutputs: string[];
  /** All URNs that the resource may have had before, those inherited from its parents included. */
  aliases: string[];
  /** Seconds that an operation may take. */
  customTimeouts?: { create?: number; update?: number; delete?: number };
  importId?: string;
  /** Where the program makes it, where it was asked to tell. */
  place?: Place;
}

/** How grave a message is; `info#err` is what the program wrote to standard error. */
export type Severity = "debug" | "info" | "info#err" | "warning" | "error";

/** Something that the program said. */
export interface Diagnostic {
  severity: Severity;
  message: string;
  /** The resource that it is about. */
  urn?: string;
}

/** Everything that a program asks for. */
export interface Plan {
  project: string;
  stack: string;
  /** Sorted by URN, the stack first. */
  resources: PlannedResource[];
  /** The stack's outputs. */
  outputs: PropertyMap;
  /** In the order in which the program said it. */
  diagnostics: Diagnostic[];
}
