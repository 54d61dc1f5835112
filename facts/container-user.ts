/**
 * User and group of every container: neither root nor known to the host, and the owner of the files of a file system. It is
 * `nonroot` of distroless images.
 * @see https://github.com/GoogleContainerTools/distroless/blob/main/common/variables.bzl (read 2026-11-22)
 */
export const containerUser = 65532;
