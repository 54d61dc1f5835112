import type { OidcAuth } from "./route-auth";

/** A login with every default, so that a setting which is removed is set back. */
export function completeOidc(oidc: OidcAuth): Required<OidcAuth> {
  return {
    scope: "openid",
    sessionTimeoutSeconds: 604_800,
    onUnauthenticatedRequest: "authenticate",
    ...oidc,
  };
}
