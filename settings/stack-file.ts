import { allConfig, isConfigSecret } from "@pulumi/pulumi/runtime/config";
import type { z } from "zod";
import { isPlainMap, type Path, shown, written } from "./report";
import { fromStrings, isMap, isRecord, schemaAt, schemaUnder } from "./shape";

declare module "@pulumi/pulumi/runtime/config" {
  // The SDK exports it, but leaves it out of its type declarations.
  function isConfigSecret(key: string): boolean;
}

const namespace = "aws-containers:";

/** What a stack says, before anything but its form is checked. */
export interface StackFile {
  /** The keys of the namespace as one tree, dotted keys in their places. */
  tree: unknown;
  /** The `aws:` keys, with their full names. */
  aws: Record<string, string>;
  /** What is marked as secret, as paths. */
  secrets: Path[];
  /** Whether the value at a path comes from a key that is marked as secret. */
  isSecret: (path: Path) => boolean;
  /** Dotted keys that go through something that is no map. */
  misplaced: Path[];
  /** What is said twice, in a map and by a dotted key, in different ways. */
  warnings: string[];
}

/**
 * Reads the stack's configuration. A dotted key, such as `aws-containers:services.hello.port`, is one value inside the
 * map `aws-containers:services` and wins over what the map says: the prompts of `pulumi new` can only store such keys.
 */
export function readStackFile(schema: z.core.$ZodType): StackFile {
  // In the order of the keys, so that a map comes before the dotted keys that go into it.
  const config = Object.entries(allConfig()).sort(([one], [other]) => (one < other ? -1 : 1));
  const file: StackFile = {
    tree: {},
    aws: {},
    secrets: [],
    isSecret: () => false,
    misplaced: [],
    warnings: [],
  };
  const own: { path: string[]; text: string }[] = [];
  for (const [key, text] of config) {
    if (key.startsWith("aws:")) {
      file.aws[key] = text;
      if (isConfigSecret(key)) {
        file.secrets.push([key]);
      }
    } else if (key.startsWith(namespace)) {
      const path = splitKey(schema, key.slice(namespace.length));
      own.push({ path, text });
      if (isConfigSecret(key)) {
        file.secrets.push(path);
      }
    }
  }
  file.isSecret = (path) =>
    file.secrets.some((secret) => secret.every((part, index) => String(path[index]) === String(part)));
  for (const { path, text } of own) {
    const at = schemaAt(schema, path);
    const value = at ? fromStrings(at, text) : text;
    const { before, blocked, tree } = put(file.tree, path, value);
    const [top = ""] = path;
    if (blocked) {
      file.misplaced.push(path);
    } else if (before !== undefined && JSON.stringify(before) !== JSON.stringify(value)) {
      const secret = file.isSecret(path) || file.isSecret([top]);
      const both = secret ? "" : `: ${shown(value)} wins over ${shown(before)}`;
      file.warnings.push(
        `${written(path)} is said twice, by a key of its own and inside ${written([top])}${both}.`,
      );
    }
    file.tree = tree;
  }
  return file;
}

/** `services.hello.port` as a path; a name that may itself contain dots, such as a tag's, stays whole. */
function splitKey(schema: z.core.$ZodType, key: string): string[] {
  const path: string[] = [];
  const parts = key.split(".");
  let at: z.core.$ZodType | undefined = schema;
  while (parts.length > 0) {
    const under: z.core.$ZodType | undefined = at && schemaUnder(at, parts[0] ?? "");
    const leaves = at && isRecord(at) && under && !isMap(under);
    path.push(leaves ? parts.splice(0).join(".") : (parts.shift() ?? ""));
    at = under;
  }
  return path;
}

/** The tree with `value` at `path`, and what stood there. Where something else than a map is in the way it stays. */
function put(
  tree: unknown,
  path: readonly string[],
  value: unknown,
): { tree: unknown; before?: unknown; blocked?: boolean } {
  const [key, ...rest] = path;
  if (key === undefined) {
    return { tree: value, before: tree };
  }
  if (tree !== undefined && !isPlainMap(tree)) {
    return { tree, blocked: true };
  }
  const entries = new Map(Object.entries(tree ?? {}));
  const inner = put(entries.get(key), rest, value);
  return { ...inner, tree: Object.fromEntries(entries.set(key, inner.tree)) };
}
