/**
 * What a rule of an Application Load Balancer's HTTPS listener accepts of an identity provider.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_JwtValidationActionConfig.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_JwtValidationActionAdditionalClaim.html (read 2026-11-21)
 */
export const listenerAuthLimits = {
  /** Seconds that a login lasts; 604,800 are seven days. */
  sessionTimeoutSeconds: { min: 1, max: 604_800 },
  /** Characters of a JWT's issuer. */
  issuerLength: { min: 1, max: 256 },
  /** Characters of the address of a JSON Web Key Set. */
  jwksEndpointLength: { min: 1, max: 256 },
  /** Claims of a JWT besides those that are always validated. */
  claims: { min: 0, max: 10 },
  claimValues: { min: 1, max: 10 },
  claimValueLength: { min: 1, max: 256 },
} as const;

/** What the value of a claim is: one text, a list of texts, or texts with spaces between them. */
export const claimFormats = ["single-string", "string-array", "space-separated-values"] as const;

/** The format of a claim. */
export type ClaimFormat = (typeof claimFormats)[number];

/** Claims that every rule validates, and none names. */
export const alwaysValidatedClaims: readonly string[] = ["exp", "iss", "nbf", "iat"];

/** What happens to a request without a login. */
export const onUnauthenticatedRequests = ["authenticate", "deny", "allow"] as const;

/** What happens to a request without a login. */
export type OnUnauthenticatedRequest = (typeof onUnauthenticatedRequests)[number];

/**
 * An endpoint of an identity provider: a full URL with HTTPS, the domain and the path. Without a port, since the load
 * balancer's security group allows 443 alone.
 */
export const identityProviderEndpoint = {
  pattern: /^https:\/\/[A-Za-z0-9][A-Za-z0-9.-]{0,252}\/[!-~]{0,1024}$/,
  allowed: "an https:// URL with a path and without a port",
} as const;

/** An issuer by OpenID Connect, which needs no path: https://accounts.google.com. */
export const oidcIssuer = /^https:\/\/[A-Za-z0-9][A-Za-z0-9.-]{0,252}(\/[!-~]{0,1024})?$/;

/** Scopes with a space between them. @see https://datatracker.ietf.org/doc/html/rfc6749#section-3.3 (read 2026-11-21) */
export const oauthScope = /^[!#-[\]-~]{1,256}( [!#-[\]-~]{1,256}){0,20}$/;

/**
 * The protocol of the targets whose rules may do more than forward: for HTTP/2 and gRPC `forward` is the only action.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version (read 2026-11-21)
 */
export const protocolWithAuth = "http";
