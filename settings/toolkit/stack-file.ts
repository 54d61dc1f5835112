import { allConfig, isConfigSecret } from "@pulumi/pulumi/runtime/config";
import type { z } from "zod";
import { parse } from "./parse";
import { formatPath, isWithin, namespace, type Path } from "./path";
import { isPlainMap } from "./plain-map";
import { isMap, isRecord, schemaAt, schemaUnder } from "./schema-tree";
import { formatValue } from "./validation-errors";

declare module "@pulumi/pulumi/runtime/config" {
  // The SDK exports it, but leaves it out of its type declarations.
  function isConfigSecret(key: string): boolean;
}

/** A stack's configuration, before anything but its form is checked. */
export interface StackFile {
  /** The keys of the template's namespace as one tree, dotted keys in their places. */
  tree: Record<string, unknown>;
  /** The `aws:` keys, with their full names. */
  aws: Record<string, string>;
  /** The full names of all other keys. */
  foreign: string[];
  /** What is marked as secret, as paths. */
  secrets: Path[];
  /** Whether the value at a path comes from a key that is marked as secret. */
  isSecret: (path: Path) => boolean;
  /** Dotted keys below something that isn't a map. */
  misplaced: Path[];
  /** What is set twice, in a map and by a dotted key, to different values. */
  warnings: string[];
}

/**
 * Reads the stack's configuration. A dotted key, such as `aws-containers:services.hello.port`, is one value inside the
 * map `aws-containers:services` and wins over what the map contains: the prompts of `pulumi new` store only such keys.
 */
export function readStackFile(schema: z.core.$ZodType): StackFile {
  // In the order of the keys, so that a map comes before the dotted keys that go into it.
  const config = Object.entries(allConfig()).sort(([one], [other]) => (one < other ? -1 : 1));
  const secrets: Path[] = [];
  const file: StackFile = {
    tree: {},
    aws: {},
    foreign: [],
    secrets,
    isSecret: (path) => secrets.some((secret) => isWithin(path, secret)),
    misplaced: [],
    warnings: [],
  };
  const own: { path: string[]; text: string }[] = [];
  for (const [key, text] of config) {
    const [first] = key.split(":");
    const path = first === namespace ? splitKey(schema, key.slice(namespace.length + 1)) : [key];
    if (first === namespace) own.push({ path, text });
    else if (first === "aws") file.aws[key] = text;
    else file.foreign.push(key);
    if (isConfigSecret(key)) secrets.push(path);
  }
  for (const { path, text } of own) {
    addValue(file, schema, path, text);
  }
  return file;
}

function addValue(file: StackFile, schema: z.core.$ZodType, path: string[], text: string): void {
  const at = schemaAt(schema, path);
  const value = at ? parse(at, text) : text;
  const { before, blocked, tree } = put(file.tree, path, value);
  if (blocked) {
    file.misplaced.push(path);
  } else if (before !== undefined && JSON.stringify(before) !== JSON.stringify(value)) {
    const [top = ""] = path;
    const secret = file.isSecret(path) || file.isSecret([top]);
    const both = secret ? "" : `: ${formatValue(value)} wins over ${formatValue(before)}`;
    file.warnings.push(
      `${formatPath(path)} is set twice, by a key of its own and inside ${formatPath([top])}${both}.`,
    );
  }
  if (isPlainMap(tree)) file.tree = tree;
}

/** `services.hello.port` as a path; a name that may itself contain dots, such as a tag's, stays whole. */
function splitKey(schema: z.core.$ZodType, key: string): string[] {
  const path: string[] = [];
  const parts = key.split(".");
  let at: z.core.$ZodType | undefined = schema;
  while (parts.length > 0) {
    const under: z.core.$ZodType | undefined = at && schemaUnder(at, parts[0] ?? "");
    const isLast = at && isRecord(at) && under && !isMap(under);
    path.push(isLast ? parts.splice(0).join(".") : (parts.shift() ?? ""));
    at = under;
  }
  return path;
}

/** The tree with `value` at `path`, and what was there. Where something other than a map is in the way, it stays. */
function put(
  tree: unknown,
  path: readonly string[],
  value: unknown,
): { tree: unknown; before?: unknown; blocked?: boolean } {
  const [key, ...rest] = path;
  if (key === undefined) return { tree: value, before: tree };
  if (tree !== undefined && !isPlainMap(tree)) return { tree, blocked: true };
  const entries = new Map(Object.entries(tree ?? {}));
  const inner = put(entries.get(key), rest, value);
  return { ...inner, tree: Object.fromEntries(entries.set(key, inner.tree)) };
}
