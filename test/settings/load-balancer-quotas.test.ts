import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { errorsOf, hasPlatforms, read } from "./reading";

const names: readonly string[] = platformNames;

/** So many services, each with what is given besides its own route. */
function services(count: number, given: (index: number) => object = () => ({})) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `s${index}`,
      { source: "./app", routes: [{ path: `/s${index}`, priority: 2 * (index + 1) }], ...given(index) },
    ]),
  );
}

const warningsOf = (platform: string, given: object) =>
  read({ platforms: [platform], services: given }).warnings.filter((warning) => warning.includes(" need "));
const errorsOn = (platform: string, given: object) => errorsOf({ platforms: [platform], services: given });
const way =
  "ask for more before `pulumi up`, or divide them among several stacks. `npm run doctor` reads the quota.";

describe("the services of a load balancer", () => {
  for (const platform of names.filter((name) => name === "ecs" || name === "eks")) {
    it(`have at most 100 target groups on ${platform}, which AWS doesn't raise`, () => {
      read({ platforms: [platform], services: services(100) });
      assert.deepEqual(errorsOn(platform, services(101)), [
        `aws-containers:services need 101 target groups on ${platform}, but a load balancer has 100, which AWS doesn't raise: divide them among several stacks.`,
      ]);
    });

    it(`have 1000 targets on ${platform} unless the quota is another one`, () => {
      const two = (max: number) => services(2, () => ({ scaling: { min: 1, max } }));
      assert.deepEqual(warningsOf(platform, two(500)), []);
      assert.deepEqual(warningsOf(platform, two(501)), [
        `aws-containers:services need 1002 targets on ${platform}, but a load balancer has 1000 unless AWS raised this account's quota (Targets per Application Load Balancer): ${way}`,
      ]);
    });
  }

  const onEcs = hasPlatforms("ecs") ? it : it.skip;

  onEcs("have a rule of its security group each on ECS, and one for all logins", () => {
    const oidc = {
      issuer: "https://login.example.com",
      authorizationEndpoint: "https://login.example.com/authorize",
      tokenEndpoint: "https://login.example.com/token",
      userInfoEndpoint: "https://login.example.com/userinfo",
      clientId: "web",
      clientSecret: "secret",
    };
    const withLogin = (index: number) =>
      index === 0 ? { routes: [{ path: "/", priority: 1, auth: { oidc } }] } : {};
    const domain = { name: "shop.example.com", zoneId: "Z0123456789ABCDEFGHIJ" };
    const [login] = read({ platforms: ["ecs"], domain, services: services(60, withLogin) }, [
      "services",
    ]).warnings.filter((warning) => warning.includes(" need "));
    const expected = `aws-containers:services need 61 outbound rules of the load balancer's security group on ecs, but it has 60 unless AWS raised this account's quota (Inbound or outbound rules per security group, L-0EA8095F): ${way}`;
    assert.deepEqual(warningsOf("ecs", services(60)), []);
    assert.deepEqual(warningsOf("ecs", services(61)), [expected]);
    assert.equal(login, expected);
  });

  onEcs("have a second target group, a rule and targets where requests shift", () => {
    const shifting = () => ({ deployment: { strategy: "canary" }, scaling: { min: 1, max: 26 } });
    assert.deepEqual(errorsOn("ecs", services(51, shifting)), [
      "aws-containers:services need 102 target groups on ecs, but a load balancer has 100, which AWS doesn't raise: divide them among several stacks.",
    ]);
    assert.deepEqual(warningsOf("ecs", services(20, shifting)), [
      `aws-containers:services need 1040 targets on ecs, but a load balancer has 1000 unless AWS raised this account's quota (Targets per Application Load Balancer): ${way}`,
    ]);
    const manyRoutes = {
      web: {
        source: "./app",
        routes: Array.from({ length: 100 }, (_, index) => ({
          path: `/${index}`,
          priority: 1000 + index,
        })),
      },
      ...services(1, shifting),
    };
    assert.deepEqual(warningsOf("ecs", manyRoutes), [
      `aws-containers:services need 102 rules on ecs, but a load balancer has 100 unless AWS raised this account's quota (Rules per Application Load Balancer): ${way}`,
    ]);
  });

  onEcs("have 50 listeners where they get connections", () => {
    const tcp = (index: number) => ({ protocol: "tcp", port: 9000 + index, routes: undefined });
    assert.deepEqual(warningsOf("ecs", services(50, tcp)), []);
    assert.deepEqual(warningsOf("ecs", services(51, tcp)), [
      `aws-containers:services need 51 listeners on ecs, but a Network Load Balancer has 50 unless AWS raised this account's quota (Listeners per Network Load Balancer): ${way}`,
    ]);
  });
});
