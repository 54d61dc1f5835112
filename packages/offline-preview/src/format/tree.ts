import type { createColors } from "picocolors";
import type { PlannedResource } from "../engine/plan";
import { operation } from "./json";

const marks = { create: "+", read: ">", import: "=" };

/** How the line of a resource begins and ends. */
export interface Sign {
  mark: string;
  paint: (text: string) => string;
  note: string;
}
const pageWidth = 80;
/** Width of the types even where names leave them no room. */
const narrowest = 30;

/** Paints texts, or leaves them as they are. */
export type Colours = ReturnType<typeof createColors>;

interface Row extends Sign {
  type: string;
  name: string;
}

/** A resource and the lines that lead to it. */
interface Leaf {
  resource: PlannedResource;
  branch: string;
}

/** The tree as `pulumi preview` draws it. */
export function renderTree(
  resources: PlannedResource[],
  colours: Colours,
  signOf: (resource: PlannedResource) => Sign = (resource) => plannedSign(resource, colours),
): string {
  const rows = grow(resources).map(({ resource, branch }) => ({
    ...signOf(resource),
    type: `${branch}${shortType(resource.type)}`,
    name: resource.name,
  }));
  const rest = Math.max(...rows.map(({ name, note }) => name.length + note.length + 2));
  const width = Math.min(
    Math.max(...rows.map(({ type }) => type.length)),
    Math.max(pageWidth - 5 - rest, narrowest),
  );
  const heading = `     ${"Type".padEnd(width)}  Name`;
  return [colours.bold(heading), ...rows.map((row) => line(row, width, colours))].join("\n");
}

/** The resources in the order of the tree. */
export function inTreeOrder(resources: PlannedResource[]): PlannedResource[] {
  return grow(resources).map(({ resource }) => resource);
}

function grow(resources: PlannedResource[]): Leaf[] {
  const children = new Map<string | undefined, PlannedResource[]>();
  for (const resource of resources) {
    children.set(resource.parent, [...(children.get(resource.parent) ?? []), resource]);
  }
  const leaves: Leaf[] = [];
  const add = (resource: PlannedResource, branch: string, below: string): void => {
    leaves.push({ resource, branch });
    const own = [...(children.get(resource.urn) ?? [])].sort(byTypeAndName);
    own.forEach((child, index) => {
      const last = index === own.length - 1;
      add(child, `${below}${last ? "└─ " : "├─ "}`, `${below}${last ? "   " : "│  "}`);
    });
  };
  for (const root of children.get(undefined) ?? []) add(root, "", "");
  return leaves;
}

/** A type as people say it: "aws:ecr:Repository". */
export function shortType(type: string): string {
  const [provider = "", module = "", name] = type.split(":");
  return name === undefined ? type : `${provider}:${module.split("/")[0]}:${name}`;
}

function line({ mark, paint, type, name, note }: Row, width: number, colours: Colours): string {
  return ` ${paint(mark.padEnd(3))} ${type.padEnd(width)}  ${name}${note && `  ${colours.dim(note)}`}`;
}

function plannedSign(resource: PlannedResource, colours: Colours): Sign {
  return { mark: marks[operation(resource)], paint: colours.green, note: noteOn(resource) };
}

function noteOn(resource: PlannedResource): string {
  const notes = [
    operation(resource) === "create" ? "" : operation(resource),
    resource.protect ? "protected" : "",
    resource.remote ? "parts not shown" : "",
  ].filter(Boolean);
  return notes.length === 0 ? "" : `[${notes.join(", ")}]`;
}

/** Components and resources of a kind beside each other, whatever order the program made them in. */
function byTypeAndName(a: PlannedResource, b: PlannedResource): number {
  if (a.custom !== b.custom) return Number(a.custom) - Number(b.custom);
  return shortType(a.type).localeCompare(shortType(b.type), "en") || (a.name < b.name ? -1 : 1);
}
