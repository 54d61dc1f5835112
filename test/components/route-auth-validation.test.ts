import assert from "node:assert/strict";
import type { OidcAuth, RouteAuth } from "../../components/route-auth";
import { validateRouteAuth } from "../../components/route-auth-validation";
import { cpuTime } from "../support/cpu-time";

const oidc: OidcAuth = {
  issuer: "https://accounts.google.com",
  authorizationEndpoint: "https://idp.example.com/authorize",
  tokenEndpoint: "https://idp.example.com/token",
  userInfoEndpoint: "https://idp.example.com/userinfo",
  clientId: "shop",
  clientSecret: "hunter2",
};
const jwt = { issuer: "shop", jwksEndpoint: "https://idp.example.com/keys" };
const endpoint = "must be an https:// URL with a path and without a port";

type Claim = NonNullable<NonNullable<RouteAuth["jwt"]>["claims"]>[number];

const errorsOf = (auth: RouteAuth, protocol: "http" | "http2" | "grpc" = "http") =>
  validateRouteAuth("auth", auth, protocol);

describe("validateRouteAuth", () => {
  it("accepts either kind, and none", () => {
    assert.deepEqual(validateRouteAuth("auth", undefined, "grpc"), []);
    assert.deepEqual(errorsOf({ oidc }), []);
    assert.deepEqual(errorsOf({ jwt }), []);
  });

  it("accepts what is at the limits", () => {
    const value = "v".repeat(256);
    const limits: RouteAuth[] = [
      {
        oidc: { ...oidc, scope: "openid email", sessionTimeoutSeconds: 1, onUnauthenticatedRequest: "deny" },
      },
      { oidc: { ...oidc, sessionTimeoutSeconds: 604800, onUnauthenticatedRequest: "allow" } },
      {
        jwt: {
          issuer: "i".repeat(256),
          jwksEndpoint: `https://idp.example.com/${"k".repeat(232)}`,
          claims: Array.from({ length: 10 }, () => ({
            name: "scope",
            format: "string-array" as const,
            values: Array.from({ length: 10 }, () => value),
          })),
        },
      },
    ];
    assert.deepEqual(
      limits.map((auth) => errorsOf(auth)),
      [[], [], []],
    );
  });

  it("accepts a client secret by the ARN of a whole secret, and no part of one", () => {
    const arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-login-AbCdEf";
    const errorsWith = (clientSecret: string) => errorsOf({ oidc: { ...oidc, clientSecret } });
    assert.deepEqual(errorsWith(arn), []);
    for (const wrong of [
      `${arn}:key`,
      `${arn}::AWSPREVIOUS`,
      arn.replace("-AbCdEf", ""),
      "arn:aws:ssm:us-east-1",
    ]) {
      assert.deepEqual(errorsWith(wrong), [
        `auth.oidc.clientSecret is "${wrong}": must be the ARN of a secret that holds it alone, such as arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf`,
      ]);
    }
  });

  it("refuses both kinds, and neither", () => {
    assert.deepEqual(errorsOf({ oidc, jwt }), ["auth has both oidc and jwt: must have one of them"]);
    assert.deepEqual(errorsOf({}), ["auth has neither oidc nor jwt: must have one of them"]);
  });

  it("refuses targets with another protocol than HTTP/1.1", () => {
    for (const protocol of ["http2", "grpc"] as const) {
      assert.deepEqual(errorsOf({ jwt }, protocol), [
        `auth is set with service.protocol ${protocol}: must be left out, since a load balancer authenticates requests to targets with protocol http only`,
      ]);
    }
  });

  it("refuses a login that the load balancer would, without showing the secret", () => {
    const wrong: OidcAuth = {
      issuer: "http://idp.example.com",
      authorizationEndpoint: "https://idp.example.com",
      tokenEndpoint: "https://idp.example.com:8443/token",
      userInfoEndpoint: "https://user:word@idp.example.com/",
      clientId: "",
      clientSecret: "",
      scope: " openid",
      sessionTimeoutSeconds: 604801,
      // @ts-expect-error: not among the words
      onUnauthenticatedRequest: "redirect",
    };
    assert.deepEqual(errorsOf({ oidc: wrong }), [
      'auth.oidc.issuer is "http://idp.example.com": must be an https:// URL without a port',
      `auth.oidc.authorizationEndpoint is "https://idp.example.com": ${endpoint}`,
      `auth.oidc.tokenEndpoint is "https://idp.example.com:8443/token": ${endpoint}`,
      `auth.oidc.userInfoEndpoint is "https://user:word@idp.example.com/": ${endpoint}`,
      "auth.oidc.clientId is empty: must be the application's id",
      "auth.oidc.clientSecret is empty: must be the application's secret",
      'auth.oidc.scope is " openid": must be scopes with a space between them',
      "auth.oidc.sessionTimeoutSeconds is 604801: must be a whole number from 1 to 604800",
      'auth.oidc.onUnauthenticatedRequest is "redirect": must be authenticate, deny or allow',
    ]);
    const withSecret = errorsOf({ oidc: { ...wrong, clientSecret: "hunter2" }, jwt }, "grpc").join();
    assert.ok(!withSecret.includes("hunter2"));
  });

  it("refuses what no token could have", () => {
    const long = "v".repeat(257);
    assert.deepEqual(errorsOf({ jwt: { issuer: "", jwksEndpoint: "http://idp.example.com/keys" } }), [
      "auth.jwt.issuer is empty: must be the issuer of the tokens",
      `auth.jwt.jwksEndpoint is "http://idp.example.com/keys": ${endpoint}`,
    ]);
    const claims: Claim[] = [
      { name: "exp", format: "single-string" as const, values: ["a", "b"] },
      { name: "", format: "string-array" as const, values: [] },
      { name: "scope", format: "space-separated-values" as const, values: ["a b", "", long] },
      // @ts-expect-error: not among the formats
      { name: "roles", format: "list", values: Array.from({ length: 11 }, () => "a") },
      ...Array.from({ length: 7 }, () => ({ name: "a", format: "single-string" as const, values: ["b"] })),
    ];
    const jwksEndpoint = `https://idp.example.com/${"k".repeat(233)}`;
    assert.deepEqual(errorsOf({ jwt: { issuer: long, jwksEndpoint, claims } }), [
      "auth.jwt.issuer has 257 characters: must be at most 256",
      "auth.jwt.jwksEndpoint has 257 characters: must be at most 256",
      "auth.jwt.claims has 11 claims: must have at most 10",
      'auth.jwt.claims[0].name is "exp": must be a claim other than exp, iss, nbf, iat',
      "auth.jwt.claims[0].values has 2: must have 1 with format single-string",
      'auth.jwt.claims[1].name is "": must be a claim other than exp, iss, nbf, iat',
      "auth.jwt.claims[1].values has 0: must have 1 to 10 with format string-array",
      "auth.jwt.claims[2].values[2] has 257 characters: must be at most 256",
      "auth.jwt.claims[2].values has an empty one: must have characters",
      "auth.jwt.claims[2].values has spaces: must be one value each with format space-separated-values",
      'auth.jwt.claims[3].format is "list": must be single-string, string-array or space-separated-values',
      "auth.jwt.claims[3].values has 11: must have 1 to 10 with format list",
    ]);
  });

  it("judges in linear time, whatever its strings", () => {
    const began = cpuTime();
    for (const part of ["a", ".", "-", "/", " ", "a ", "a.", "https://", ":"]) {
      const text = part.repeat(100_000 / part.length);
      for (const url of [text, `https://${text}`, `https://a${text}/${text}\n`]) {
        errorsOf({
          oidc: {
            ...oidc,
            issuer: url,
            authorizationEndpoint: url,
            tokenEndpoint: url,
            userInfoEndpoint: url,
            scope: `${text}\n`,
          },
          jwt: { issuer: text, jwksEndpoint: url },
        });
      }
    }
    assert.ok(cpuTime() - began < 1000);
  });
});
