import { createHash } from "node:crypto";

/** A volume for a writable directory of a container. */
export interface WritableVolume {
  /** Name of the volume: lowercase letters, digits and hyphens, at most 63. */
  name: string;
  /** Directory that it is mounted at. */
  path: string;
}

/** The volumes of a container's writable directories, sorted, so that another order in the description changes nothing. */
export function writableVolumes(paths: readonly string[]): WritableVolume[] {
  return [...paths].sort().map((path) => ({ name: volumeName(path), path }));
}

/** "tmp" for /tmp. Names of paths that others could share end with a digest of the path. */
export function volumeName(path: string): string {
  const name = path.slice(1);
  if (/^[a-z0-9]{1,50}$/.test(name)) return name;
  const digest = createHash("sha256").update(path).digest("hex").slice(0, 8);
  const readable = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "-")
    .slice(0, 50)
    .replace(/^-+/, "");
  return `${readable}-${digest}`;
}
