import { posix } from "node:path";

/** Something that a Dockerfile copies out of the folder that it is built from. */
export interface CopiedSource {
  /** Line of the Dockerfile, from 1. */
  line: number;
  /** Path in the folder, normalized; may hold the wildcards *, ? and […]. */
  path: string;
}

interface Instruction {
  line: number;
  keyword: string;
  rest: string;
}

interface Stage {
  name?: string;
  /** Names and numbers of the stages that it is made from. */
  uses: string[];
  copies: CopiedSource[];
}

/**
 * What the stages that `target` (default: the last) is made from copy out of the build context. Only what can be known
 * without building: sources with variables, URLs, here-documents, ONBUILD and `--from` are left out.
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

/** Whether a path matches a pattern as Docker's COPY has it: wildcards don't go over slashes, except **. */
export function matchesPattern(path: string, pattern: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*\*\/?|\*|\?/g, (wildcard) =>
      wildcard.startsWith("**") ? ".*" : `[^/]${wildcard === "*" ? "*" : ""}`,
    );
  try {
    return new RegExp(`^${expression}(/.*)?$`).test(path);
  } catch {
    // An unfinished […]: Docker will say so better.
    return true;
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
      const from = /(?:^|\s)--from=(\S+)/.exec(rest)?.[1];
      current.uses.push(...(from === undefined ? [] : [from]));
      current.copies.push(...(from === undefined ? sourcesOf(rest).map((path) => ({ line, path })) : []));
    } else if (current && keyword === "RUN") {
      current.uses.push(...[...rest.matchAll(/--mount=\S*\bfrom=([^,\s]+)/g)].map(([, name = ""]) => name));
    }
  }
  return stages;
}

/** All but the last word, which is where it goes. */
function sourcesOf(rest: string): string[] {
  const plain = rest.replace(/^(\s*--[a-z-]+(=\S+)?)+\s*/, "");
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
      // Not the JSON form after all: Docker then reads it as words, too.
    }
  }
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Instructions with their continued lines joined; comments and here-documents left out. */
function instructionsOf(dockerfile: string): Instruction[] {
  const instructions: Instruction[] = [];
  const escaping = /^#\s*escape\s*=\s*`/im.test(dockerfile) ? "`" : "\\";
  let open: { line: number; text: string } | undefined;
  let hereDocument: string | undefined;
  for (const [index, raw] of dockerfile
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (hereDocument !== undefined) {
      hereDocument = raw.trim() === hereDocument ? undefined : hereDocument;
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
      hereDocument = /^(RUN|COPY|ADD)$/i.test(keyword) ? /<<-?["']?(\w+)["']?/.exec(rest)?.[1] : undefined;
      instructions.push({ line, keyword: keyword.toUpperCase(), rest: rest.trim() });
    }
  }
  return instructions;
}
