import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { named, secretable, textOrNumber } from "./kinds";
import type { Report } from "./report";
import type { StackFile } from "./stack-file";
import type { Tier } from "./tier";

/** Tags that every resource gets from the template itself. */
const ownTags = ["project", "stack", "tier"];
const most = 40;

/** What a stack file may say about tags. */
export const tagsSchema = named(
  {
    pattern: /^(?!aws:)[\p{L}\p{N}\p{Z}_.:/=+@-]{1,128}$/iu,
    allowed: "1 to 128 letters, digits, spaces and _.:/=+@-, and not begin with aws:",
  },
  secretable(
    textOrNumber(
      /^[\p{L}\p{N}\p{Z}_.:/=+@-]{0,256}$/u,
      "at most 256 letters, digits, spaces and _.:/=+@-",
      "Value of a tag.",
    ),
  ),
  "Tags on every resource, besides project, stack and tier. A value can be `secure:`. Default: none.",
);

type Given = z.output<typeof tagsSchema>;

/** The stack's own tags. */
export function tagsSettings(
  given: Given | undefined,
  isSecret: StackFile["isSecret"],
): Record<string, pulumi.Input<string>> {
  const tags = Object.entries(given ?? {}).map(([key, value]): [string, pulumi.Input<string>] => [
    key,
    isSecret(["tags", key]) ? pulumi.secret(String(value)) : String(value),
  ]);
  return Object.fromEntries(tags);
}

/** The tags of every resource. */
export function allTags(
  tier: Tier,
  own: Record<string, pulumi.Input<string>>,
): Record<string, pulumi.Input<string>> {
  return { project: pulumi.getProject(), stack: pulumi.getStack(), tier, ...own };
}

/** Reports tags that the template sets itself, and more than a resource can have. */
export function checkTags(given: Given | undefined, report: Report): void {
  const names = Object.keys(given ?? {});
  for (const name of names.filter((name) => ownTags.includes(name.toLowerCase()))) {
    report.refuse(["tags", name], "is a tag that the template sets itself: choose another name.");
  }
  if (names.length > most) {
    report.refuse(
      ["tags"],
      `has ${names.length} tags, but must have at most ${most}: AWS allows 50 on a resource.`,
    );
  }
}
