import type { PlannedResource } from "../engine/plan";
import { shortType } from "../format/tree";
import { lossWith } from "./data-holders";
import type { ResourceChange } from "./difference";

/** What destroys something that can't be made again, or can't be done at all; worst first. */
export function warningsAbout(changes: ResourceChange[]): string[] {
  return [
    ...changes.filter(({ operation }) => operation === "delete").flatMap(deletion),
    ...changes.filter(({ operation }) => operation === "replace").flatMap(replacement),
    ...changes.flatMap(doubtful),
    ...changes.flatMap(region),
  ];
}

function deletion({ before }: ResourceChange): string[] {
  if (before === undefined) return [];
  const loss = lossWith(before.type);
  if (before.retainOnDelete) {
    return loss
      ? [`${called(before)} leaves the stack; AWS keeps it (retainOnDelete), nobody manages it then`]
      : [];
  }
  const refused = before.protect ? "; it is protected: `up` refuses until it is unprotected first" : "";
  if (loss === undefined) return before.protect ? [`${called(before)} is DELETED${refused}`] : [];
  return [`${called(before)} is DELETED, and with it ${loss}${refused}`];
}

function replacement({ after, properties }: ResourceChange): string[] {
  if (after === undefined) return [];
  const loss = lossWith(after.type);
  const causes = properties.filter(({ documented }) => documented.replaces === "yes").map(({ path }) => path);
  const refused = after.protect ? "; it is protected: `up` refuses" : "";
  if (loss === undefined && refused === "") return [];
  return [`${called(after)} is REPLACED (${causes.join(", ")})${loss ? `: lost is ${loss}` : ""}${refused}`];
}

/** Where the documentation names a condition, people must look. */
function doubtful({ operation, after, properties }: ResourceChange): string[] {
  const loss = after && lossWith(after.type);
  if (operation !== "update" || after === undefined || loss === undefined) return [];
  const causes = properties.filter(({ documented }) => documented.replaces === "perhaps");
  return causes.map(
    ({ path, documented }) =>
      `${called(after)} MAY BE REPLACED, and lost ${loss}: the documentation of ${path} says "${documented.sentence}"`,
  );
}

/** Every ARN has its region in it: nothing moves from one to another. */
function region({ after, properties }: ResourceChange): string[] {
  if (after?.type !== "pulumi:providers:aws") return [];
  return properties
    .filter(({ path }) => path === "region")
    .map(
      (change) =>
        `the region changes from ${String(change.before)} to ${String(change.after)}: no resource can move there, ` +
        "so everything regional is made anew, without its data",
    );
}

function called({ name, type }: PlannedResource): string {
  return `${name} (${shortType(type)})`;
}
