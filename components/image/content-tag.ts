import { createHash } from "node:crypto";
import { type ContextEntry, readBuildContext } from "./build-context";
import { refuseLargeSource, refuseMissingSources } from "./source-checks";

/** What an image is built from, and how. */
export interface ContentTagArgs {
  /** Folder that the builder gets, relative to the working directory. */
  context: string;
  /** The Dockerfile's path in that folder. */
  dockerfile: string;
  /** Platform that is built for, such as linux/arm64. */
  platform: string;
  /** Build arguments. */
  args: Readonly<Record<string, string>>;
  /** Stage of the Dockerfile that is built. Default: the last. */
  target?: string;
  /** Megabytes that may be sent to the builder. Default: 500. */
  maxSourceMegabytes?: number;
}

/**
 * A tag made of what the builder sees: the first 20 hex digits of a SHA-256.
 *
 * It covers every file, symbolic link and folder that is sent to the builder (the ignore file applied; the Dockerfile
 * and .dockerignore are always sent): path, contents to the byte, where a link points, whether a file may be executed;
 * then the platform, the Dockerfile's name, the target and the build arguments. It does not cover where the folder lies, in which
 * order it is listed, modification times, owners, and the other permission bits, which follow from the umask of whoever
 * checked the source out: a Dockerfile that wants the same image everywhere sets them itself (`COPY --chmod`). Nor does
 * it cover what the Dockerfile fetches: pin the base image by digest and packages by a lockfile.
 *
 * @throws pulumi.RunError if the folder or the Dockerfile isn't there, if nothing but the Dockerfile would be sent, or
 * too much, or not what the Dockerfile copies, or if something in the folder can't be read or sent.
 */
export function contentTag(build: ContentTagArgs): string {
  const entries = readBuildContext(build.context, build.dockerfile);
  refuseLargeSource({ ...build, entries }, build.maxSourceMegabytes ?? 500);
  refuseMissingSources({ ...build, entries });
  const hash = createHash("sha256");
  const add = (...fields: readonly string[]) => hash.update(`${JSON.stringify(fields)}\n`);

  add("platform", build.platform);
  add("dockerfile", build.dockerfile);
  if (build.target !== undefined) {
    add("target", build.target);
  }
  for (const name of Object.keys(build.args).sort()) {
    add("argument", name, build.args[name] ?? "");
  }
  for (const entry of entries) {
    add(...describe(entry));
  }
  return hash.digest("hex").slice(0, 20);
}

function describe(entry: ContextEntry): string[] {
  switch (entry.kind) {
    case "folder":
      return ["folder", entry.path];
    case "link":
      return ["link", entry.path, entry.target];
    case "file":
      return ["file", entry.path, entry.executable ? "executable" : "plain", entry.digest()];
  }
}
