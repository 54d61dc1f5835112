import { at, json, type Properties } from "./values";

/** What a stack is for: see `aws-containers:tier`. */
export type Tier = "dev" | "prod";

/**
 * The tier of a stack. index.ts puts it into the default tags of the stack's AWS provider, so that every plan and every
 * state has it. Of several providers the strictest counts. Without such a tag it is what the stack file says (the offline
 * preview and `pulumi policy analyze` have none), else prod, the stricter tier.
 */
export function tierOf(resources: Iterable<{ type: string; inputs: Properties }>, configured?: string): Tier {
  const tags = [...resources]
    .filter(({ type }) => type === "pulumi:providers:aws")
    .map(({ inputs }) => at(json(at(inputs, "defaultTags")), "tags.tier"));
  if (tags.includes("prod")) return "prod";
  return tags.includes("dev") || configured === "dev" ? "dev" : "prod";
}
