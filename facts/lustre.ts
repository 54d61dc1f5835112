/**
 * TCP ports of Lustre, from first to last: of its servers and of its clients, which connect to each other.
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/limit-access-security-groups.html (read 2026-11-22)
 */
export const lustrePorts = [
  { fromPort: 988, toPort: 988 },
  { fromPort: 1018, toPort: 1023 },
] as const;

/** What `mount -t lustre` takes: the DNS name of a file system, its mount name and, if it isn't all of it, a directory. */
const source =
  /^((fs-[0-9a-f]{8,40})\.fsx\.([a-z0-9-]{1,30})\.amazonaws\.com(?:\.cn)?)@tcp:\/([a-z0-9]{3,8}(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,254}){0,16})$/;

/** What is said of such a text. */
export const lustreSourceAllowed =
  "what mount -t lustre takes, such as fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh/shop";

/** What clients mount of a file system of FSx for Lustre. */
export interface LustreSource {
  /** Id of the file system. */
  readonly fileSystemId: string;
  readonly dnsName: string;
  readonly region: string;
  /** Its mount name and the directory, such as abcdefgh/shop. */
  readonly mountName: string;
}

/**
 * What a client mounts; undefined where the text doesn't say it.
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/mounting-ec2-instance.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/mounting-from-fileset.html (read 2026-11-22)
 */
export function parseLustreSource(text: string): LustreSource | undefined {
  const [, dnsName, fileSystemId, region, mountName] = source.exec(text) ?? [];
  return dnsName && fileSystemId && region && mountName
    ? { dnsName, fileSystemId, region, mountName }
    : undefined;
}
