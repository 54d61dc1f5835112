import * as pulumi from "@pulumi/pulumi";
import { reservedTagKey } from "../../facts/eks-control-plane";
import type { Section } from "../section";
import { record, secretable, stringOrScalar } from "../toolkit/kinds";
import type { Tier } from "../toolkit/tier";

type Tags = Record<string, pulumi.Input<string>>;

/** Tags that the template sets itself. */
const reserved = ["project", "stack", "tier"];
/** AWS allows 50 on a resource; the others are for the template's own and for AWS's. */
const mostTags = 40;

const schema = record(
  {
    pattern: /^(?!aws:)[\p{L}\p{N}\p{Z}_.:/=+@-]{1,128}$/iu,
    allowed: "1 to 128 letters, digits, spaces and _.:/=+@-, and not begin with aws:",
  },
  secretable(
    stringOrScalar(
      /^[\p{L}\p{N}\p{Z}_.:/=+@-]{0,256}$/u,
      "at most 256 letters, digits, spaces and _.:/=+@-",
      "Value of a tag. It can be secret.",
    ),
  ),
  "Tags, by name. At most 40. Default: none.",
);

/** The stack's own tags. */
export const tags: Section<typeof schema, Tags> = {
  schema,
  meaning:
    "Tags of every resource, in addition to project, stack and tier, which the template sets itself. Cost allocation tags " +
    "belong here.",
  example: `aws-containers:tags:
  owner: platform-team
  cost-center: 4711`,
  settings(given, { isSecret }) {
    const entries = Object.entries(given ?? {}).map(([key, value]): [string, pulumi.Input<string>] => [
      key,
      isSecret(["tags", key]) ? pulumi.secret(String(value)) : String(value),
    ]);
    return Object.fromEntries(entries);
  },
  validate(given, { platforms }, errors) {
    const names = Object.keys(given ?? {});
    for (const name of names.filter((name) => platforms.includes("eks") && reservedTagKey.test(name))) {
      errors.add(
        ["tags", name],
        "is a tag that EKS sets itself on nodes and load balancers: choose another name.",
      );
    }
    for (const name of names.filter((name) => reserved.includes(name.toLowerCase()))) {
      errors.add(["tags", name], "is a tag that the template sets itself: choose another name.");
    }
    for (const [index, name] of names.entries()) {
      const same = names.slice(0, index).find((other) => other.toLowerCase() === name.toLowerCase());
      if (same !== undefined) {
        errors.add(
          ["tags", name],
          `is ${same} in other letter case, and IAM doesn't tell them apart: remove one.`,
        );
      }
    }
    if (names.length > mostTags) {
      errors.add(
        ["tags"],
        `has ${names.length} tags, but must have at most ${mostTags}: AWS allows 50 on a resource.`,
      );
    }
  },
};

/** The tags of every resource. */
export function allTags(tier: Tier, own: Tags): Tags {
  return { project: pulumi.getProject(), stack: pulumi.getStack(), tier, ...own };
}
