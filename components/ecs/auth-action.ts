import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { completeOidc } from "../complete-oidc";
import type { JwtAuth, OidcAuth, RouteAuth } from "../route-auth";

type Action = aws.types.input.lb.ListenerRuleAction;

/** The actions of a listener rule: `forward`, after what authenticates the request, if anything does. */
export function ruleActions(auth: RouteAuth | undefined, forward: Action): Action[] {
  const authenticate = auth && authAction(auth);
  return authenticate
    ? [
        { ...authenticate, order: 1 },
        { ...forward, order: 2 },
      ]
    : [forward];
}

function authAction({ oidc, jwt }: RouteAuth): Action | undefined {
  return oidc ? authenticateOidc(oidc) : jwt && validateJwt(jwt);
}

function authenticateOidc(oidc: OidcAuth): Action {
  const { clientSecret, sessionTimeoutSeconds, ...others } = completeOidc(oidc);
  return {
    type: "authenticate-oidc",
    authenticateOidc: {
      ...others,
      clientSecret: pulumi.secret(clientSecret),
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
