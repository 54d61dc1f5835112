import type { PlannedResource } from "../engine/plan";

/** What happens to a box, where a plan is compared. */
export type Change = "create" | "delete" | "change";

/** A resource, or a component with what it consists of. */
export interface Box {
  resource: PlannedResource;
  /** Drawn inside of it; none where the component is folded. */
  children: Box[];
  /** How many resources it stands for where it is folded. */
  folded?: number;
  change?: Change;
  /** How many resources in a folded box are created, changed and deleted. */
  counts?: Record<Change, number>;
  isPublic: boolean;
}

/** Boxes in boxes, and which needs which. */
export interface Graph {
  boxes: Box[];
  /** URNs: the first needs the second. */
  edges: [from: string, to: string][];
}
