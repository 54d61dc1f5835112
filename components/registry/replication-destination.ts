import { regionOfAccount } from "../../facts/identifiers";

/** A region that images are replicated to; without an account it is the stack's. */
export interface ReplicationDestination {
  account?: string;
  region: string;
}

/** Parses eu-west-1 or 111122223333/eu-west-1; undefined for anything else. */
export function parseDestination(text: string): ReplicationDestination | undefined {
  const [, account, region] = regionOfAccount.exec(text) ?? [];
  return region === undefined ? undefined : { ...(account !== undefined && { account }), region };
}
