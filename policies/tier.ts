import { at, json, type Properties } from "./values";

/** What a stack is for: see `aws-containers:tier`. */
export type Tier = "dev" | "prod";

/**
 * The tier of a stack. index.ts adds it to the default tags of the stack's AWS provider, so that every plan and every state
 * contains it. Of several providers the strictest counts. Without such a tag it is the one in the stack file, `configured`,
 * which only the Pulumi engine passes on; else prod, the stricter tier.
 */
export function tierOf(resources: Iterable<{ type: string; inputs: Properties }>, configured?: string): Tier {
  const tags = [...resources]
    .filter(({ type }) => type === "pulumi:providers:aws")
    .map(({ inputs }) => at(json(at(inputs, "defaultTags")), "tags.tier"));
  if (tags.includes("prod")) return "prod";
  return tags.includes("dev") || configured === "dev" ? "dev" : "prod";
}
