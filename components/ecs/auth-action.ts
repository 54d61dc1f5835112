import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { clientSecretOf } from "../client-secret";
import { completeOidc } from "../complete-oidc";
import type { JwtAuth, OidcAuth, RouteAuth } from "../route-auth";

type Action = aws.types.input.lb.ListenerRuleAction;

/**
 * The actions of a listener rule: `forward`, after what authenticates the request, if anything does.
 *
 * @param options By which a client secret is read.
 */
export function ruleActions(
  auth: RouteAuth | undefined,
  forward: Action,
  options: pulumi.InvokeOptions,
): Action[] {
  const authenticate = auth && authAction(auth, options);
  return authenticate
    ? [
        { ...authenticate, order: 1 },
        { ...forward, order: 2 },
      ]
    : [forward];
}

function authAction({ oidc, jwt }: RouteAuth, options: pulumi.InvokeOptions): Action | undefined {
  return oidc ? authenticateOidc(oidc, options) : jwt && validateJwt(jwt);
}

function authenticateOidc(oidc: OidcAuth, options: pulumi.InvokeOptions): Action {
  const { clientSecret, sessionTimeoutSeconds, ...others } = completeOidc(oidc);
  return {
    type: "authenticate-oidc",
    authenticateOidc: {
      ...others,
      clientSecret: clientSecretOf(clientSecret, options),
      sessionTimeout: sessionTimeoutSeconds,
    },
  };
}

function validateJwt({ issuer, jwksEndpoint, claims = [] }: JwtAuth): Action {
  return {
    type: "jwt-validation",
    jwtValidation: { issuer, jwksEndpoint, ...(claims.length > 0 && { additionalClaims: claims }) },
  };
}
