import { containerLimits } from "./container-limits";

/**
 * Directories of an instance that services mount: below /mnt and /srv, where neither the operating system nor Docker, its socket
 * above all, has anything.
 */
export const hostDirectory = {
  pattern: /^\/(mnt|srv)(\/[A-Za-z0-9][A-Za-z0-9._-]{0,62}){1,5}$/,
  allowed: "a directory below /mnt or /srv, such as /mnt/cache",
} as const;

/** Directories that a service mounts of its instance at most. */
export const hostVolumeLimits = containerLimits.volumes;
