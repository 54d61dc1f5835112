import { type Platform, platformNames } from "../platforms";
import type { Section } from "../section";
import { withDefault } from "../toolkit/defaults";
import { choice, list } from "../toolkit/kinds";

/** A list of platforms, as the stack and each service have it. */
export function platformList(description: string) {
  const allowed = `a list of one or more of ${platformNames.join(", ")}`;
  return list(choice(platformNames, "A container platform."), { min: 1, max: 100, allowed }, description);
}

const schema = withDefault([...platformNames], platformList("The container platforms of the stack."));

/** The stack's container platforms. */
export const platforms: Section<typeof schema, Platform[]> = {
  schema,
  meaning:
    "The container platforms of the stack. A service runs on all of them, or on those that it names; each platform has a " +
    "load balancer, and so a URL, of its own. The settings of a platform that the stack doesn't have are ignored.",
  example: `aws-containers:platforms: [${platformNames[0]}]`,
  settings: (_given, stack) => platformNames.filter((name) => stack.platforms.includes(name)),
  validate(given = [], _stack, errors) {
    for (const [index, platform] of given.entries()) {
      if (given.indexOf(platform) !== index) {
        errors.add(
          ["platforms", index],
          `is ${errors.format(["platforms"], platform)}, which is already in the list.`,
        );
      }
    }
  },
};
