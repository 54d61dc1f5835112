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

/** What may be shown of a property: secrets are opaque texts, and mock outputs are written ‹name.property›. */
export type Readable = null | boolean | number | string | Readable[] | { [property: string]: Readable };

/** A planned resource in a form that people may read. */
export interface ReadableResource {
  urn: string;
  type: string;
  /** Logical name. */
  name: string;
  /** URN of the parent. */
  parent?: string;
  /** What the program asked for. */
  inputs: { [property: string]: Readable };
}

/** A service as people speak of it, on one platform. */
export interface PlannedService {
  name: string;
  /** Where it runs, such as ECS. */
  platform: string;
  /** The component or resource that makes it: everything below belongs to the service. */
  urn: string;
  /** Its settings by the names that people give them, such as cpu. */
  settings: Readonly<Record<string, Readable>>;
  /** Its environment variables. */
  environment?: Readonly<Record<string, Readable>>;
  /** Names of the services that it calls on the same platform, for the picture. Default: dependencies are drawn as calls. */
  calls?: readonly string[];
}

/** Names the services in a plan. */
export type ServiceReader = (resources: readonly ReadableResource[]) => readonly PlannedService[];

/** What a project tells its preview: the default export of `preview.config.ts` (or .js, .cjs, .mjs) beside Pulumi.yaml. */
export interface PreviewConfig {
  /** Holds a plan against rules. A mandatory finding makes the preview end with status 1. Default: no rules. */
  policies?(resources: readonly AssessedResource[]): PolicyReport;
  /** Prices a plan. Default: no prices. */
  costs?(resources: readonly AssessedResource[], stack: { region: string }): CostReport;
  /**
   * Names the services in a plan, so that a difference speaks of them and their settings first. Default: none, and a
   * difference speaks of components.
   */
  services?: ServiceReader;
  /**
   * Outputs of resources that the preview knows nothing of, or not enough, by type token. What a function returns is added
   * to the resource's inputs. Default: none.
   */
  mockOutputs?: Readonly<Record<string, (resource: MockedResource) => WireObject>>;
}
