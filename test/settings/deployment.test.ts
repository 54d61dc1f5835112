import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { type Case, errorsOf, hasPlatforms, read } from "./reading";

const names: readonly string[] = platformNames;
const at = "aws-containers:services.hello";
const hello = (deployment: unknown, more: object = {}) => ({
  platforms: ["ecs"],
  services: { hello: { deployment, ...more } },
});

const cases: Case[] = [
  {
    what: "what a rolling deployment doesn't have",
    config: hello({ percent: 10, bakeMinutes: 5, approve: true }),
    lines: [
      `${at}.deployment.percent has no effect with strategy rolling: remove it, or set canary or linear.`,
      `${at}.deployment.bakeMinutes has no effect with strategy rolling: ECS computes the time from the alarms. Remove it.`,
      `${at}.deployment.approve has no effect with strategy rolling: remove it, or set blue-green, canary or linear.`,
    ],
  },
  {
    what: "a step that is too small, no alarms, and one target group",
    config: hello({ strategy: "linear", percent: 2, alarms: [], secondTargetGroup: false }),
    lines: [
      `${at}.deployment.percent is 2, but a step of linear has at least 3.`,
      `${at}.deployment.secondTargetGroup is false, but can't be with strategy linear: remove it.`,
      `${at}.deployment.alarms is empty, but with strategy linear alarms alone roll back a version that starts: name one.`,
    ],
  },
  {
    what: "a word of another tool",
    config: hello({ strategy: "bluegreen" }),
    lines: [
      `${at}.deployment.strategy is "bluegreen", but must be rolling, blue-green, canary, linear or external. Did you mean blue-green?`,
    ],
  },
  {
    what: "an alarm twice",
    config: hello({ alarms: ["errors", "errors"] }),
    lines: [`${at}.deployment.alarms has an alarm twice.`],
  },
  {
    what: "several routes, and scaling by the requests of one target group",
    config: hello(
      { strategy: "canary" },
      { routes: [{ path: "/a" }, { path: "/b" }], scaling: { requestsPerTask: 100 } },
    ),
    lines: [
      `${at}.routes has 2 routes, but with two target groups ECS shifts the requests of one rule: keep one, such as { path: "/*", host: … }, or set deployment.strategy: rolling.`,
      `${at}.scaling.requestsPerTask counts the requests of one target group, but deployments shift them to a second one: use cpuPercent.`,
    ],
  },
  {
    what: "a service that receives no requests",
    config: hello({ strategy: "blue-green" }, { exposure: "none" }),
    lines: [
      `${at}.deployment.strategy is blue-green with two target groups, but the service receives no requests of an Application Load Balancer to shift: set rolling.`,
    ],
  },
  {
    what: "one behind a Network Load Balancer",
    config: hello({ strategy: "canary", alarms: ["errors"] }, { protocol: "tcp" }),
    lines: [
      `${at}.deployment.alarms watch the requests of an Application Load Balancer, and the service gets none: remove them.`,
      `${at}.deployment.strategy is canary with two target groups, but the service receives no requests of an Application Load Balancer to shift: set rolling.`,
    ],
  },
  {
    what: "a called service",
    config: {
      platforms: ["ecs"],
      services: {
        hello: { deployment: { strategy: "canary" } },
        other: { source: "./app", exposure: "none", calls: ["hello"] },
      },
    },
    lines: [
      `${at}.deployment.strategy is canary, but the service is called past the load balancer by other: set rolling.`,
    ],
  },
  {
    what: "a login, which isn't a rule that only forwards",
    config: {
      ...hello(
        { strategy: "canary" },
        {
          routes: [
            {
              path: "/*",
              auth: {
                jwt: { issuer: "https://idp.example.org", jwksEndpoint: "https://idp.example.org/keys" },
              },
            },
          ],
        },
      ),
      domain: { name: "shop.example.org", zoneId: "Z0123456789ABCDEFGHIJ" },
    },
    lines: [
      `${at}.routes[0].auth isn't possible with two target groups: ECS shifts rules that only forward. Remove it, or set deployment.strategy: rolling.`,
    ],
  },
  {
    what: "a priority without a free one before it",
    config: {
      platforms: ["ecs"],
      services: {
        hello: { routes: [{ path: "/*", priority: 8 }], deployment: { strategy: "canary" } },
        other: { source: "./app", routes: [{ path: "/other", priority: 7 }] },
        first: {
          source: "./app",
          routes: [{ path: "/first", priority: 1 }],
          deployment: { strategy: "canary" },
        },
      },
    },
    lines: [
      `${at}.routes[0].priority is 8, but the rule of test traffic needs the one before it, and other has 7: set another one.`,
      `aws-containers:services.first.routes[0].priority is 1, but the rule of test traffic needs the one before it, and no rule comes before it: set another one.`,
    ],
  },
  {
    what: "a command of the stack before deployments of a pipeline",
    config: hello({ strategy: "external" }, { before: { command: ["migrate"] } }),
    lines: [
      `${at}.before runs when the stack deploys, but with deployment.strategy external a pipeline does: run it there.`,
    ],
  },
  ...(names.includes("eks")
    ? [
        {
          what: "on EKS what isn't a rolling update",
          config: { platforms: ["ecs", "eks"], services: { hello: { deployment: { strategy: "canary" } } } },
          lines: [
            `${at}.deployment.strategy is canary, but pods on EKS are replaced by a rolling update: set rolling, or platforms: [ecs] for the service.`,
          ],
        },
        {
          what: "alarms on EKS",
          config: { platforms: ["ecs", "eks"], services: { hello: { deployment: { alarms: ["errors"] } } } },
          lines: [
            `${at}.deployment.alarms roll back on ECS alone: remove them, or set platforms: [ecs] for the service.`,
          ],
        },
        {
          what: "a second target group on EKS too",
          config: {
            platforms: ["ecs", "eks"],
            services: { hello: { deployment: { secondTargetGroup: true, alarms: ["errors"] } } },
          },
          lines: [
            `${at}.deployment.secondTargetGroup is true, but no requests are shifted on EKS: remove it, or set platforms: [ecs] for the service.`,
            `${at}.deployment.alarms roll back on ECS alone: remove them, or set platforms: [ecs] for the service.`,
          ],
        },
      ]
    : []),
];

