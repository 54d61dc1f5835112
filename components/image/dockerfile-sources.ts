import { posix } from "node:path";
import { linearExpression } from "./linear-expression";

/** A source of COPY or ADD in the build context. */
export interface CopiedSource {
  /** Line of the Dockerfile, from 1. */
  line: number;
  /** Path in the build context, normalized; may have the wildcards *, ? and […]. */
  path: string;
}

interface Instruction {
  line: number;
  keyword: string;
  rest: string;
}

interface Stage {
  name?: string;
  /** Names and numbers of the stages that it is built from. */
  uses: string[];
  copies: CopiedSource[];
}

/**
 * The sources in the build context of the stages that `target` (default: the last) is built from. Only what is known without
 * building: not sources with variables, URLs, heredocs, ONBUILD and `--from`.
 */
export function copiedSources(dockerfile: string, target?: string): CopiedSource[] {
  const stages = stagesOf(instructionsOf(dockerfile));
  const byName = (name: string) => {
    const found = stages.find((stage) => stage.name === name.toLowerCase());
    return found ?? (/^\d+$/.test(name) ? stages[Number(name)] : undefined);
  };
  const needed = new Set<Stage>();
  const need = (stage: Stage | undefined) => {
    if (stage !== undefined && !needed.has(stage)) {
      needed.add(stage);
      for (const name of stage.uses) {
        need(byName(name));
      }
    }
  };
  need(target === undefined ? stages.at(-1) : byName(target));
  return stages.filter((stage) => needed.has(stage)).flatMap(({ copies }) => copies);
}

/** The names of the stages that can be a target. */
export function stageNames(dockerfile: string): string[] {
  return stagesOf(instructionsOf(dockerfile)).flatMap(({ name }) => name ?? []);
}

/** Which paths a pattern of Docker's COPY matches, with what is below them: wildcards don't match slashes, except **. */
export function patternMatcher(pattern: string): (path: string) => boolean {
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*\*\/?|\*|\?/g, (wildcard) =>
      wildcard.startsWith("**") ? ".*" : `[^/]${wildcard === "*" ? "*" : ""}`,
    );
  try {
    return linearExpression(`${expression}(/.*)?`);
  } catch {
    // An unfinished […]: left to Docker's own message.
    return () => true;
  }
}

/** Whether a source of COPY is a pattern. */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

function stagesOf(instructions: Instruction[]): Stage[] {
  const stages: Stage[] = [];
  for (const { line, keyword, rest } of instructions) {
    const current = stages.at(-1);
    if (keyword === "FROM") {
      const words = rest.split(/\s+/).filter((word) => !word.startsWith("--"));
      const name = words[1]?.toLowerCase() === "as" ? words[2]?.toLowerCase() : undefined;
      stages.push({ name, uses: words.slice(0, 1), copies: [] });
    } else if (current && (keyword === "COPY" || keyword === "ADD")) {
      const from = optionsOf(rest).find((option) => option.startsWith("--from="));
      current.uses.push(...(from === undefined ? [] : [from.slice("--from=".length)]));
      current.copies.push(...(from === undefined ? sourcesOf(rest).map((path) => ({ line, path })) : []));
    } else if (current && keyword === "RUN") {
      current.uses.push(...optionsOf(rest).flatMap(mountedStages));
    }
  }
  return stages;
}

/** The options that an instruction begins with. */
function optionsOf(rest: string): string[] {
  const words = rest.split(/\s+/);
  const end = words.findIndex((word) => !word.startsWith("--"));
  return end < 0 ? words : words.slice(0, end);
}

/** The stages that an option --mount=type=bind,from=… names. */
function mountedStages(option: string): string[] {
  const [name, ...values] = option.split(/[=,](?=from=)/);
  return name?.startsWith("--mount")
    ? values.map((value) => value.slice("from=".length).split(",", 1)[0] ?? "")
    : [];
}

/** All words but the options and the last, the destination. */
function sourcesOf(rest: string): string[] {
  const options = optionsOf(rest).reduce((end, option) => rest.indexOf(option, end) + option.length, 0);
  const plain = rest.slice(options).trim();
  if (plain.includes("<<")) {
    return [];
  }
  return wordsOf(plain)
    .slice(0, -1)
    .filter((source) => !/[$"']/.test(source) && !/^(https?:|git@|ssh:|git:)/.test(source))
    .map((source) => posix.normalize(`/${source}`).replace(/^\/|\/$/g, ""))
    .filter((source) => source !== "");
}

function wordsOf(text: string): string[] {
  if (text.startsWith("[")) {
    try {
      const words: unknown = JSON.parse(text);
      return Array.isArray(words) ? words.map(String) : [];
    } catch {
      // Not the JSON form: Docker then reads it as words, too.
    }
  }
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Instructions with their continued lines joined, without comments and heredocs. */
function instructionsOf(dockerfile: string): Instruction[] {
  const instructions: Instruction[] = [];
  const escaping = /^#\s*escape\s*=\s*`/im.test(dockerfile) ? "`" : "\\";
  let open: { line: number; text: string } | undefined;
  let heredoc: string | undefined;
  for (const [index, raw] of dockerfile
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (heredoc !== undefined) {
      heredoc = raw.trim() === heredoc ? undefined : heredoc;
      continue;
    }
    const text = raw.trim();
    if (text === "" || text.startsWith("#")) {
      continue;
    }
    const continued = text.endsWith(escaping);
    const joined = `${open === undefined ? "" : `${open.text} `}${continued ? text.slice(0, -1).trim() : text}`;
    const line = open?.line ?? index + 1;
    open = continued ? { line, text: joined } : undefined;
    if (open === undefined) {
      const [, keyword = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(joined) ?? [];
      heredoc = /^(RUN|COPY|ADD)$/i.test(keyword) ? /<<-?["']?(\w+)["']?/.exec(rest)?.[1] : undefined;
      instructions.push({ line, keyword: keyword.toUpperCase(), rest: rest.trim() });
    }
  }
  return instructions;
}
