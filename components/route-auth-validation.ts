import {
  alwaysValidatedClaims,
  claimFormats,
  identityProviderEndpoint,
  listenerAuthLimits,
  oauthScope,
  oidcIssuer,
  onUnauthenticatedRequests,
  protocolWithAuth,
} from "../facts/listener-auth";
import type { Protocol } from "../facts/protocols";
import { clientSecretForms, isClientSecretArn, isWholeSecret } from "./client-secret";
import {
  mustBe,
  validateLength,
  validateOneOf,
  validatePattern,
  validateWholeNumber,
} from "./invalid-arguments";
import type { JwtAuth, JwtClaim, OidcAuth, RouteAuth } from "./route-auth";

const { pattern: endpointPattern, allowed: endpointAllowed } = identityProviderEndpoint;

/**
 * Validates who may send the requests of a route. No message has a client secret in it.
 *
 * @param argument The route's `auth`, as messages call it.
 * @param auth What it is; undefined is valid.
 * @param protocol The service's protocol.
 */
export function validateRouteAuth(
  argument: string,
  auth: RouteAuth | undefined,
  protocol: Protocol,
): string[] {
  if (auth === undefined) return [];
  const { oidc, jwt } = auth;
  const one = (oidc === undefined) !== (jwt === undefined);
  return [
    ...(one
      ? []
      : [`${argument} has ${oidc ? "both oidc and jwt" : "neither oidc nor jwt"}: must have one of them`]),
    ...(protocol === protocolWithAuth
      ? []
      : [
          `${argument} is set with service.protocol ${protocol}: must be left out, since a load balancer authenticates requests to targets with protocol ${protocolWithAuth} only`,
        ]),
    ...(oidc ? validateOidc(`${argument}.oidc`, oidc) : []),
    ...(jwt ? validateJwt(`${argument}.jwt`, jwt) : []),
  ];
}

function validateOidc(argument: string, oidc: OidcAuth): string[] {
  const endpoints = ["authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint"] as const;
  return [
    ...validatePattern(`${argument}.issuer`, oidc.issuer, oidcIssuer, "an https:// URL without a port"),
    ...endpoints.flatMap((key) =>
      validatePattern(`${argument}.${key}`, oidc[key], endpointPattern, endpointAllowed),
    ),
    ...(oidc.clientId === "" ? [`${argument}.clientId is empty: must be the application's id`] : []),
    ...(oidc.clientSecret === ""
      ? [`${argument}.clientSecret is empty: must be the application's secret`]
      : []),
    ...(isClientSecretArn(oidc.clientSecret) && !isWholeSecret(oidc.clientSecret)
      ? [mustBe(`${argument}.clientSecret`, oidc.clientSecret, clientSecretForms)]
      : []),
    ...validatePattern(`${argument}.scope`, oidc.scope, oauthScope, "scopes with a space between them"),
    ...validateWholeNumber(
      `${argument}.sessionTimeoutSeconds`,
      oidc.sessionTimeoutSeconds,
      listenerAuthLimits.sessionTimeoutSeconds,
    ),
    ...validateOneOf(
      `${argument}.onUnauthenticatedRequest`,
      oidc.onUnauthenticatedRequest,
      onUnauthenticatedRequests,
    ),
  ];
}

function validateJwt(argument: string, { issuer, jwksEndpoint, claims = [] }: JwtAuth): string[] {
  const most = listenerAuthLimits.claims.max;
  return [
    ...(issuer === "" ? [`${argument}.issuer is empty: must be the issuer of the tokens`] : []),
    ...validateLength(`${argument}.issuer`, issuer, listenerAuthLimits.issuerLength),
    ...validatePattern(`${argument}.jwksEndpoint`, jwksEndpoint, endpointPattern, endpointAllowed),
    ...validateLength(`${argument}.jwksEndpoint`, jwksEndpoint, listenerAuthLimits.jwksEndpointLength),
    ...(claims.length > most
      ? [`${argument}.claims has ${claims.length} claims: must have at most ${most}`]
      : []),
    ...claims.flatMap((claim, index) => validateClaim(`${argument}.claims[${index}]`, claim)),
  ];
}

function validateClaim(argument: string, { name, format, values }: JwtClaim): string[] {
  const most = format === "single-string" ? 1 : listenerAuthLimits.claimValues.max;
  const hasSpaces = format === "space-separated-values" && values.some((value) => value.includes(" "));
  return [
    ...(name === "" || alwaysValidatedClaims.includes(name)
      ? [mustBe(`${argument}.name`, name, `a claim other than ${alwaysValidatedClaims.join(", ")}`)]
      : []),
    ...validateOneOf(`${argument}.format`, format, claimFormats),
    ...(values.length < 1 || values.length > most
      ? [
          `${argument}.values has ${values.length}: must have ${most === 1 ? "1" : `1 to ${most}`} with format ${format}`,
        ]
      : []),
    ...values.flatMap((value, index) =>
      validateLength(`${argument}.values[${index}]`, value, listenerAuthLimits.claimValueLength),
    ),
    ...(values.includes("") ? [`${argument}.values has an empty one: must have characters`] : []),
    ...(hasSpaces ? [`${argument}.values has spaces: must be one value each with format ${format}`] : []),
  ];
}
