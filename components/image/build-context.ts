import { createHash } from "node:crypto";
import {
  closeSync,
  type Dirent,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  statSync,
} from "node:fs";
import { join, sep } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { IgnoreRules, type Verdict } from "./ignore-rules";
import { readable } from "./readable";

/** What is sent to the builder. Paths are relative to the build context, with forward slashes. */
export type ContextEntry =
  | { kind: "folder"; path: string }
  | { kind: "link"; path: string; target: string }
  | { kind: "file"; path: string; size: number; executable: boolean; digest: () => string };

/**
 * What Docker sends to the builder, in byte order of the paths, by Docker's own rules: the Dockerfile's own ignore file
 * (`<dockerfile>.dockerignore`) takes precedence over `.dockerignore`; the Dockerfile and `.dockerignore` are sent even if
 * they are ignored; an ignored folder is not entered unless an exception (`!folder/…`) begins with its path; links are sent
 * as links.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 * @throws pulumi.RunError that names the folder or file that is missing or can't be read or sent.
 */
export function readBuildContext(context: string, dockerfile: string): ContextEntry[] {
  if (!isFolder(context)) {
    throw new pulumi.RunError(
      `Build context ${context} is not a directory: give source the path of a folder with a Dockerfile.`,
    );
  }
  if (!existsSync(join(context, dockerfile))) {
    throw new pulumi.RunError(
      `Dockerfile ${join(context, dockerfile)} doesn't exist: add it, or give dockerfile the path of another.`,
    );
  }

  const rules = new IgnoreRules(context, dockerfile);
  // Docker excepts the Dockerfile where it is ignored. Where just its folder is, and an exception includes the Dockerfile, it
  // doesn't, and doesn't enter the folder either.
  const excepted = rules.ignores(dockerfile);
  const alwaysSent = new Set([dockerfile, ".dockerignore"]);
  const entries: ContextEntry[] = [];
  let ignored = 0;

  const visit = (folder: string, parent?: Verdict) => {
    for (const found of list(join(context, folder))) {
      const path = folder === "" ? found.name : `${folder}/${found.name}`;
      const verdict = rules.evaluate(path, parent);
      const sent = alwaysSent.has(path) || !verdict.ignored;
      ignored += sent ? 0 : 1;
      if (sent) {
        entries.push(entryOf(context, path, found));
      }
      const leadsToDockerfile = excepted && dockerfile.startsWith(`${path}/`);
      if (found.isDirectory() && (sent || rules.mayIncludeBelow(path) || leadsToDockerfile)) {
        visit(path, verdict);
      }
    }
  };
  visit("");

  if (!entries.some(({ path }) => path === dockerfile)) {
    throw new pulumi.RunError(
      `Dockerfile ${join(context, dockerfile)} is not sent to the builder: one of its folders is ignored or a symbolic link. ` +
        `Add a line !${dockerfile} to ${rules.file}, or give dockerfile a path without links.`,
    );
  }
  if (ignored > 0 && entries.every(({ kind, path }) => kind === "folder" || alwaysSent.has(path))) {
    throw new pulumi.RunError(
      `${rules.file} excludes everything in ${context}: only the Dockerfile would be sent to the builder. ` +
        "Include what it copies, for instance with a line !src.",
    );
  }
  return inByteOrder(entries);
}

/** Not by `<`, which compares UTF-16: that is another order beyond the basic plane. */
function inByteOrder(entries: ContextEntry[]): ContextEntry[] {
  return entries
    .map((entry) => ({ entry, bytes: Buffer.from(entry.path) }))
    .sort((one, other) => Buffer.compare(one.bytes, other.bytes))
    .map(({ entry }) => entry);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function list(folder: string): Dirent[] {
  return readable(folder, () => readdirSync(folder, { withFileTypes: true }));
}

function entryOf(context: string, path: string, found: Dirent): ContextEntry {
  const location = join(context, path);
  // Node puts U+FFFD in the place of bytes that aren't UTF-8.
  if (path.includes("\uFFFD") && lstatSync(location, { throwIfNoEntry: false }) === undefined) {
    throw new pulumi.RunError(
      `${location} has a name that isn't UTF-8 (shown with \uFFFD): rename it or add it to .dockerignore.`,
    );
  }
  if (found.isDirectory()) {
    return { kind: "folder", path };
  }
  if (found.isSymbolicLink()) {
    if (!existsSync(location)) {
      throw new pulumi.RunError(
        `${location} is a symbolic link to ${readlinkSync(location)}, which doesn't exist: the image would get a link to nothing. Remove the link or add it to .dockerignore.`,
      );
    }
    // With slashes on every system, as Docker sends it.
    return { kind: "link", path, target: readlinkSync(location).split(sep).join("/") };
  }
  if (found.isFile()) {
    const { mode, size } = lstatSync(location);
    return { kind: "file", path, size, executable: (mode & 0o100) !== 0, digest: () => fileDigest(location) };
  }
  throw new pulumi.RunError(
    `${location} is neither a file, a folder nor a symbolic link: it has no content for the image. Remove it or add it to .dockerignore.`,
  );
}

/** One for all files: a buffer of its own for each of 30,000 small ones takes the garbage collector seconds. */
const chunk = Buffer.allocUnsafeSlow(1024 * 1024);

/** In chunks, so that a large file doesn't have to fit into memory. */
export function fileDigest(location: string): string {
  return readable(location, () => {
    const hash = createHash("sha256");
    const file = openSync(location, "r");
    try {
      for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
        hash.update(chunk.subarray(0, length));
      }
    } finally {
      closeSync(file);
    }
    return hash.digest("hex");
  });
}
