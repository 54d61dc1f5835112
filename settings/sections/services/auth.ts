import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { clientSecretForms, isClientSecretArn, isWholeSecret } from "../../../components/client-secret";
import type { RouteAuth } from "../../../components/route-auth";
import {
  alwaysValidatedClaims,
  claimFormats,
  identityProviderEndpoint,
  listenerAuthLimits,
  oauthScope,
  oidcIssuer,
  onUnauthenticatedRequests,
  protocolWithAuth,
} from "../../../facts/listener-auth";
import type { Protocol } from "../../../facts/protocols";
import type { StackContext } from "../../section";
import { choice, integer, list, object, secretable, string, stringOrScalar } from "../../toolkit/kinds";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { oneOf } from "../../toolkit/words";

/** The platforms where each route of a service can have a login of its own. */
const byRoute: readonly string[] = ["ecs"];

const { claims, claimValues, claimValueLength, issuerLength, jwksEndpointLength } = listenerAuthLimits;

const endpoint = (description: string) =>
  string(identityProviderEndpoint.pattern, identityProviderEndpoint.allowed, description);
const text = (max: number) => new RegExp(`^\\S{1,${max}}$`);

const oidc = object(
  {
    scope: string(
      oauthScope,
      "scopes with a space between them, such as openid email",
      "Scopes. Default: openid.",
    ),
    sessionTimeoutSeconds: integer(
      listenerAuthLimits.sessionTimeoutSeconds,
      "Seconds that a login lasts. Default: 604800, seven days.",
    ),
    onUnauthenticatedRequest: choice(
      onUnauthenticatedRequests,
      "What happens to a request without a login. authenticate: it is redirected to the provider. deny: it is answered with " +
        "401. allow: it is forwarded, without the headers that say who it is. Default: authenticate.",
    ),
  },
  "A login by OpenID Connect, in the browser. The provider has to allow the redirect to https://HOST/oauth2/idpresponse.",
  {
    issuer: string(oidcIssuer, "an https:// URL without a port", "The issuer."),
    authorizationEndpoint: endpoint("Where the provider shows its login."),
    tokenEndpoint: endpoint("Where the load balancer gets tokens."),
    userInfoEndpoint: endpoint("Where the load balancer gets what the provider knows of a person."),
    clientId: string(
      /^[ -~]{1,1024}$/,
      "1 to 1024 ASCII characters",
      "Id of the application at the provider.",
    ),
    // No pattern that a secret could fail: the error would show it.
    clientSecret: secretable(
      stringOrScalar(
        /./,
        "a string",
        "The application's secret: the ARN of a secret in Secrets Manager that holds it alone, or the value, which must be secret " +
          "in the stack file (`secure:`).",
      ),
    ),
  },
);

const claim = object({}, "A claim that a token must have.", {
  name: string(/^\S{1,256}$/, "1 to 256 characters without spaces", "Name of the claim."),
  format: choice(
    claimFormats,
    "What its value is: one text, a list of texts, or texts with spaces between them, such as OAuth's scope.",
  ),
  values: list(
    string(
      new RegExp(`^[^\\n]{1,${claimValueLength.max}}$`),
      `1 to ${claimValueLength.max} characters`,
      "A value.",
    ),
    { ...claimValues, allowed: `a list of 1 to ${claimValues.max} values` },
    "Its values; one with single-string.",
  ),
});

const jwt = object(
  {
    claims: list(
      claim,
      {
        ...claims,
        allowed: `a list of at most ${claims.max} claims such as { name: scope, format: space-separated-values, values: [orders] }`,
      },
      `What a token must claim besides ${alwaysValidatedClaims.join(", ")}.`,
    ),
  },
  "A JSON Web Token in the header Authorization, signed with RS256, as programs send it. On EKS not in Auto Mode.",
  {
    issuer: string(
      text(issuerLength.max),
      `1 to ${issuerLength.max} characters without spaces`,
      "The token's claim iss.",
    ),
    jwksEndpoint: string(
      new RegExp(`^(?=.{1,${jwksEndpointLength.max}}$)${identityProviderEndpoint.pattern.source.slice(1)}`),
      `${identityProviderEndpoint.allowed}, of at most ${jwksEndpointLength.max} characters`,
      "Where the keys are: at most 10, 150 KB.",
    ),
  },
);

