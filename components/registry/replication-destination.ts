/** A region that images are replicated to; without an account it is the stack's. */
export interface ReplicationDestination {
  account?: string;
  region: string;
}

/** Parses eu-west-1 or 111122223333/eu-west-1; undefined for anything else. */
export function parseDestination(text: string): ReplicationDestination | undefined {
  const [, account, region] = /^(?:(\d{12})\/)?([a-z]{2,}(?:-[a-z]+)+-\d)$/.exec(text) ?? [];
  return region === undefined ? undefined : { ...(account !== undefined && { account }), region };
}
