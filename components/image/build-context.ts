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
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { IgnoreRules, type Verdict } from "./ignore-rules";
import { readable } from "./readable";

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

  const rules = new IgnoreRules(context, dockerfile);
  const alwaysSent = new Set([dockerfile, ".dockerignore"]);
  const entries: ContextEntry[] = [];
  let ignored = 0;

  const visit = (folder: string, said?: Verdict) => {
    for (const found of listed(join(context, folder))) {
      const path = folder === "" ? found.name : `${folder}/${found.name}`;
      const verdict = rules.judge(path, said);
      const sent = alwaysSent.has(path) || !verdict.ignored;
      ignored += sent ? 0 : 1;
      if (sent) {
        entries.push(entryOf(context, path, found));
      }
      if (found.isDirectory() && (sent || rules.reachesInto(path) || dockerfile.startsWith(`${path}/`))) {
        visit(path, verdict);
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
