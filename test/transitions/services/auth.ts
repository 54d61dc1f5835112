import type { Transition } from "../section";
import { type StackSettings, webWith } from "../stack";

const domain = { name: "shop.example.org", zoneId: "Z0123456789ABCDEFGHIJ" };

const issuer = "https://idp.example.org";

/** A service web with a domain whose one route has `auth`. */
const withAuth = (auth: object): StackSettings => ({
  domain,
  services: webWith({ routes: [{ path: "/*", auth }] }),
});

const login = {
  oidc: {
    issuer,
    authorizationEndpoint: `${issuer}/authorize`,
    tokenEndpoint: `${issuer}/token`,
    userInfoEndpoint: `${issuer}/userinfo`,
    clientId: "shop",
    clientSecret: { secure: "hunter2" },
  },
};

const token = { jwt: { issuer, jwksEndpoint: `${issuer}/keys` } };

/** A cluster whose load balancer validates tokens. */
const onNodeGroups: StackSettings = { platforms: ["eks"], eks: { compute: "managed" }, domain };

const claim = { name: "scope", format: "space-separated-values", values: ["orders"] };

/** Changes of who may send requests to a route. */
export const authTransitions: Transition[] = [
  {
    title: "a login",
    from: { domain },
    to: withAuth(login),
    there: { does: ["ListenerRule update", "SecurityGroupEgressRule create"], not: ["ListenerRule replace"] },
    back: { does: ["ListenerRule update", "SecurityGroupEgressRule delete"], not: ["ListenerRule replace"] },
  },
  {
    title: "a login on EKS",
    from: { platforms: ["eks"], domain },
    to: { platforms: ["eks"], ...withAuth(login) },
    there: {
      does: ["Ingress update", "Role create", "RoleBinding create", "Secret create", "Service update"],
      not: ["Deployment update", "Service replace"],
    },
    back: {
      does: ["Ingress update", "Role delete", "RoleBinding delete", "Secret delete", "Service update"],
      not: ["Deployment update", "Service replace"],
    },
  },
  {
    title: "another client secret on EKS, in another Secret",
    from: { platforms: ["eks"], ...withAuth(login) },
    to: {
      platforms: ["eks"],
      ...withAuth({ oidc: { ...login.oidc, clientSecret: { secure: "hunter3" } } }),
    },
    there: {
      does: ["Ingress update", "Role update", "Secret replace", "Service update"],
      not: ["Deployment update", "Service replace"],
    },
  },
  {
    title: "another client secret",
    from: withAuth(login),
    to: withAuth({ oidc: { ...login.oidc, clientSecret: { secure: "correct horse" } } }),
    there: {
      does: ["ListenerRule update"],
      not: ["ListenerRule replace", "SecurityGroupEgressRule replace"],
    },
  },
  {
    title: "other logins, with a client secret in Secrets Manager",
    from: withAuth(login),
    to: withAuth({
      oidc: {
        ...login.oidc,
        clientSecret: "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-login-AbCdEf",
        scope: "openid email",
        sessionTimeoutSeconds: 3600,
        onUnauthenticatedRequest: "deny",
      },
    }),
    there: { does: ["ListenerRule update"], not: ["ListenerRule replace"] },
  },
  {
    title: "tokens in place of a login",
    from: withAuth(login),
    to: withAuth(token),
    there: { does: ["ListenerRule update"], not: ["ListenerRule replace", "SecurityGroupEgressRule delete"] },
  },
  {
    title: "a token on a route of EKS, in an Ingress of its own before the others",
    from: { ...onNodeGroups, services: webWith({ routes: [{ path: "/api/*" }, { path: "/*" }] }) },
    to: { ...onNodeGroups, services: webWith({ routes: [{ path: "/api/*", auth: token }, { path: "/*" }] }) },
    there: {
      does: ["Ingress create", "Ingress update"],
      not: ["Deployment update", "Ingress replace", "Service update"],
    },
    back: {
      does: ["Ingress delete", "Ingress update"],
      not: ["Deployment update", "Ingress replace", "Service update"],
    },
  },
  {
    title: "another claim of tokens on EKS, in another Ingress",
    from: {
      ...onNodeGroups,
      services: webWith({ routes: [{ path: "/api/*", auth: token }, { path: "/*" }] }),
    },
    to: {
      ...onNodeGroups,
      services: webWith({
        routes: [{ path: "/api/*", auth: { jwt: { ...token.jwt, claims: [claim] } } }, { path: "/*" }],
      }),
    },
    there: { does: ["Ingress replace"], not: ["Deployment update", "Ingress update", "Service update"] },
  },
  {
    title: "a claim that tokens must have",
    from: withAuth(token),
    to: withAuth({ jwt: { ...token.jwt, claims: [claim] } }),
    there: { does: ["ListenerRule update"], not: ["ListenerRule replace"] },
  },
  {
    title: "auth and HTTPS at once",
    from: {},
    to: withAuth(token),
    there: { does: ["Listener create", "ListenerRule replace", "SecurityGroupEgressRule create"] },
    back: { does: ["Listener delete", "ListenerRule replace", "SecurityGroupEgressRule delete"] },
  },
];