const ignored = "has no effect: only ecs honours it, and the service doesn't run there.";

const casesOnEks: Case[] = [
  {
    what: "what only ECS honours",
    config: {
      platforms: ["eks"],
      services: {
        hello: {
          deployment: {
            strategy: "rolling",
            percent: 10,
            bakeMinutes: 5,
            approve: true,
            alarms: ["errors"],
            errorPercent: 7,
            latencyMilliseconds: 300,
          },
        },
      },
    },
    lines: [
      `${at}.deployment.percent ${ignored}`,
      `${at}.deployment.bakeMinutes ${ignored}`,
      `${at}.deployment.approve ${ignored}`,
      `${at}.deployment.alarms ${ignored}`,
      `${at}.deployment.errorPercent ${ignored}`,
      `${at}.deployment.latencyMilliseconds ${ignored}`,
    ],
  },
  {
    what: "a second target group",
    config: { platforms: ["eks"], services: { hello: { deployment: { secondTargetGroup: true } } } },
    lines: [`${at}.deployment.secondTargetGroup ${ignored}`],
  },
  {
    what: "what isn't a rolling update",
    config: { platforms: ["eks"], services: { hello: { deployment: { strategy: "canary" } } } },
    lines: [
      `${at}.deployment.strategy is canary, but pods on EKS are replaced by a rolling update: set rolling, or platforms: [ecs] for the service.`,
    ],
  },
];

(hasPlatforms("eks") ? describe : describe.skip)("settings of deployments on EKS", () => {
  for (const { what, config, lines } of casesOnEks) {
    it(`refuse ${what}`, () => assert.deepEqual(errorsOf(config), lines.toSorted()));
  }

  it("are a rolling update's", () => {
    const hello = { deployment: { strategy: "rolling" }, drainSeconds: 20, minimumHealthyPercent: 50 };
    const { services } = read({ platforms: ["eks"], services: { hello } });
    assert.equal(services.hello?.deployment?.strategy, "rolling");
    assert.equal(services.hello?.drainSeconds, 20);
    assert.equal(services.hello?.minimumHealthyPercent, 50);
  });
});

(hasPlatforms("ecs") ? describe : describe.skip)("settings of deployments", () => {
  const settings = (deployment: unknown) => read(hello(deployment)).services.hello?.deployment;

  it("are rolling without alarms, or roll back by errors and unhealthy targets where requests shift", () => {
    assert.equal(read(hello(undefined)).services.hello?.deployment, undefined);
    assert.deepEqual(settings({}), {
      strategy: "rolling",
      approve: false,
      secondTargetGroup: false,
      alarms: [],
      errorPercent: 5,
      latencyMilliseconds: 1000,
    });
    assert.deepEqual(settings({ strategy: "canary" }), {
      strategy: "canary",
      percent: 10,
      bakeMinutes: 5,
      approve: false,
      secondTargetGroup: true,
      alarms: ["errors", "unhealthy"],
      errorPercent: 5,
      latencyMilliseconds: 1000,
    });
  });

  it("are those that are given", () => {
    const given = {
      strategy: "linear",
      percent: 25,
      bakeMinutes: 3,
      approve: true,
      secondTargetGroup: true,
      alarms: ["latency"],
      errorPercent: 1,
      latencyMilliseconds: 300,
    };
    assert.deepEqual(settings(given), given);
  });

  (hasPlatforms("eks") ? it : it.skip)("of a service on EKS too have the thresholds of ECS", () => {
    const thresholds = { errorPercent: 7, latencyMilliseconds: 300 };
    const { services } = read({
      platforms: ["ecs", "eks"],
      services: { hello: { deployment: thresholds } },
    });
    assert.deepEqual(services.hello?.deployment, {
      strategy: "rolling",
      approve: false,
      secondTargetGroup: false,
      alarms: [],
      ...thresholds,
    });
  });

  for (const { what, config, lines } of cases) {
    it(`refuse ${what}`, () => assert.deepEqual(errorsOf(config), lines.toSorted()));
  }
});
