/**
 * The settings of a stack file.
 *
 * @throws Error where settings are not below `config:`, or lack the blank between key and value.
 */
export function configOf(stackFile: Record<string, unknown>): unknown {
  const { config } = stackFile;
  const misplaced = Object.keys(stackFile).filter((key) => key.includes(":"));
  if (misplaced.length > 0) {
    throw new Error(
      `Pulumi ignores ${misplaced.join(", ")} at the top level: settings are keys below \`config:\`, indented`,
    );
  }
  if (typeof config === "string") throw new Error(`config: expected a map of settings${blankHint(config)}`);
  return config;
}

/** What to write instead of a line such as `aws:region:us-east-1`, which YAML reads as one word; otherwise empty. */
export function blankHint(line: string): string {
  const [, key, value] = /^\s*([A-Za-z][\w.-]*:[\w.-]+):([^\s:]+)\s*$/.exec(line) ?? [];
  return key === undefined ? "" : `; write a blank after the colon: ${key}: ${value}`;
}
