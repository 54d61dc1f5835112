import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { platformNames } from "../../settings/platforms";
import { errorsOf, read } from "./reading";

const source = "./app";
const domain = { name: "shop.example.org", zoneId: "Z0123456789ABCDEFGHIJ" };
const issuer = "https://idp.example.org";
const platforms = ["ecs"];
const names: readonly string[] = platformNames;

const oidc = {
  issuer,
  authorizationEndpoint: `${issuer}/authorize`,
  tokenEndpoint: `${issuer}/token`,
  userInfoEndpoint: `${issuer}/userinfo`,
  clientId: "shop",
  clientSecret: "hunter2",
};
const jwt = { issuer, jwksEndpoint: `${issuer}/keys` };

const withAuth = (auth: object, service: object = {}) => ({
  platforms,
  domain,
  services: { web: { source, routes: [{ path: "/*", auth }], ...service } },
});

const at = "aws-containers:services.web.routes[0].auth";

if (names.includes("ecs")) {
  describe("auth of a route", () => {
    it("is a login, whose client secret stays secret", async () => {
      const { web } = read(withAuth({ oidc }), ["services"]).services;
      const [route] = web?.routes ?? [];
      const { clientSecret, ...plain } = route?.auth?.oidc ?? {};
      assert.deepEqual(plain, {
        issuer: "https://idp.example.org",
        authorizationEndpoint: "https://idp.example.org/authorize",
        tokenEndpoint: "https://idp.example.org/token",
        userInfoEndpoint: "https://idp.example.org/userinfo",
        clientId: "shop",
      });
      assert.equal(await pulumi.isSecret(pulumi.output(clientSecret)), true);
      const value = await new Promise((resolve) => pulumi.output(clientSecret).apply(resolve));
      assert.equal(value, "hunter2");
    });

    it("takes a client secret by the ARN of a whole secret, which is no secret itself", () => {
      const arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-login-AbCdEf";
      const clientSecretOf = (secrets: string[]) => {
        const { web } = read(withAuth({ oidc: { ...oidc, clientSecret: arn } }), secrets).services;
        return web?.routes[0]?.auth?.oidc?.clientSecret;
      };
      assert.deepEqual([clientSecretOf([]), clientSecretOf(["services"])], [arn, arn]);
      assert.deepEqual(errorsOf(withAuth({ oidc: { ...oidc, clientSecret: `${arn}:key` } })), [
        `${at}.oidc.clientSecret is ${arn}:key: must be the ARN of a secret that holds it alone, such as arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf.`,
      ]);
    });

    it("is accepted undecrypted, as the offline preview has it", () => {
      const config = withAuth({ oidc: { ...oidc, clientSecret: "[secret]" } });
      assert.ok(read(config, ["services"]).services.web?.routes[0]?.auth?.oidc);
    });

    it("is a token, with the claims that it must have", () => {
      const claims = [{ name: "scope", format: "space-separated-values", values: ["orders", "payments"] }];
      const { web } = read(withAuth({ jwt: { ...jwt, claims } })).services;
      assert.deepEqual(web?.routes[0]?.auth, { jwt: { ...jwt, claims } });
    });

    it("is refused with a client secret in plain text, which no message shows", () => {
      assert.deepEqual(errorsOf(withAuth({ oidc })), [
        `${at}.oidc.clientSecret is plain text: revoke it at the provider, then set the new one with \`pulumi config set --path --secret '${at}.oidc.clientSecret'\`.`,
      ]);
      for (const clientSecret of ["hunter2", "hunter2 with blanks\n", 424242]) {
        const wrong = { oidc: { ...oidc, clientSecret, issuer: "http://idp.example.org" }, jwt: { issuer } };
        const lines = errorsOf({ ...withAuth(wrong), domain: undefined }).join();
        assert.ok(!lines.includes("hunter2") && !lines.includes("424242"), lines);
      }
    });

    it("is refused as both kinds, and as neither", () => {
      assert.deepEqual(errorsOf(withAuth({ oidc, jwt }), ["services"]), [
        `${at} has oidc and jwt, but a route has one of them: remove the other.`,
      ]);
      assert.deepEqual(errorsOf(withAuth({})), [
        `${at} has neither oidc nor jwt: set one of them, or remove it.`,
      ]);
    });

    it("is refused without HTTPS, and with targets that a load balancer only forwards to", () => {
      assert.deepEqual(errorsOf({ ...withAuth({ jwt }), domain: undefined }), [
        `${at} needs HTTPS: set aws-containers:domain.`,
      ]);
      assert.deepEqual(errorsOf(withAuth({ jwt }, { protocol: "grpc" })), [
        `${at} can't be combined with protocol grpc: a load balancer authenticates requests to targets with protocol http only.`,
      ]);
    });

    it("is refused with claims that no token could have", () => {
      const claims = [
        { name: "iss", format: "string-array", values: ["a"] },
        { name: "tenant", format: "single-string", values: ["a", "b"] },
        { name: "scope", format: "space-separated-values", values: ["a b"] },
      ];
      assert.deepEqual(errorsOf(withAuth({ jwt: { ...jwt, claims } })), [
        `${at}.jwt.claims[0].name is "iss", which is validated anyway: remove it.`,
        `${at}.jwt.claims[1].values has 2 values, but with format single-string must have one.`,
        `${at}.jwt.claims[2].values has a value with a space, but with format space-separated-values each is one item of the list.`,
      ]);
    });

    it("is refused with values of another form", () => {
      const anEndpoint = "an https:// URL with a path and without a port";
      const wrong = {
        oidc: {
          issuer: "http://idp.example.org",
          authorizationEndpoint: issuer,
          tokenEndpoint: "https://idp.example.org:8443/token",
          clientId: "shop",
          clientSecret: "",
          scope: " openid",
          sessionTimeoutSeconds: 604801,
          onUnauthenticatedRequest: "redirect",
        },
        jwt: { issuer: "a b", jwksEndpoint: `${issuer}/${"k".repeat(233)}`, claims: [{ name: "a" }] },
      };
      assert.deepEqual(errorsOf(withAuth(wrong)), [
        `${at}.jwt.claims[0].format is missing: it must be single-string, string-array or space-separated-values.`,
        `${at}.jwt.claims[0].values is missing: it must be a list of 1 to 10 values.`,
        `${at}.jwt.issuer is "a b", but must be 1 to 256 characters without spaces.`,
        `${at}.jwt.jwksEndpoint is "https://idp.example.org/${"k".repeat(33)}...", but must be ${anEndpoint}, of at most 256 characters.`,
        `${at}.oidc.authorizationEndpoint is "https://idp.example.org", but must be ${anEndpoint}.`,
        `${at}.oidc.clientSecret is empty, but must be a string. Leave it out to take the default.`,
        `${at}.oidc.issuer is "http://idp.example.org", but must be an https:// URL without a port.`,
        `${at}.oidc.onUnauthenticatedRequest is "redirect", but must be authenticate, deny or allow.`,
        `${at}.oidc.scope is " openid", but must be scopes with a space between them, such as openid email.`,
        `${at}.oidc.sessionTimeoutSeconds is 604801, but must be a whole number from 1 to 604800.`,
        `${at}.oidc.tokenEndpoint is "https://idp.example.org:8443/token", but must be ${anEndpoint}.`,
        `${at}.oidc.userInfoEndpoint is missing: it must be ${anEndpoint}.`,
      ]);
    });

    if (names.includes("eks")) {
      it("is a token on EKS too, but not where no controller is known to validate it", () => {
        const open =
          "needs a load balancer that validates tokens, which is documented neither of EKS Auto Mode nor of an existing cluster: on eks the route could be open to everyone. Set eks.compute to managed, self-managed or fargate, or platforms: [ecs] for the service.";
        const both = { ...withAuth({ jwt }), platforms: ["ecs", "eks"] };
        assert.deepEqual(errorsOf(both), [`${at}.jwt ${open}`]);
        for (const compute of ["managed", "self-managed", "fargate"]) {
          const { services } = withAuth({ jwt }, { architecture: "x86_64" });
          const { web } = read({ ...both, services, eks: { compute } }).services;
          assert.deepEqual(web?.routes[0]?.auth, { jwt }, compute);
        }
        const routes = [{ path: "/api/*", auth: { jwt } }, { path: "/*" }];
        assert.ok(read({ ...both, eks: { compute: "managed" }, services: { web: { source, routes } } }));
        const services = {
          ...withAuth({ jwt }, { platforms }).services,
          open: { source, routes: [{ path: "/o" }] },
        };
        assert.deepEqual(read({ ...both, services }).services.web?.platforms, ["ecs"]);
      });

      it("is on EKS the same login for all routes of a service", () => {
        const onEks = (...routes: object[]) => ({
          platforms: ["eks"],
          domain,
          services: { web: { source, routes } },
        });
        const open = { path: "/open" };
        const login = { path: "/*", auth: { oidc } };
        assert.ok(read(onEks(login), ["services"]).services.web?.routes[0]?.auth?.oidc);
        assert.ok(read(onEks(login, { ...login, path: "/a" }), ["services"]).services.web);
        assert.deepEqual(errorsOf(onEks(open, login), ["services"]), [
          "aws-containers:services.web.routes have different auth, but on eks a login is the service's: give all of them the same, make those that differ a service of their own, or set platforms: [ecs].",
        ]);
      });
    }
  });
}
