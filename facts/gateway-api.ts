/**
 * The API of Gateways and their routes, in the version that is supported by every implementation of the Gateway API 1.0 and later.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/ (read 2026-11-22)
 */
export const gatewayApi = "gateway.networking.k8s.io/v1";

/**
 * What a rule and a Gateway have at most.
 * @see https://github.com/kubernetes-sigs/gateway-api/tree/v1.6.0/config/crd/standard (read 2026-11-22)
 */
export const gatewayLimits = { matchesPerRule: 64, listeners: 64 } as const;

/** Protocols of listeners that HTTPRoutes attach to. */
export const gatewayProtocols = ["http", "https"] as const;

/** Characters of the path of an HTTPRoute. */
const pathCharacters = /^[-A-Za-z0-9/._~!$&'()*+,;=:@]+$/;

/**
 * Whether an HTTPRoute can match a path: an exact one, or a prefix, which ends with a slash and a star. Regular expressions aren't
 * the same in any two implementations.
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.0/apis/v1/httproute_types.go (HTTPPathMatch, read 2026-11-22)
 */
export function isGatewayPath(path: string): boolean {
  const literal = path.replace(/\/\*$/, "/");
  return pathCharacters.test(literal) && !/[*?]|\/\/|\/\.\.?(\/|$)/.test(literal);
}

/** What the paths of HTTPRoutes are, for people. */
export const gatewayPaths =
  "exact or end with /*, with no other wildcard, no \", no // and no segment of dots, as an HTTPRoute's";
