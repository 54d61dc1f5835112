/** A host of a domain under another name of it: of shop.example.com, app.shop.example.com is app.eks.shop.example.com. */
export function hostUnder(name: string, domain: string, host: string): string {
  const lower = host.toLowerCase();
  return lower === domain ? name : `${lower.slice(0, -domain.length)}${name}`;
}

/** Whether a host is a domain or below it. */
export function isUnder(domain: string, host: string): boolean {
  const lower = host.toLowerCase();
  return lower === domain || lower.endsWith(`.${domain}`);
}

/**
 * The names of a certificate that covers a domain and hosts below it: the domain, `*.` of it, and `*.` of each further name
 * that a host is below, because a wildcard stands for one label. A host more changes them only where it is deeper.
 */
export function certificateNames(domain: string, hosts: readonly string[]): [string, ...string[]] {
  const parents = hosts
    .filter((host) => host.toLowerCase() !== domain)
    .map((host) => host.toLowerCase().slice(host.indexOf(".") + 1));
  const deeper = new Set(parents.filter((parent) => parent !== domain));
  return [domain, `*.${domain}`, ...[...deeper].sort().map((parent) => `*.${parent}`)];
}

/** The names that are validated: ACM gives a name and `*.` of it the same record. */
export function validatedNames(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.replace(/^\*\./, "")))];
}
