import { z } from "zod";
import { unwrap } from "../../settings/toolkit/schema-tree";

/**
 * Every setting below a schema that has no settings of its own: "health.path", "routes[].host", "*.port" under names of
 * the user's choice.
 */
export function leaves(schema: z.core.$ZodType, path = ""): string[] {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape).flatMap(([key, under]) => leaves(under, join(path, key)));
  }
  if (bare instanceof z.ZodRecord) return leaves(bare.def.valueType, join(path, "*"));
  if (bare instanceof z.ZodArray) return leaves(bare.def.element, `${path}[]`);
  if (bare instanceof z.ZodUnion) {
    const options = bare.def.options.flatMap((option) => leaves(option, path));
    return [...new Set(options)];
  }
  return [path.replace(/\[\]$/, "")];
}

/** Paths, in the form of {@link leaves}, of what differs between two values of a schema. */
export function changedLeaves(schema: z.core.$ZodType, base: unknown, head: unknown, path = ""): string[] {
  if (JSON.stringify(base) === JSON.stringify(head)) return [];
  const bare = unwrap(schema);
  if (bare instanceof z.ZodUnion) {
    return [...new Set(bare.def.options.flatMap((option) => changedLeaves(option, base, head, path)))];
  }
  if (bare instanceof z.ZodArray) {
    const [was, is] = [list(base), list(head)];
    const length = Math.max(was.length, is.length);
    const element = bare.def.element;
    return Array.from({ length }, (_, index) =>
      changedLeaves(element, was[index], is[index], `${path}[]`),
    ).flat();
  }
  const [was, is] = [map(base), map(head)];
  const isValue = [base, head].every((value) => isSecure(value) || map(value) === undefined);
  if (isValue) return [path.replace(/\[\]$/, "")];
  const keys = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])];
  return keys.flatMap((key) => {
    if (bare instanceof z.ZodRecord)
      return changedLeaves(bare.def.valueType, was?.[key], is?.[key], join(path, "*"));
    const under = bare instanceof z.ZodObject ? bare.shape[key] : undefined;
    return under === undefined ? [] : changedLeaves(under, was?.[key], is?.[key], join(path, key));
  });
}

/** A secret as a stack file has it, but in clear. */
export function isSecure(value: unknown): value is { secure: unknown } {
  return map(value)?.secure !== undefined;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function map(value: unknown): { [key: string]: unknown } | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as { [key: string]: unknown })
    : undefined;
}
