import type { Resource, Tier } from "./rule";
import { at, json } from "./values";

/**
 * The tier of a stack, from the default tags that it gives to its AWS resources: these are part of every plan and state.
 * Where providers differ, the stricter tier counts.
 *
 * @returns undefined where no AWS provider has a `tier` among its default tags.
 */
export function tierOfProviders(resources: Iterable<Pick<Resource, "type" | "inputs">>): Tier | undefined {
  let tier: Tier | undefined;
  for (const { type, inputs } of resources) {
    if (type !== "pulumi:providers:aws") continue;
    const tag = at(json(at(inputs, "defaultTags")), "tags.tier");
    if (tag === "prod") return "prod";
    if (tag === "dev") tier = "dev";
  }
  return tier;
}
