import type { CostReport } from "./cost";
import type { WireObject } from "./engine/value";
import type { PolicyReport } from "./policy-report";

/** A planned resource, as policies and prices see it. */
export interface AssessedResource {
  urn: string;
  type: string;
  /** Logical name. */
  name: string;
  /** URN of the parent. */
  parent?: string;
  /** What the program asked for, in the form of Pulumi's protocol, so that secrets and unknown values can be told. */
  inputs: WireObject;
  /** Whether the resource exists already and is only read. */
  external: boolean;
  /** URNs of everything that it depends on. */
  dependencies: string[];
  /** URNs that a property was computed from, by property. */
  propertyDependencies: Record<string, string[]>;
}

/** A resource for which mock outputs are asked. */
export interface MockedResource {
  urn: string;
  /** Logical name. */
  name: string;
  /** Region of the stack. */
  region: string;
  inputs: WireObject;
  /** The stack's configuration, by full key such as `aws:region`. */
  config: Readonly<Record<string, string>>;
}

/** What a project tells its preview: the default export of `preview.config.ts` (or .js, .cjs, .mjs) beside Pulumi.yaml. */
export interface PreviewConfig {
  /** Holds a plan against rules. A mandatory finding makes the preview end with status 1. Default: no rules. */
  policies?(resources: readonly AssessedResource[]): PolicyReport;
  /** Prices a plan. Default: no prices. */
  costs?(resources: readonly AssessedResource[], stack: { region: string }): CostReport;
  /**
   * Outputs of resources that the preview knows nothing of, or not enough, by type token. What a function returns is added
   * to the resource's inputs. Default: none.
   */
  mockOutputs?: Readonly<Record<string, (resource: MockedResource) => WireObject>>;
}
