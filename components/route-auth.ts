import type * as pulumi from "@pulumi/pulumi";
import type { ClaimFormat, OnUnauthenticatedRequest } from "../facts/listener-auth";

/** Who may send the requests of a route: exactly one of the two. The load balancer checks it before it forwards a request. */
export interface RouteAuth {
  /** People log in at an identity provider, in their browser. @default none: `jwt` is given */
  oidc?: OidcAuth;
  /** Programs send a token of an identity provider. @default none: `oidc` is given */
  jwt?: JwtAuth;
}

/**
 * A login by OpenID Connect. The provider has to allow the redirect to `https://HOST/oauth2/idpresponse` for each of the
 * route's hosts. Endpoints are `https://` URLs with a path, on port 443, with names that public DNS resolves.
 */
export interface OidcAuth {
  /** The issuer, such as https://accounts.google.com. */
  issuer: string;
  /** Where the provider shows its login. */
  authorizationEndpoint: string;
  /** Where the load balancer gets tokens. */
  tokenEndpoint: string;
  /** Where the load balancer gets what the provider knows of a person. */
  userInfoEndpoint: string;
  /** Id of the application at the provider. */
  clientId: string;
  /**
   * The application's secret, or the ARN of a secret in Secrets Manager that holds it alone. Secret in plan and state, whether the
   * value given is or not.
   */
  clientSecret: pulumi.Input<string>;
  /** Scopes, with spaces between them. @default openid */
  scope?: string;
  /** Seconds that a login lasts, 1 to 604800. @default 604800, seven days */
  sessionTimeoutSeconds?: number;
  /**
   * What happens to a request without a login: it is redirected to the provider (`authenticate`), answered with 401 (`deny`),
   * or forwarded without the headers that say who it is (`allow`).
   * @default authenticate
   */
  onUnauthenticatedRequest?: OnUnauthenticatedRequest;
}

/**
 * A JSON Web Token in the header `Authorization: Bearer`, signed with RS256. The load balancer validates signature, `iss` and
 * `exp`, and `nbf` and `iat` where the token has them.
 */
export interface JwtAuth {
  /** The claim `iss`, at most 256 characters. */
  issuer: string;
  /** An `https://` URL on port 443, at most 256 characters, with a set of at most 10 keys and 150 KB. */
  jwksEndpoint: string;
  /** What else a token must claim, at most 10. @default nothing */
  claims?: JwtClaim[];
}

/** A claim that a token must have. */
export interface JwtClaim {
  /** Its name; not exp, iss, nbf or iat, which are validated anyway. */
  name: string;
  /** What its value is: one text, a list of texts, or texts with spaces between them, such as OAuth's scope. */
  format: ClaimFormat;
  /** Its values, 1 to 10 of at most 256 characters; one with `single-string`. */
  values: string[];
}
