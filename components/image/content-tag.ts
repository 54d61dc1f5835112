import { createHash } from "node:crypto";
import { join } from "node:path";
import { type ContextEntry, fileDigest, readBuildContext } from "./build-context";
import { assertSourceSize, assertSourcesExist, unignoredWarning } from "./source-checks";

/** What an image is built from, and how. */
export interface ContentTagArgs {
  /** The build context, relative to the working directory. */
  context: string;
  /** Path of the Dockerfile in the build context. */
  dockerfile: string;
  /** Platform that is built for, such as linux/arm64. */
  platform: string;
  /** Build arguments. */
  args: Readonly<Record<string, string>>;
  /** Stage of the Dockerfile that is built. @default the last */
  target?: string;
  /** Maximum size of what is sent to the builder, in MB. @default 500 */
  maxSourceMegabytes?: number;
}

/**
 * A tag that is a hash of what the builder gets: the first 20 hex digits of a SHA-256.
 *
 * It covers every file, symbolic link and folder that is sent to the builder (the ignore file applied; the Dockerfile and
 * .dockerignore are always sent): path, contents, target of a link, whether a file is executable; the contents of a Dockerfile
 * that is a link; then the platform, the
 * Dockerfile's name, the target and the build arguments. It doesn't cover the location of the build context, the order of its
 * listing, modification times, owners, and other permission bits, which follow from the umask of the checkout: for the same
 * image everywhere, set them in the Dockerfile (`COPY --chmod`). Nor does it cover what the Dockerfile downloads: pin the base
 * image by digest and packages by a lockfile.
 *
 * @param warn Gets what is suspicious about the source, though it can be built.
 * @throws pulumi.RunError if the build context or the Dockerfile doesn't exist, if nothing but the Dockerfile would be sent,
 * or too much, or not what the Dockerfile copies, or if something can't be read or sent.
 */
export function contentTag(build: ContentTagArgs, warn: (message: string) => void = () => {}): string {
  const entries = readBuildContext(build.context, build.dockerfile);
  assertSourceSize({ ...build, entries }, build.maxSourceMegabytes ?? 500);
  assertSourcesExist({ ...build, entries });
  const warning = unignoredWarning({ ...build, entries });
  if (warning !== undefined) warn(warning);
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
  // Docker sends the file that it leads to.
  if (entries.some(({ kind, path }) => kind === "link" && path === build.dockerfile)) {
    add("linked", build.dockerfile, fileDigest(join(build.context, build.dockerfile)));
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
