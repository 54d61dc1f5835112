import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readable } from "./readable";

/** Whether something is ignored, and which patterns decided so: they decide about what lies below it as well. */
export interface Verdict {
  ignored: boolean;
  matched: readonly boolean[];
}

/**
 * The rules of an ignore file, by Docker's own reading of it (moby/patternmatcher): the last pattern that matches wins,
 * and a pattern that matches a folder matches everything in it.
 */
export class IgnoreRules {
  /** The file that the rules are from. */
  readonly file: string;
  readonly #patterns: Pattern[];

  /**
   * Reads the ignore file that belongs to the Dockerfile (`<dockerfile>.dockerignore`) or, without one, `.dockerignore`.
   * @throws pulumi.RunError for patterns that Docker refuses, all in one message.
   */
  constructor(context: string, dockerfile: string) {
    const file = [`${dockerfile}.dockerignore`, ".dockerignore"]
      .map((candidate) => join(context, candidate))
      .find((candidate) => existsSync(candidate));
    this.file = file ?? join(context, ".dockerignore");
    this.#patterns = file === undefined ? [] : patternsIn(file);
  }

  /** @param folder what was said about the folder that `path` is in; none at the top */
  judge(path: string, folder?: Verdict): Verdict {
    let ignored = false;
    const matched = this.#patterns.map(({ exception, matches }, at) => {
      const matching = (folder?.matched[at] ?? false) || (exception === ignored && matches(path));
      ignored = matching ? !exception : ignored;
      return matching;
    });
    return { ignored, matched };
  }

  /** Whether an exception may let in something below a folder that is ignored itself: one that begins with its path. */
  reachesInto(folder: string): boolean {
    return this.#patterns.some(({ exception, text }) => exception && `${text}/`.startsWith(`${folder}/`));
  }
}

interface Pattern {
  text: string;
  /** Whether it lets in what an earlier pattern ignores. */
  exception: boolean;
  matches(path: string): boolean;
}

function patternsIn(file: string): Pattern[] {
  const refusals: string[] = [];
  const patterns = readable(file, () => readFileSync(file, "utf8"))
    .replace(/^\uFEFF/, "")
    .split("\n")
    .flatMap((line, at) => {
      const pattern = line.startsWith("#") ? "" : line.trim();
      if (pattern === "") return [];
      const exception = pattern.startsWith("!");
      const text = cleaned(exception ? pattern.slice(1).trim() : pattern);
      try {
        if (exception && (text === "" || text === "/")) throw new Error("lets in nothing");
        return [{ text, exception, matches: matcherOf(text) }];
      } catch {
        refusals.push(`${file}:${at + 1}: Docker doesn't understand the pattern ${pattern}`);
        return [];
      }
    });
  if (refusals.length > 0) throw new pulumi.RunError(refusals.join("\n"));
  return patterns;
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
  const expression = new RegExp(`^${expressionOf(pattern)}$`, "u");
  return (path) => expression.test(path);
}

/** `**` stands for any folders, `*` and `?` for what is in a name, `[…]` for one of some characters, `\` for the next one itself. */
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
