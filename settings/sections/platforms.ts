import { allPlatformNames, type Platform, platformNames, runsServices } from "../platforms";
import type { Section } from "../section";
import { withDefault } from "../toolkit/defaults";
import { choice, list } from "../toolkit/kinds";
import { formatPath } from "../toolkit/path";
import { oneOf } from "../toolkit/words";

/** A list of platforms, as the stack and each service have it. */
export function platformList(description: string, names: readonly Platform[] = platformNames) {
  const allowed = `a list of one or more of ${names.join(", ")}`;
  return list(choice(names, "A container platform."), { min: 1, max: 100, allowed }, description);
}

const schema = withDefault(
  [...platformNames],
  platformList("The container platforms of the stack.", allPlatformNames),
);

/** The stack's container platforms. */
export const platforms: Section<typeof schema, Platform[]> = {
  schema,
  meaning:
    "The container platforms of the stack. A service runs on all of them, or on those that it names; each platform has a " +
    "load balancer, and so a URL, of its own. AWS Batch (batch) runs jobs alone, and only where it is named. The settings of a platform that " +
    "the stack doesn't have are ignored.",
  example: `aws-containers:platforms: [${platformNames[0]}]`,
  settings: (_given, stack) => allPlatformNames.filter((name) => stack.allPlatforms.includes(name)),
  validate(given = [], { serviceNames }, errors) {
    const isForJobs = given.length > 0 && !given.some(runsServices);
    if (isForJobs && serviceNames.length > 0 && !errors.has(["platforms"])) {
      errors.add(
        ["platforms"],
        `has ${given.join(", ")} alone, for jobs, but services need ${oneOf(platformNames)}: set ${formatPath(["services"])}: {} ` +
          "for a stack of jobs alone.",
      );
    }
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
