import { parseJson } from "./parse";
import { formatPath, type Path } from "./path";
import { isPlainMap } from "./plain-map";
import type { StackFile } from "./stack-file";

/** Values that documentation uses because they belong to nobody. */
const kinds: readonly { pattern: RegExp; replacement: string }[] = [
  {
    pattern: /\b(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\b/,
    replacement: "the range of your own network, such as your office's or VPN's",
  },
  { pattern: /\bexample\.(com|net|org)\b/i, replacement: "a domain name of your own" },
  { pattern: /\bZ0123456789ABCDEFGHIJ\b/, replacement: "the id of your own hosted zone" },
  {
    pattern:
      /(?<!\d)(000000000000|012345678901|111111111111|111122223333|123456789012|444455556666|777788889999)(?!\d)/,
    replacement: "the number of your own AWS account",
  },
];

/** A warning about each sample value in a stack file, with what to replace it by. Secret values are not looked at. */
export function warningsAboutSampleValues(file: StackFile): string[] {
  const warnings: string[] = [];
  const look = (path: Path, value: unknown): void => {
    if (file.isSecret(path)) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) look([...path, index], item);
    } else if (isPlainMap(value)) {
      for (const [key, item] of Object.entries(value)) look([...path, key], item);
    } else {
      const text = String(value);
      const kind = kinds.find(({ pattern }) => pattern.test(text));
      if (kind) {
        warnings.push(
          `${formatPath(path)} is ${text}, a sample value: replace it by ${kind.replacement} before \`pulumi up\`.`,
        );
      }
    }
  };
  look([], file.tree);
  for (const [key, text] of Object.entries(file.aws)) {
    look([key], /^\s*[[{]/.test(text) ? parseJson(text, text) : text);
  }
  return warnings;
}
