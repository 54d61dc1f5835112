import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { linearExpression } from "./linear-expression";
import { readable } from "./readable";

/** Whether a path is ignored, and which patterns match it: they match what is below it as well. */
export interface Verdict {
  ignored: boolean;
  matched: readonly boolean[];
}

/**
 * The rules of an ignore file, as moby/patternmatcher evaluates them: the last pattern that matches wins, and a pattern that
 * matches a folder matches everything below it.
 */
export class IgnoreRules {
  /** Path of the ignore file. */
  readonly file: string;
  readonly #patterns: Pattern[];

  /**
   * Reads the Dockerfile's own ignore file (`<dockerfile>.dockerignore`) or, without one, `.dockerignore`.
   * @throws pulumi.RunError that lists all patterns that Docker rejects, and those that it reads in ways of its own.
   */
  constructor(context: string, dockerfile: string) {
    const file = [`${dockerfile}.dockerignore`, ".dockerignore"]
      .map((candidate) => join(context, candidate))
      .find((candidate) => existsSync(candidate));
    this.file = file ?? join(context, ".dockerignore");
    this.#patterns = file === undefined ? [] : patternsIn(file);
  }

  /** @param folder the verdict on the folder that `path` is in; none at the top */
  evaluate(path: string, folder?: Verdict): Verdict {
    let ignored = false;
    const matched = this.#patterns.map(({ exception, matches }, at) => {
      const matching = (folder?.matched[at] ?? false) || (exception === ignored && matches(path));
      ignored = matching ? !exception : ignored;
      return matching;
    });
    return { ignored, matched };
  }

  /** Whether a path is ignored, by itself or with one of its folders. */
  ignores(path: string): boolean {
    const parts = path.split("/");
    let verdict: Verdict | undefined;
    for (const end of parts.keys()) verdict = this.evaluate(parts.slice(0, end + 1).join("/"), verdict);
    return verdict?.ignored ?? false;
  }

  /** Whether an exception may include something below an ignored folder: one that begins with its path. */
  mayIncludeBelow(folder: string): boolean {
    return this.#patterns.some(({ exception, text }) => exception && `${text}/`.startsWith(`${folder}/`));
  }
}

interface Pattern {
  text: string;
  /** Whether it includes what an earlier pattern ignores. */
  exception: boolean;
  matches(path: string): boolean;
}

function patternsIn(file: string): Pattern[] {
  const errors: string[] = [];
  const patterns = readable(file, () => readFileSync(file, "utf8"))
    .replace(/^\uFEFF/, "")
    .split("\n")
    .flatMap((line, at) => {
      const pattern = line.startsWith("#") ? "" : line.trim();
      // Spaces for one of JavaScript and Go, but not for the other.
      if (/[\uFEFF\u0085]/.test(line)) {
        errors.push(`${file}:${at + 1}: remove the invisible character (a byte order mark, or U+0085)`);
        return [];
      }
      if (pattern === "") return [];
      const exception = pattern.startsWith("!");
      const text = cleaned(exception ? pattern.slice(1).trim() : pattern);
      const unsafe = unsafePart(text);
      if (unsafe !== undefined) {
        errors.push(
          `${file}:${at + 1}: ${unsafe} in the pattern ${pattern} has a meaning of its own to Docker, or is rejected: write it with * or ?`,
        );
        return [];
      }
      try {
        if (exception && (text === "" || text === "/")) throw new Error("includes nothing");
        return [{ text, exception, matches: matcherOf(text) }];
      } catch {
        errors.push(`${file}:${at + 1}: Docker rejects the pattern ${pattern}`);
        return [];
      }
    });
  if (errors.length > 0) throw new pulumi.RunError(errors.join("\n"));
  return patterns;
}

/**
 * The part of a pattern that Go's regular expressions read in another way than these rules do: `\` before a letter or digit,
 * or at the end; `|`, `{` and `}` beside a wildcard; in […] anything but characters and ranges, and `]` without `[`.
 */
function unsafePart(pattern: string): string | undefined {
  if (!/[*?[\]\\]/.test(pattern)) return undefined;
  for (const [part] of pattern.matchAll(/\\.?|\[[^\]]*\]?|[\]|{}]/gsu)) {
    const literal = /^\\[ -/:-@[-`{-~]$/.test(part);
    const characterClass = /^\[\^?(?:[^[\]\\^-](?:-[^[\]\\^-])?)+\]$/u.test(part);
    // Docker rejects a class without an end, which is said below.
    if (!literal && !characterClass && !/^\[[^\]]*$/.test(part)) return part;
  }
  return undefined;
}

function cleaned(pattern: string): string {
  if (pattern === "") return "";
  const path = posix.normalize(pattern).replace(/(?<=.)\/$/, "");
  return path.replace(/^\/(?=.)/, "");
}

const plain = "[^*?[\\]\\\\]*";

function matcherOf(pattern: string): (path: string) => boolean {
  if (new RegExp(`^${plain}$`).test(pattern)) return (path) => path === pattern;
  if (new RegExp(`^${plain}\\*\\*$`).test(pattern)) {
    return (path) => path.startsWith(pattern.slice(0, -2));
  }
  if (new RegExp(`^\\*\\*${plain}$`).test(pattern)) {
    const end = pattern.slice(2);
    return (path) => path.endsWith(end) || `/${path}` === end;
  }
  return linearExpression(expressionOf(pattern));
}

/** `**` matches any folders, `*` and `?` parts of a name, `[…]` one of several characters, `\` the next one literally. */
function expressionOf(pattern: string): string {
  return pattern.replaceAll(/\*\*\/?$|\*\*\/?|\*|\?|\\.?|[.+(){}|$/]/gsu, (found, at: number) => {
    if (found.startsWith("**")) return at + found.length === pattern.length ? ".*" : "(.*/)?";
    if (found === "*") return "[^/]*";
    if (found === "?") return "[^/]";
    return escaped(found.length > 1 ? found.slice(1) : found);
  });
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/u, "\\$&");
}
