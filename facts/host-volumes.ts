import { containerLimits } from "./container-limits";

/**
 * Directories of an instance that services mount: below /mnt and /srv, where neither the operating system nor Docker, its socket
 * above all, has anything.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-bind-mount-config.html (read 2026-11-22)
 * @see https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch03.html (read 2026-11-22)
 */
export const hostDirectory = {
  pattern: /^\/(mnt|srv)(\/[A-Za-z0-9][A-Za-z0-9._-]{0,62}){1,5}$/,
  allowed: "a directory below /mnt or /srv, such as /mnt/cache",
} as const;

/** Directories that a service mounts of its instance at most. */
export const hostVolumeLimits = containerLimits.volumes;
