import { containsBlock, parseCidrBlock } from "./cidr-blocks";

/**
 * Link-local IPv4 addresses: on AWS the instance metadata, credentials, DNS and time of the machine itself. Security groups
 * don't filter them.
 * @see https://www.rfc-editor.org/rfc/rfc3927 (read 2026-11-21)
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html (read 2026-11-21)
 */
export const linkLocalCidr = "169.254.0.0/16";

/** Whether a range has link-local addresses and no others. */
export function isLinkLocal(cidr: string): boolean {
  const [linkLocal, block] = [parseCidrBlock(linkLocalCidr), parseCidrBlock(cidr)];
  return linkLocal !== undefined && block !== undefined && containsBlock(linkLocal, block);
}

/** Whether a range has link-local addresses and others. */
export function includesLinkLocal(cidr: string): boolean {
  const [linkLocal, block] = [parseCidrBlock(linkLocalCidr), parseCidrBlock(cidr)];
  return (
    linkLocal !== undefined && block !== undefined && containsBlock(block, linkLocal) && !isLinkLocal(cidr)
  );
}
