import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { ContextEntry } from "./build-context";
import { copiedSources, isPattern, patternMatcher, stageNames } from "./dockerfile-sources";

/** The build context of an image, and what of it is sent to the builder. */
export interface BuildSource {
  /** The build context. */
  context: string;
  /** The Dockerfile's path in it. */
  dockerfile: string;
  /** The stage that is built; none for the last. */
  target?: string;
  /** What is sent. */
  entries: readonly ContextEntry[];
}

const mebibyte = 1024 * 1024;

/**
 * Refuses a build context that is too large: each preview reads it, too.
 * @throws pulumi.RunError that names the largest folders.
 */
export function assertSourceSize({ context, entries }: BuildSource, maxMegabytes: number): void {
  const sizes = new Map<string, number>();
  let total = 0;
  for (const entry of entries) {
    if (entry.kind === "file") {
      const { path, size } = entry;
      const [top = path, ...below] = path.split("/");
      const place = below.length > 0 ? `${top}/` : top;
      sizes.set(place, (sizes.get(place) ?? 0) + size);
      total += size;
    }
  }
  if (total <= maxMegabytes * mebibyte) {
    return;
  }
  const largest = [...sizes]
    .filter(([, size]) => size * 100 > total)
    .sort(([, one], [, other]) => other - one)
    .slice(0, 5);
  throw new pulumi.RunError(
    `${context} is too large to build from: ${megabytes(total)} would be sent to the builder, and ${maxMegabytes} MB are ` +
      `allowed. The largest: ${largest.map(([path, size]) => `${path} ${megabytes(size)}`).join(", ")}. Add what the image ` +
      "doesn't need to .dockerignore, or raise maxSourceMegabytes.",
  );
}

/**
 * Refuses a Dockerfile that copies what isn't sent, since it is missing or ignored, and a target that it doesn't have: Docker
 * would fail only after `up` has begun. A pattern that matches nothing in the build context is left to Docker, which accepts
 * it beside other sources.
 *
 * @throws pulumi.RunError that names each line and what it copies.
 */
export function assertSourcesExist({ context, dockerfile, target, entries }: BuildSource): void {
  const location = join(context, dockerfile);
  const text = readFileSync(location, "utf8");
  const stages = stageNames(text);
  if (target !== undefined && !/^\d+$/.test(target) && !stages.includes(target.toLowerCase())) {
    throw new pulumi.RunError(
      `${location} has no stage "${target}"; it has ${stages.join(", ") || "none with a name"}.`,
    );
  }
  const links = entries.filter(({ kind }) => kind === "link").map(({ path }) => path);
  const missing = copiedSources(text, target).flatMap(({ line, path }) => {
    if (links.some((link) => path.startsWith(`${link}/`)) || isSent(path, entries)) {
      return [];
    }
    const there = exists(context, path);
    if (!there && isPattern(path)) {
      return [];
    }
    return [
      `${location}:${line} copies ${path}, which ${there ? "the ignore file excludes" : "doesn't exist"}`,
    ];
  });
  if (missing.length > 0) {
    const advice =
      "Include it with a line !path in .dockerignore, or correct the path, which is relative to ";
    throw new pulumi.RunError([...missing, `${advice}${context}.`].join("\n"));
  }
}

/**
 * What a laptop has and CI doesn't, or what shouldn't leave it, where no ignore file says anything: with it in the tag, the two
 * never agree. Undefined where there is nothing of it.
 */
export function unignoredWarning({ context, dockerfile, entries }: BuildSource): string | undefined {
  const ignoreFiles = [".dockerignore", `${dockerfile}.dockerignore`];
  if (ignoreFiles.some((file) => existsSync(join(context, file)))) {
    return undefined;
  }
  const sizes = new Map<string, number>();
  for (const entry of entries) {
    const name = entry.path.split("/").find((part) => part === "node_modules" || /^\.env(\..+)?$/.test(part));
    if (entry.kind === "file" && name !== undefined) {
      sizes.set(name, (sizes.get(name) ?? 0) + entry.size);
    }
  }
  const found = [...sizes].map(
    ([name, size]) => `${name} (${size < mebibyte ? `${size} bytes` : megabytes(size)})`,
  );
  return found.length === 0
    ? undefined
    : `${context} has no .dockerignore: ${found.join(" and ")} would be sent to the builder, may get into the image, and ` +
        "change its tag from machine to machine. Add a .dockerignore with a line for each.";
}

function isSent(path: string, entries: readonly ContextEntry[]): boolean {
  const matches = patternMatcher(path);
  return isPattern(path)
    ? entries.some((entry) => matches(entry.path))
    : entries.some((entry) => entry.path === path || entry.path.startsWith(`${path}/`));
}

/** Whether the build context has what a source names, ignored or not. */
function exists(context: string, path: string): boolean {
  if (!isPattern(path)) {
    return lstatSync(join(context, path), { throwIfNoEntry: false }) !== undefined;
  }
  const parts = path.split("/");
  const fixed = parts.slice(0, parts.findIndex(isPattern));
  const folder = join(context, ...fixed);
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return false;
  }
  const deep = parts.length > fixed.length + 1 || path.includes("**");
  const matches = patternMatcher(path);
  return readdirSync(folder, { encoding: "utf8", recursive: deep }).some((found) =>
    matches([...fixed, found.replaceAll("\\", "/")].join("/")),
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / mebibyte)} MB`;
}
