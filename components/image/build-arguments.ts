/** Words that names of secrets have in them. */
const secretName =
  /(^|_)(pass(word|wd|phrase)?|secrets?|tokens?|credentials?|(api|access|private|secret|auth|signing|encryption)_?keys?|pwd|auth|jwt|pat|dsn|netrc|npmrc)($|_)/i;

/** What is wrong with build arguments, a line each. They are in the image's history and in the plan, for all to read. */
export function mistakesInBuildArguments(buildArgs: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(buildArgs).flatMap(([name, value]) => {
    if (typeof value !== "string") {
      // The Docker provider crashes on anything else.
      return [`buildArgs.${name}: is no string`];
    }
    if (name === "SOURCE_DATE_EPOCH") {
      return [`buildArgs.${name}: is set for every build: it makes the same source the same image`];
    }
    return secretName.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2"))
      ? [
          `buildArgs.${name}: has the name of a secret, and everybody who has the image can read build arguments`,
        ]
      : [];
  });
}
