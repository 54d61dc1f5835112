import { isPlainMap, type Path, written } from "./report";
import { fromJson } from "./shape";
import type { StackFile } from "./stack-file";

/** Values that documentation uses because nobody owns them. */
const kinds: readonly { pattern: RegExp; replaceWith: string }[] = [
  {
    pattern: /\b(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\b/,
    replaceWith: "the range of your own network, such as your office's or VPN's",
  },
  { pattern: /\bexample\.(com|net|org)\b/i, replaceWith: "a domain name of your own" },
  {
    pattern:
      /(?<!\d)(000000000000|012345678901|111111111111|111122223333|123456789012|444455556666|777788889999)(?!\d)/,
    replaceWith: "the number of your own AWS account",
  },
];

/**
 * The values in a stack file that stand for ones of your own, a sentence each with its place and what belongs there.
 * Secret values are never looked at.
 */
export function placeholdersIn(file: StackFile): string[] {
  const found: string[] = [];
  const look = (path: Path, value: unknown): void => {
    if (file.isSecret(path)) {
      return;
    }
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        look([...path, index], item);
      });
    } else if (isPlainMap(value)) {
      for (const [key, item] of Object.entries(value)) {
        look([...path, key], item);
      }
    } else {
      const text = String(value);
      const kind = kinds.find(({ pattern }) => pattern.test(text));
      if (kind) {
        found.push(
          `${written(path)} is ${text}, a value of documentation: before \`pulumi up\` put ${kind.replaceWith} there.`,
        );
      }
    }
  };
  look([], file.tree);
  for (const [key, text] of Object.entries(file.aws)) {
    look([key], /^\s*[[{]/.test(text) ? fromJson(text, text) : text);
  }
  return found;
}
