import type { Range } from "../cost";
import type { Operation } from "../diff";
import type { Visible } from "../format/visible";

/** Everything that the page shows: data alone, of which its script makes the document. */
export interface View {
  project: string;
  stack: string;
  /** What the plan is compared with. */
  against?: string;
  /** The plan in a line. */
  verdict: string;
  isRefused: boolean;
  notices: NoticeView[];
  /** Parents before their children; those that go are among them. */
  resources: ResourceView[];
  boxes: BoxView[];
  links: LinkView[];
  services: ServiceView[];
  /** Absent where the project has no policies. */
  findings?: FindingView[];
  /** Absent where the project has no prices. */
  cost?: CostView;
  outputs: Visible;
  /** What changed since the last save; absent where nobody watches. */
  saved?: { number: number; at: string; changes: { [resource: number]: Operation } };
}

/** Something to read first. */
export interface NoticeView {
  kind: "failure" | "refusal" | "loss" | "warning" | "message" | "note";
  text: string;
  /** Where it comes from, as editors open it: `index.ts:4:9`. */
  place?: string;
}

/** A resource or component. Others refer to it by its index. */
export interface ResourceView {
  urn: string;
  name: string;
  type: string;
  isComponent: boolean;
  parent?: number;
  /** Present where the plan is compared and something happens to it. */
  change?: Operation;
  /** Its previous name, where it was renamed. */
  previousName?: string;
  inputs: { [property: string]: Visible };
  /** The settings of a service, by the names that people give them. */
  settings?: { [name: string]: Visible };
  dependencies: number[];
  /** Where the program makes it. */
  place?: string;
  /** What to know beside the inputs: "protected", "read". */
  marks: string[];
  changes: ChangeView[];
}

/** A property that differs. */
export interface ChangeView {
  path: string;
  /** Absent where there was nothing. */
  base?: Visible;
  /** Absent where there is nothing any more. */
  head?: Visible;
  /** What is known about a replacement, and how. */
  note: string;
  source?: string;
  /** Names of the replaced resources that it follows. */
  follows: string[];
}

/** What a box of the picture is. */
export type BoxKind =
  | "internet"
  | "network"
  | "subnets"
  | "platform"
  | "supporting"
  | "group"
  | "unit"
  | "resource";

/** A box of the picture, placed in the one that it is in. Boxes that have any inside are folded or unfolded. */
export interface BoxView {
  /** The same in every plan that has it. */
  id: string;
  kind: BoxKind;
  title: string;
  subtitle: string;
  /** What it stands for. */
  resource?: number;
  role?: Role;
  isPublic: boolean;
  /** The zones of a network, or its subnets in these: what is in the box spans all of them. */
  lanes?: string[];
  /** It is as wide as what it is in allows. */
  spans?: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
  /** What is in it, and the room that this takes unfolded. Frames are always unfolded. */
  inside?: { width: number; height: number; boxes: BoxView[] };
}

/** What a component is to the architecture. */
export type Role = "entry" | "service" | "data" | "network" | "cluster" | "support";

/** An arrow: requests and calls as they go, uses of data, or what else needs what. */
export interface LinkView {
  from: string;
  to: string;
  kind: "request" | "call" | "use" | "need";
}

/** What changes for a service. */
export interface ServiceView {
  name: string;
  previousName?: string;
  platform: string;
  settings: ChangeView[];
  effects: string[];
  monthly?: Range;
}

/** A violated rule. */
export interface FindingView {
  rule: string;
  title: string;
  controls: readonly string[];
  /** Only of the web; others are left out. */
  url?: string;
  severity: "low" | "medium" | "high" | "critical";
  isMandatory: boolean;
  resource?: number;
  /** What is wrong and what to set. */
  message: string;
  /** Why it is there on purpose. */
  waiver?: string;
  state?: "new" | "unchanged" | "absent";
  /** Where to fix it. */
  place?: string;
}

/** What the plan costs each month before any use. */
export interface CostView {
  region: string;
  date: string;
  monthly?: Range;
  /** What changes of it. */
  difference?: string;
  lines: CostLineView[];
  noPrice: { resource?: number; what: string; source: string }[];
  leftOut: readonly string[];
  refusal?: string;
}

/** What one resource costs for one reason. */
export interface CostLineView {
  resource?: number;
  /** The service or component that it belongs to. */
  owner: string;
  kind: string;
  what: string;
  quantity: string;
  monthly: Range;
  /** What it was; absent where it is the same or nothing is compared. */
  formerly?: Range | "nothing";
  estimate?: string;
  /** What lowers it. */
  saving?: string;
}