/** Who may send the requests of a route. */
export const authSchema = object(
  { oidc, jwt },
  "Who may send the requests: people who log in (oidc), or programs with a token (jwt). Needs a domain. On EKS all " +
    "routes of a service have the same login. Free. Default: everyone.",
);

type Given = z.output<typeof authSchema>;

/** Who may send the requests of a route, the client secret as a secret output. */
export function authSettings({ oidc, jwt }: Given): RouteAuth {
  return {
    ...(oidc && { oidc: { ...oidc, clientSecret: clientSecretSettings(String(oidc.clientSecret)) } }),
    ...(jwt && { jwt }),
  };
}

function clientSecretSettings(text: string): pulumi.Input<string> {
  return isWholeSecret(text) ? text : pulumi.secret(text);
}

interface GivenService {
  protocol?: Protocol | undefined;
  routes?: readonly { auth?: Given | undefined }[] | undefined;
}

/** Adds errors for what a service's routes can't have, and for client secrets that everyone can read. */
export function validateAuth(
  at: Path,
  { protocol = protocolWithAuth, routes = [] }: GivenService,
  running: readonly string[],
  { hasDomain, platformsIgnoring }: Pick<StackContext, "hasDomain" | "platformsIgnoring">,
  errors: ValidationErrors,
): void {
  const others = running.filter((platform) => !byRoute.includes(platform));
  const withoutTokens = running.filter((platform) => platformsIgnoring.tokens.includes(platform));
  const [first] = routes;
  if (others.length > 0 && routes.some(({ auth }) => !isDeepStrictEqual(auth?.oidc, first?.auth?.oidc))) {
    errors.add(
      [...at, "routes"],
      `have different auth, but on ${oneOf(others)} a login is the service's: give all of them the same, make those that differ a service of their own, or set platforms: [${byRoute}].`,
    );
  }
  for (const [index, { auth }] of routes.entries()) {
    if (auth === undefined) continue;
    const path = [...at, "routes", index, "auth"];
    if (withoutTokens.length > 0 && auth.jwt) {
      errors.add(
        [...path, "jwt"],
        `needs a load balancer that validates tokens, which is documented neither of EKS Auto Mode nor of an existing cluster: on ${oneOf(withoutTokens)} the route could be open to everyone. Set eks.compute to managed, self-managed or fargate, or platforms: [${byRoute}] for the service.`,
      );
    }
    if (!hasDomain) errors.add(path, `needs HTTPS: set ${formatPath(["domain"])}.`);
    if (protocol !== protocolWithAuth) {
      errors.add(
        path,
        `can't be combined with protocol ${protocol}: a load balancer authenticates requests to targets with protocol ${protocolWithAuth} only.`,
      );
    }
    validateKind(path, auth, errors);
  }
}

function validateKind(at: Path, { oidc, jwt }: Given, errors: ValidationErrors): void {
  if (oidc && jwt) errors.add(at, "has oidc and jwt, but a route has one of them: remove the other.");
  if (!oidc && !jwt) errors.add(at, "has neither oidc nor jwt: set one of them, or remove it.");
  const secret = [...at, "oidc", "clientSecret"];
  const text = String(oidc?.clientSecret);
  if (oidc && !errors.isSecret(secret) && isClientSecretArn(text) && !isWholeSecret(text)) {
    errors.add(secret, `is ${text}: must be ${clientSecretForms}.`);
  } else if (oidc && !errors.isSecret(secret) && !isWholeSecret(text)) {
    errors.add(
      secret,
      `is plain text: revoke it at the provider, then set the new one with \`pulumi config set --path --secret '${formatPath(secret)}'\`.`,
    );
  }
  for (const [index, claim] of (jwt?.claims ?? []).entries()) {
    validateClaim([...at, "jwt", "claims", index], claim, errors);
  }
}

function validateClaim(
  at: Path,
  { name, format, values }: z.output<typeof claim>,
  errors: ValidationErrors,
): void {
  if (alwaysValidatedClaims.includes(name)) {
    errors.add([...at, "name"], `is ${errors.format(at, name)}, which is validated anyway: remove it.`);
  }
  if (format === "single-string" && values.length > 1) {
    errors.add(
      [...at, "values"],
      `has ${values.length} values, but with format single-string must have one.`,
    );
  }
  if (format === "space-separated-values" && values.some((value) => value.includes(" "))) {
    errors.add(
      [...at, "values"],
      `has a value with a space, but with format ${format} each is one item of the list.`,
    );
  }
}
