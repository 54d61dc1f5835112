import type { Config } from "../config";
import type { Plan, PlannedResource } from "../engine/plan";
import type { Labels } from "../mock-outputs/labels";
import type { Refusal } from "../transition/step";
import type { Comparable } from "./comparable";
import type { ImageChange } from "./images";
import type { PropertyChange } from "./property-changes";
import type { Documented } from "./replacement";

/** One of the two plans that are compared. */
export interface Side {
  /** What people call it: "main", "plan.json". */
  title: string;
  plan: Plan;
  labels: Labels;
  /** Region of the stack. */
  region: string;
  /** The stack's settings: what stands there in clear is no secret. */
  config?: Config;
  /** Whether the real engine made it: then it has the parts of remote components, and no mock outputs. */
  fromEngine: boolean;
  /** What isn't as it seems about it. */
  notes: string[];
}

/** What the engine does with a resource. A new revision is a replacement that takes nothing away. */
export type Operation = "create" | "update" | "new revision" | "replace" | "delete" | "move";

/** A changed property, with what the provider's documentation says about such a change. */
export type DocumentedChange = PropertyChange & { documented: Documented };

/** What happens to one resource. */
export interface ResourceChange {
  operation: Operation;
  urn: string;
  /** The URN in the base, where that is another one: found by an alias. */
  baseUrn?: string;
  base?: PlannedResource;
  head?: PlannedResource;
  /** What the program asks for otherwise. */
  properties: DocumentedChange[];
  /** Names of the images whose new reference is in it, too. */
  images: string[];
  /** What changes because resources that it refers to are replaced. */
  consequences: Consequence[];
}

/** A property that changes because it holds an output of a resource that is replaced. */
export interface Consequence extends DocumentedChange {
  /** Logical names of the resources that it follows. */
  follows: string[];
}

/** Two resources of which the one stands in the place of the other, under another name and without an alias. */
export interface Rename {
  base: PlannedResource;
  head: PlannedResource;
  /** What else is different. */
  properties: PropertyChange[];
}

/** What changes in a service on one platform, or in a component that belongs to no service. */
export interface ServiceChange {
  name: string;
  /** Its name in the base, where that is another one. */
  baseName?: string;
  /** Where a service runs; the type of a component. */
  platform: string;
  isService: boolean;
  settings: SettingChange[];
  /** What will happen: "rolling deployment", "data lost: its images". */
  effects: string[];
  /** The resources that it consists of, in either plan. */
  urns: ReadonlySet<string>;
}

/** A setting, environment variable or property that differs. */
export interface SettingChange {
  name: string;
  /** Absent where there was none. */
  base?: Comparable;
  /** Absent where there is none any more. */
  head?: Comparable;
  /** Whether it is an environment variable, of which people want to know the name first. */
  isVariable: boolean;
}

/** Everything that the head changes in the base. */
export interface Difference {
  /** What people call the base. */
  against: string;
  /** Sorted by URN. */
  changes: ResourceChange[];
  /** Pairs among the deleted and created resources. */
  renames: Rename[];
  images: ImageChange[];
  outputs: PropertyChange[];
  /** What changes for each service and platform; for each component where the project names no services. */
  services: ServiceChange[];
  /** Resources of the head that nothing happens to. */
  unchanged: number;
  /** What destroys something that can't be made again, or what AWS or the engine refuses. */
  warnings: string[];
  /** What AWS, Kubernetes or the engine refuses on the way from the base to the head; nothing where the base isn't whole. */
  refusals: Refusal[];
  /** What couldn't be compared. */
  notes: string[];
}

/** Whether the engine takes the resource away and makes another one. */
export function isReplacement({ operation }: ResourceChange): boolean {
  return operation === "replace" || operation === "new revision";
}
