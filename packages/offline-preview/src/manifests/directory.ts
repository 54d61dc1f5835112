import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../command-line";

/** Names the files that the last run wrote, which the next one replaces. */
const record = ".manifests";

/** Its first line, by which a folder is known to be this command's. */
const heading = "# Written by pulumi-offline-preview --format manifests, which replaces these files:";

/**
 * Writes files into a folder that is new, empty or written by this function before; its other files stay.
 *
 * @throws UsageError where the folder is another's, or has another's file in the place of one of these. Nothing is written then.
 */
export function writeDirectory(directory: string, files: Readonly<Record<string, string>>): void {
  const before = filesBefore(directory);
  const foreign = Object.keys(files).filter(
    (path) => !before.includes(path) && existsSync(join(directory, path)),
  );
  if (foreign.length > 0) {
    throw new UsageError(
      `--out ${directory}: has ${foreign.join(", ")}, which this command didn't write; move it away`,
    );
  }
  for (const path of before) rmSync(join(directory, path), { force: true });
  mkdirSync(directory, { recursive: true });
  const paths = Object.keys(files).sort();
  writeFileSync(join(directory, record), `${[heading, ...paths].join("\n")}\n`);
  for (const path of paths) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), files[path] ?? "");
  }
}

function filesBefore(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const [first, ...paths] = existsSync(join(directory, record))
    ? readFileSync(join(directory, record), "utf8").trimEnd().split("\n")
    : [];
  if (first === heading) return paths.filter(isInside);
  if (readdir(directory).length === 0) return [];
  throw new UsageError(
    `--out ${directory}: is not empty, and this command didn't write it; name a new folder`,
  );
}

function readdir(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    throw new UsageError(`--out ${directory}: is not a folder`);
  }
}

/** The record may have been edited: nothing outside of the folder is deleted. */
function isInside(path: string): boolean {
  return /^([a-z0-9_.-]+\/)?[a-z0-9_-][a-z0-9_.-]*$/.test(path) && !path.startsWith("..");
}
