import type { PlannedResource } from "../engine/plan";

/** What the engine does with one resource on the way from one plan to another. */
export interface Step {
  operation: "same" | "create" | "update" | "replace" | "delete";
  /** The resource as it was; absent where it is new. */
  base?: PlannedResource;
  /** The resource as it is to be; absent where it goes. */
  head?: PlannedResource;
  /** Whether a replacement deletes the old resource before it creates the new one. */
  deleteFirst?: boolean;
}

/** Something that AWS, Kubernetes or the engine refuses on the way. */
export interface Refusal {
  /** URN of the resource whose step fails. */
  urn: string;
  step: "create" | "update" | "delete";
  /** Why, as a clause: "priority 10 of listener ecs-http belongs to web-route-10". */
  because: string;
  /** What to do in its place, as a sentence. */
  instead: string;
  /** The error that `up` shows, such as PriorityInUse. */
  error: string;
}

/** Why a step is refused, whatever it is a step of. */
export type Reason = Omit<Refusal, "urn" | "step">;

/** A resource as it exists at some moment of an update. */
export interface Instance {
  resource: PlannedResource;
  /** Whether it is the one that the update leaves behind; the other one of a replacement, or one that goes, isn't. */
  stays: boolean;
}

/** What exists at some moment of an update. */
export type Cloud = ReadonlySet<Instance>;

/** A rule about creating or changing a resource: what is in the way, if anything. */
export type Obstacle = (resource: PlannedResource, cloud: Cloud) => Reason | undefined;

/** The name of the resource that a property was computed from, or the property's value. */
export function sourceName({ inputs, propertyDependencies }: PlannedResource, property: string): string {
  const [urn] = propertyDependencies[property] ?? [];
  return urn === undefined ? String(inputs[property] ?? "") : urn.slice(urn.lastIndexOf("::") + 2);
}
