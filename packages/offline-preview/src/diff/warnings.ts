import type { PlannedResource } from "../engine/plan";
import { shortType } from "../engine/urn";
import type { ResourceChange } from "./change";
import { contentOf, deletionGuard } from "./data-holders";

/** What destroys something that can't be made again, or can't be done at all; worst first. */
export function warningsAbout(changes: readonly ResourceChange[]): string[] {
  return [
    ...changes.filter(({ operation }) => operation === "delete").flatMap(deletion),
    ...changes.filter(({ operation }) => operation === "replace").flatMap(replacement),
    ...changes.flatMap(possibleReplacement),
    ...changes.flatMap(region),
  ];
}

function deletion({ base }: ResourceChange): string[] {
  if (base === undefined) return [];
  const content = contentOf(base);
  if (base.retainOnDelete) {
    return content
      ? [`${called(base)} leaves the stack; AWS keeps it (retainOnDelete), and nothing manages it any more`]
      : [];
  }
  const refused = base.protect ? "; it is protected: `up` refuses until it is unprotected first" : "";
  if (content === undefined) return base.protect ? [`${called(base)} is DELETED${refused}`] : [];
  return [`${called(base)} is DELETED, and with it ${content}${refused || guard(base)}`];
}

function replacement({ base, head, properties, consequences }: ResourceChange): string[] {
  if (base === undefined || head === undefined) return [];
  const replacing = [...properties, ...consequences].filter(
    ({ documented }) => documented.replaces === "yes",
  );
  const causes = replacing.map(({ path }) => path).join(", ");
  const refused = base.protect && head.protect ? "; it is protected: `up` refuses" : "";
  const parts = [...new Set(replacing.flatMap(({ documented }) => documented.part ?? []))];
  if (parts.length > 0 && replacing.every(({ documented }) => documented.part !== undefined)) {
    return parts.map(
      ({ name, conflict }) =>
        `${called(head)}: ${name} are REPLACED (${causes}), and with them everything that runs there` +
        `${conflict === undefined ? "" : `; ${conflict}`}${refused}`,
    );
  }
  const content = contentOf(head);
  if (content === undefined && refused === "") return [];
  const lost = content === undefined || base.retainOnDelete ? "" : `: lost is ${content}`;
  return [
    `${called(head)} is REPLACED (${causes})${lost}${refused || (lost && `${guard(base)}${tooLate(base, head)}`)}`,
  ];
}

/** The engine refuses what is protected in the state and in the program: protecting and replacing at once protects nothing. */
function tooLate(base: PlannedResource, head: PlannedResource): string {
  return head.protect && !base.protect
    ? "; what is deployed isn't protected yet, so `up` doesn't refuse"
    : "";
}

/** Whether AWS stops the deletion. */
function guard(base: PlannedResource): string {
  const found = deletionGuard(base);
  if (found === undefined) return "";
  return found.isForced
    ? ` (${found.property}: AWS deletes it with all that it holds)`
    : ` (without ${found.property}, AWS refuses as long as it holds anything)`;
}

/** Where the documentation names a condition, people must look. */
function possibleReplacement({ operation, head, properties }: ResourceChange): string[] {
  const content = head && contentOf(head);
  if (operation !== "update" || head === undefined || content === undefined) return [];
  const causes = properties.filter(({ documented }) => documented.replaces === "perhaps");
  return causes.map(
    ({ path, documented }) =>
      `${called(head)} MAY BE REPLACED, and lost ${content}: the documentation of ${path} says "${documented.sentence}"`,
  );
}

/** Every ARN has its region in it: nothing moves from one to another. */
function region({ head, properties }: ResourceChange): string[] {
  if (head?.type !== "pulumi:providers:aws") return [];
  return properties
    .filter(({ path }) => path === "region")
    .map(
      (change) =>
        `the region changes from ${String(change.base)} to ${String(change.head)}: no resource can move there, ` +
        "so everything regional is created anew, without its data",
    );
}

/** What changes besides, of which a plan holds nothing: AWS providers give every resource that can have tags their default ones. */
export function notesAbout(changes: readonly ResourceChange[]): string[] {
  return changes
    .filter(
      ({ operation, head, properties }) =>
        operation === "update" &&
        head?.type === "pulumi:providers:aws" &&
        properties.some(({ path }) => path.startsWith("defaultTags")),
    )
    .map(
      ({ head }) =>
        `the default tags of the provider ${head?.name} change: its resources that have tags are updated in place, without a row here`,
    );
}

function called({ name, type }: PlannedResource): string {
  return `${name} (${shortType(type)})`;
}
