/**
 * TCP port of EFS's mount targets.
 * @see https://docs.aws.amazon.com/efs/latest/ug/network-access.html (read 2026-11-21)
 */
export const nfsPort = 2049;
