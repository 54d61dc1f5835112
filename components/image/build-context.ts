import { createHash } from "node:crypto";
import {
  closeSync,
  type Dirent,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import ignore from "@balena/dockerignore";
import * as pulumi from "@pulumi/pulumi";

/** Something that is sent to the builder. Paths are relative to the context, with forward slashes. */
export type ContextEntry =
  | { kind: "folder"; path: string }
  | { kind: "link"; path: string; target: string }
  | { kind: "file"; path: string; executable: boolean; digest: () => string };

/**
 * All that Docker sends to the builder for a folder, in byte order of the paths, by Docker's own rules: the ignore file
 * that belongs to the Dockerfile (`<dockerfile>.dockerignore`) wins over `.dockerignore`; the Dockerfile and
 * `.dockerignore` are sent even if they are ignored; an ignored folder is not entered unless an exception (`!folder/…`)
 * begins with its path; links are sent as links.
 *
 * In one rare case it names more than is sent: below a folder that an exception names though no pattern ignores it
 * (`docs/*.md`, then `!docs`), Docker still ignores what the pattern matches. A tag made of it then changes once too
 * often, and never once too seldom.
 *
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 * @throws pulumi.RunError that names the folder or file that is missing or can't be read or sent.
 */
export function readBuildContext(context: string, dockerfile: string): ContextEntry[] {
  if (!isFolder(context)) {
    throw new pulumi.RunError(`There is no folder ${context}: nothing to build an image from.`);
  }
  if (!existsSync(join(context, dockerfile))) {
    throw new pulumi.RunError(
      `There is no ${join(context, dockerfile)}: add a Dockerfile or name the one to use.`,
    );
  }

  const rules = ignoreRules(context, dockerfile);
  const alwaysSent = new Set([dockerfile, ".dockerignore"]);
  const entries: ContextEntry[] = [];
  let ignored = 0;

  const visit = (folder: string) => {
    for (const found of listed(join(context, folder))) {
      const path = folder === "" ? found.name : `${folder}/${found.name}`;
      const sent = alwaysSent.has(path) || !rules.ignores(path);
      ignored += sent ? 0 : 1;
      if (sent) {
        entries.push(entryOf(context, path, found));
      }
      if (found.isDirectory() && (sent || rules.reachesInto(path) || dockerfile.startsWith(`${path}/`))) {
        visit(path);
      }
    }
  };
  visit("");

  if (ignored > 0 && entries.every(({ kind, path }) => kind === "folder" || alwaysSent.has(path))) {
    throw new pulumi.RunError(
      `${rules.file} hides everything in ${context}: the builder would get nothing but the Dockerfile. ` +
        "Let in what it copies, for instance with a line !src.",
    );
  }
  return entries.sort((one, other) => Buffer.compare(Buffer.from(one.path), Buffer.from(other.path)));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function listed(folder: string): Dirent[] {
  return readable(folder, () => readdirSync(folder, { withFileTypes: true }));
}

function entryOf(context: string, path: string, found: Dirent): ContextEntry {
  const location = join(context, path);
  if (found.isDirectory()) {
    return { kind: "folder", path };
  }
  if (found.isSymbolicLink()) {
    if (!existsSync(location)) {
      throw new pulumi.RunError(
        `${location} is a link to ${readlinkSync(location)}, which isn't there: Docker can't send it. Remove the link or add it to .dockerignore.`,
      );
    }
    return { kind: "link", path, target: readlinkSync(location) };
  }
  if (found.isFile()) {
    const executable = (lstatSync(location).mode & 0o100) !== 0;
    return { kind: "file", path, executable, digest: () => fileDigest(location) };
  }
  throw new pulumi.RunError(
    `${location} is neither a file, a folder nor a link: Docker can't send it. Remove it or add it to .dockerignore.`,
  );
}

/** In pieces, so that a large file doesn't have to fit into memory. */
function fileDigest(location: string): string {
  return readable(location, () => {
    const hash = createHash("sha256");
    const piece = Buffer.allocUnsafe(1024 * 1024);
    const file = openSync(location, "r");
    try {
      for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
        hash.update(piece.subarray(0, length));
      }
    } finally {
      closeSync(file);
    }
    return hash.digest("hex");
  });
}

function readable<T>(location: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new pulumi.RunError(
      `${location} can't be read, so the image can't be built from it (${reason}). Make it readable or add it to .dockerignore.`,
    );
  }
}

interface IgnoreRules {
  /** The file that the rules are from. */
  file: string;
  ignores(path: string): boolean;
  /** Whether an exception may let in something below a folder that is ignored itself. */
  reachesInto(folder: string): boolean;
}

function ignoreRules(context: string, dockerfile: string): IgnoreRules {
  const file = [`${dockerfile}.dockerignore`, ".dockerignore"]
    .map((candidate) => join(context, candidate))
    .find((candidate) => existsSync(candidate));
  const lines = file === undefined ? [] : readable(file, () => patterns(readFileSync(file, "utf8")));
  const matcher = ignore({ ignorecase: false }).add(lines);
  const exceptions = lines.filter((line) => line.startsWith("!")).map((line) => normalized(line.slice(1)));
  return {
    file: file ?? ".dockerignore",
    ignores: (path) => matcher.ignores(path),
    reachesInto: (folder) => exceptions.some((exception) => `${exception}/`.startsWith(`${folder}/`)),
  };
}

function patterns(text: string): string[] {
  return (
    text
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/)
      .filter((line) => !line.startsWith("#"))
      .map((line) => line.trim())
      .filter((line) => line !== "")
      // Docker takes these for themselves, the library for parts of a regular expression.
      .map((line) => line.replace(/(?<!\\)[+(){}|]/g, "\\$&"))
  );
}

function normalized(pattern: string): string {
  return pattern
    .trim()
    .replace(/^(\.?\/)+/, "")
    .replace(/\/+$/, "");
}
