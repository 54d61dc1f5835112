import type { PlannedResource } from "../engine/plan";
import { shortType } from "../engine/urn";
import type { Colours, Page } from "./page";
import { operation } from "./plan-operations";
import { growTree } from "./tree-order";
import { cut } from "./wrap";

const marks = { create: "+", read: ">", import: "=" };

/** How the line of a resource begins and ends. */
export interface Sign {
  mark: string;
  paint: (text: string) => string;
  note: string;
}

interface Row extends Sign {
  branch: string;
  type: string;
  name: string;
}

/** Columns before the type, and between type and name. */
const [markColumns, gap] = [5, 2];
/** Width of the types even where names leave them no room. */
const narrowestType = 24;
/** Shortest note that says anything. */
const narrowestNote = 12;

/** The tree as `pulumi preview` draws it, in the width of the page. */
export function renderTree(
  resources: readonly PlannedResource[],
  { width, colours }: Page,
  signOf: (resource: PlannedResource) => Sign = (resource) => plannedSign(resource, colours),
): string {
  const rows = growTree(resources).map(({ resource, branch }) => ({
    ...signOf(resource),
    branch,
    type: shortType(resource.type),
    name: resource.name,
  }));
  const longestName = Math.max(...rows.map(({ name }) => name.length));
  const typeWidth = Math.min(
    Math.max(...rows.map(({ branch, type }) => branch.length + type.length)),
    Math.max(width - markColumns - gap - longestName, narrowestType),
  );
  const heading = `     ${"Type".padEnd(typeWidth)}  Name`;
  return [colours.bold(heading), ...rows.map((row) => line(row, typeWidth, width, colours))].join("\n");
}

/** The resources in the order of the tree. */
export function inTreeOrder(resources: readonly PlannedResource[]): PlannedResource[] {
  return growTree(resources).map(({ resource }) => resource);
}

function line(row: Row, typeWidth: number, width: number, colours: Colours): string {
  const { mark, paint, branch, type, name, note } = row;
  // A type that is too long for its column may have the room that a short name leaves.
  const room = Math.max(typeWidth, width - markColumns - gap - name.length) - branch.length;
  const shown = `${branch}${fittingType(type, room)}`.padEnd(typeWidth);
  const noteRoom = width - markColumns - shown.length - gap - name.length - gap;
  return [
    ` ${paint(mark.padEnd(3))} ${shown}  ${name}`,
    ...fittingNote(note, noteRoom).map((text) => colours.dim(text)),
  ].join("  ");
}

/** A note as far as there is room for it; none where too little would be left. */
function fittingNote(note: string, room: number): string[] {
  if (note === "" || room < Math.min(note.length, narrowestNote)) return [];
  return [note.length <= room ? note : `${cut(note, room - 1)}]`];
}

/** A type without its module where there is no room for it. */
function fittingType(type: string, room: number): string {
  if (type.length <= room) return type;
  const [provider = "", , name] = type.split(":");
  return cut(name === undefined ? type : `${provider}:…:${name}`, room);
}

function plannedSign(resource: PlannedResource, colours: Colours): Sign {
  const planned = operation(resource);
  const notes = [
    planned === "create" ? "" : planned,
    resource.protect ? "protected" : "",
    resource.remote ? "children not shown" : "",
  ].filter(Boolean);
  const note = notes.length === 0 ? "" : `[${notes.join(", ")}]`;
  return { mark: marks[planned], paint: colours.green, note };
}
