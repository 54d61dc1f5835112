import type { Labels } from "../../mock-outputs/labels";
import type { BoxKind, BoxView, LinkView } from "../view";
import type { Boxes } from "./boxes";
import { frameTitleHeight } from "./frame-title";
import { type Order, placed, stacked, type Unplaced } from "./layout";
import type { UnitLink } from "./links";
import { networkText, type SubnetKind } from "./subnets";
import type { Unit } from "./units";

const internet = "internet";

/** Units of one kind beside each other that are drawn as one box. */
const manyOfAKind = 3;

/** Room for the range of a subnet in its zone. */
const laneWidth = 190;

/** Width of two boxes beside each other. */
const twoBoxes = 420;

/** A box that spans its network is as high as its name and its kind. */
const flat = (box: Unplaced): Unplaced => ({ ...box, height: 54 });

type Title = Pick<BoxView, "id" | "title" | "subtitle" | "lanes">;

function titleWidth({ title, subtitle }: Title): number {
  return Math.round(44 + 7.6 * title.length + 6 * Math.min(subtitle.length, 60));
}

/** Puts units into what they are in: platforms, subnets, networks. */
export class Frames {
  readonly all: BoxView[];
  readonly waysIn: LinkView[];
  readonly #order: [from: string, to: string][];
  /** The frames and groups that a box is in, innermost first, by id. */
  readonly #parents = new Map<string, string>();

