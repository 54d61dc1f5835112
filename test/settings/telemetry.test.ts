import assert from "node:assert/strict";
import { type Case, errorsOf, hasPlatforms, prod, read } from "./reading";

const at = "aws-containers:services.hello";
const image = `public.ecr.aws/example/agent@sha256:${"0".repeat(64)}`;
const hello = (service: object) => ({ services: { hello: { telemetry: {}, ...service } } });

const cases: Case[] = [
  {
    what: "no traces and no metrics, and a share that is none",
    config: hello({ telemetry: { traces: false, metrics: false, samplePercent: 0.5 } }),
    lines: [
      `${at}.telemetry collects neither traces nor metrics: remove it, or one of them.`,
      `${at}.telemetry.samplePercent is 0.5, but must be a whole number from 1 to 100.`,
    ],
  },
  {
    what: "variables and ports that telemetry has",
    config: hello({
      port: 4317,
      environment: { OTEL_SERVICE_NAME: "web", OTEL_RESOURCE_ATTRIBUTES: "team=shop" },
      secrets: { OTEL_TRACES_SAMPLER: "/web/sampler" },
      sidecars: { agent: { image, port: 4318, cpu: 16, memory: 16 } },
    }),
    lines: [
      `${at}.environment.OTEL_SERVICE_NAME is set from telemetry: remove one of them.`,
      `${at}.port is 4317, which the collector of telemetry listens on: choose another.`,
      `${at}.secrets.OTEL_TRACES_SAMPLER is set from telemetry: remove one of them.`,
      `${at}.sidecars.agent.port is 4318, which ${at}.telemetry has too: choose another.`,
    ],
  },
  {
    what: "services that are too small for it",
    config: hello({ sidecars: { agent: { image, cpu: 150, memory: 300 } } }),
    lines: [
      `${at}.cpu is 256, of which its sidecars take 214: at least 64 must be left for the service.`,
      `${at}.memory is 512, of which its sidecars take 492: at least 64 must be left for the service.`,
    ],
  },
  ...(hasPlatforms("ecs")
    ? [
        {
          what: "services that are too small for it and a log router",
          config: {
            platforms: ["ecs"],
            ...hello({ logs: { driver: "firelens" }, sidecars: { agent: { image, memory: 160 } } }),
          },
          lines: [
            `${at}.memory is 512, of which its log router and its sidecars take 480: at least 64 must be left for its own container.`,
          ],
        },
      ]
    : []),
  ...(hasPlatforms("eks")
    ? [
        {
          what: "clusters that aren't of EKS by their name",
          config: {
            platforms: ["eks"],
            eks: { existing: { context: "shop", ingressClass: "alb", namespace: "web" } },
            ...hello({}),
          },
          lines: [
            `${at}.telemetry needs aws-containers:eks.existing.name or aws-containers:eks.existing.oidcProviderArn: pods get no role of AWS otherwise.`,
          ],
        },
      ]
    : []),
];

describe("settings of telemetry", () => {
  for (const { what, config, lines } of cases) {
    it(`refuse ${what}`, () => assert.deepEqual(errorsOf(config), lines));
  }

  it("record all traces in dev, and one of twenty in prod", () => {
    const both = { traces: true, metrics: true };
    assert.deepEqual(read(hello({})).services.hello?.telemetry, { ...both, samplePercent: 100 });
    assert.deepEqual(read({ ...prod, ...hello({ image }) }).services.hello?.telemetry, {
      ...both,
      samplePercent: 5,
    });
    assert.equal(read().services.hello?.telemetry, undefined);
  });
});
