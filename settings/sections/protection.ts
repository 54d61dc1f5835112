import type { Section } from "../section";
import { withDefault } from "../toolkit/defaults";
import { boolean } from "../toolkit/kinds";
import type { ByTier } from "../toolkit/tier";

/** Whether a stack that doesn't say so is protected. */
export const defaultProtection: ByTier<boolean> = { dev: false, prod: true };

const schema = withDefault(
  defaultProtection,
  boolean("Whether repositories, clusters, load balancers and logs are protected from deletion."),
);

/** Whether the stack is protected against deletion. */
export const protection: Section<typeof schema, boolean> = {
  schema,
  meaning:
    "Protection from deletion: Pulumi's `protect` and AWS's deletion protection on everything that holds data or receives " +
    "traffic, and no deletion of repositories and buckets that aren't empty. To take a protected stack down, set this to " +
    "false and run `pulumi up`, then `pulumi destroy`.",
  example: "aws-containers:protection: false",
  settings: (_given, stack) => stack.protection,
};