  constructor(
    private readonly units: readonly Unit[],
    private readonly links: readonly UnitLink[],
    private readonly boxes: Boxes,
    private readonly labels: Labels,
  ) {
    // The API of a cluster is open to whoever administers it, not to its users' requests.
    const open = units.filter(({ isPublic, role }) => isPublic && role !== "cluster");
    this.waysIn = open.map(({ resource }) => ({ from: internet, to: resource.urn, kind: "request" }));
    this.#order = [
      ...this.waysIn.map(({ from, to }): [string, string] => [from, to]),
      ...links.filter(isInOrder).map(orderOf),
    ];
    this.all = this.#root(open.length > 0);
  }

  #root(isOpen: boolean): BoxView[] {
    const network = this.units.find(({ role }) => role === "network");
    const inNetwork = network === undefined ? [] : this.units.filter((unit) => isInNetwork(unit));
    const outside = this.units.filter((unit) => unit !== network && !inNetwork.includes(unit));
    const boxes = [
      ...(isOpen ? [internetBox] : []),
      ...(network === undefined ? [] : [this.#network(network, inNetwork)]),
      ...this.#platforms(outside, "stack"),
      ...this.#grouped(outside.filter(({ role }) => role === "entry" || role === "data")),
      ...this.#supporting(outside.filter(({ role }) => role === "support")),
    ];
    return placed(boxes, this.#lifted()).boxes;
  }

  /** A network with a lane for each zone; its subnets, public above private, span them with what is in them. */
  #network(network: Unit, units: readonly Unit[]): Unplaced {
    const { cidr, zones, subnets } = networkText(
      network,
      this.units.flatMap(({ inside }) => inside),
      this.labels,
    );
    const box = this.boxes.ofUnit(network);
    const kinds: SubnetKind[] = ["public", "private"];
    const frames = kinds.flatMap((kind) => {
      const content = this.#inSubnets(
        units.filter((unit) => unit.subnets === kind),
        kind,
      );
      const hasLanes = zones.length > 0 && subnets[kind].length <= zones.length;
      const title = {
        id: `${network.resource.urn} ${kind}`,
        title: `${kind} subnets`,
        subtitle: subnets[kind].join(", "),
        lanes: hasLanes
          ? zones.map((_, index) => [kind, subnets[kind][index]].filter(Boolean).join(" "))
          : undefined,
      };
      if (content.length === 0) return [];
      const frame = this.#stack("subnets", title, content, zones.length * laneWidth);
      return [{ ...frame, isPublic: kind === "public" }];
    });
    const title = {
      id: `${network.resource.urn} frame`,
      title: network.resource.name,
      subtitle: [box.subtitle, cidr].filter(Boolean).join(" · "),
      lanes: zones.length > 0 ? zones : undefined,
    };
    return { ...this.#stack("network", title, frames), resource: box.resource };
  }

  /** What is in the subnets of a kind: ways in, platforms, and data where its users are on both sides of it. */
  #inSubnets(units: readonly Unit[], kind: SubnetKind): Unplaced[] {
    const data = units.filter(({ role }) => role === "data");
    const rest = units.filter(({ role }) => role !== "service" && role !== "cluster" && role !== "data");
    const [platform, ...others] = this.#platforms(units, kind);
    const dataBoxes = this.#grouped(data);
    const title = { id: `${kind} data`, title: "data", subtitle: "" };
    return [
      ...this.#grouped(rest).map(flat),
      ...(platform === undefined ? [] : [platform]),
      ...(data.length > 1 ? [this.#frame("platform", title, dataBoxes)] : dataBoxes.map(flat)),
      ...others,
    ];
  }

  /** Services in a frame for each platform, with the cluster that they run in. */
  #platforms(units: readonly Unit[], where: string): Unplaced[] {
    const running = units.filter(({ role }) => role === "service" || role === "cluster");
    const names = [...new Set(running.map(({ platform = "" }) => platform))].sort();
    return names.map((name) => {
      const inside = running
        .filter(({ platform = "" }) => platform === name)
        .sort((a, b) => this.#rank(a) - this.#rank(b));
      const boxes = inside.map((unit) => this.boxes.ofUnit(unit));
      return this.#frame("platform", { id: `${where} ${name}`, title: name, subtitle: "" }, boxes);
    });
  }

  /** What requests reach from outside comes first, clusters last. */
  #rank({ role, resource }: Unit): number {
    const isReached = this.links.some(({ to, kind }) => kind === "request" && to.resource === resource);
    return role === "cluster" ? 2 : isReached ? 0 : 1;
  }

  /** What the others need to be there at all, such as images. */
  #supporting(units: readonly Unit[]): Unplaced[] {
    if (units.length === 0) return [];
    const title = { id: "supporting", title: "supporting", subtitle: "" };
    return [this.#frame("supporting", title, this.#grouped(units))];
  }

  /** Units; many of one kind are in a box of their own, folded. */
  #grouped(units: readonly Unit[]): Unplaced[] {
    const kindOf = ({ resource, role }: Unit) => `${role} ${resource.type}`;
    return [...new Set(units.map(kindOf))].flatMap((kind) => {
      const same = units.filter((unit) => kindOf(unit) === kind);
      const boxes = same.map((unit) => this.boxes.ofUnit(unit));
      const [first] = same;
      if (same.length < manyOfAKind || first?.role !== "support") return boxes;
      const title = { id: `group ${kind}`, title: `${same.length} × ${boxes[0]?.subtitle}`, subtitle: "" };
      const { inside } = this.#frame("group", title, boxes);
      return [{ ...title, kind: "group", role: "support", isPublic: false, width: 196, height: 70, inside }];
    });
  }

  #frame(kind: BoxKind, title: Title, boxes: readonly Unplaced[]): Unplaced {
    return this.#framed(kind, title, boxes, placed(boxes, this.#lifted(), twoBoxes));
  }

  #stack(kind: BoxKind, title: Title, boxes: readonly Unplaced[], leastWidth = 0): Unplaced {
    return this.#framed(kind, title, boxes, stacked(boxes, Math.max(leastWidth, titleWidth(title))));
  }

  #framed(
    kind: BoxKind,
    title: Title,
    boxes: readonly Unplaced[],
    inside: NonNullable<BoxView["inside"]>,
  ): Unplaced {
    for (const { id } of boxes) this.#parents.set(id, title.id);
    const width = Math.max(inside.width, titleWidth(title));
    const height = inside.height + frameTitleHeight({ kind, lanes: title.lanes });
    return { ...title, kind, isPublic: false, width, height, inside };
  }

  /** Each arrow between all the frames and groups that its ends are in. */
  #lifted(): Order {
    const chain = (id: string): string[] => {
      const parent = this.#parents.get(id);
      return parent === undefined ? [id] : [id, ...chain(parent)];
    };
    const seen = new Map<string, [string, string]>();
    for (const [from, to] of this.#order) {
      for (const a of chain(from)) for (const b of chain(to)) if (a !== b) seen.set(`${a} ${b}`, [a, b]);
    }
    return [...seen.values()];
  }
}

const internetBox: Unplaced = {
  id: internet,
  kind: "internet",
  title: "internet",
  subtitle: "",
  isPublic: true,
  width: 104,
  height: 104,
};

/** Load balancers, services, clusters and data can be in a network; what else has subnets only knows of them. */
function isInNetwork({ role, subnets }: Unit): boolean {
  return subnets !== undefined && role !== "network" && role !== "support";
}

/** A cluster has no place in the way of requests. */
function isInOrder({ from, to }: UnitLink): boolean {
  return from.role !== "cluster" && to.role !== "cluster";
}

/** What supports others is drawn after them. */
function orderOf({ from, to, kind }: UnitLink): [string, string] {
  const isSupport = from.role === "support" && to.role !== "support";
  const ends: [string, string] = [from.resource.urn, to.resource.urn];
  return kind === "need" && isSupport ? [ends[1], ends[0]] : ends;
}
