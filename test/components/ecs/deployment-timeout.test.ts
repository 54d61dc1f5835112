import assert from "node:assert/strict";
import { completeService } from "../../../components/complete-service";
import { deploymentTimeoutMinutes } from "../../../components/ecs/deployment-configuration";
import type { ServiceDescription } from "../../../components/service";
import { description, planOfService } from "./a-service";

function minutesOf(changes: Partial<ServiceDescription>): number {
  return deploymentTimeoutMinutes(completeService({ ...description, ...changes }));
}

describe("A deployment on ECS is waited for", () => {
  const ofTwo = { min: 2, max: 2 };
  // Two tasks at once: three of them fail in two rounds, and the former version is back after a third.
  const cases: [title: string, changes: Partial<ServiceDescription>, minutes: number][] = [
    ["20 minutes at least", {}, 20],
    // 300 + 30 + 2 * 5 + 2 * 5 + 3600 + 30 = 3980 seconds a round
    ["while tasks drain", { drainSeconds: 3600 }, 199],
    // 300 + 1800 + 2 * 5 + 2 * 5 + 5 + 30 = 2155
    ["while tasks start listening", { health: { graceSeconds: 1800 } }, 108],
    // 300 + 3000 + 10 * 300 + 2 * 300 + 5 + 30 = 6935
    ["between health checks", { health: { intervalSeconds: 300, unhealthyThreshold: 10 } }, 347],
    // 300 + 30 + 10 + 10 + 5 + 120 = 475
    ["while tasks stop", { stopSeconds: 120 }, 24],
    // 300 + 50 + 900 + 3 * 10 + 5 + 2 * 30 = 1345
    [
      "while sidecars start, and stop after it",
      {
        sidecars: {
          proxy: {
            image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/proxy:0123456789ab",
            health: {
              command: ["/proxy", "check"],
              graceSeconds: 900,
              intervalSeconds: 10,
              unhealthyThreshold: 3,
            },
          },
        },
      },
      68,
    ],
    // 300 + 30 = 330: nobody checks it, and nothing drains.
    ["where nobody calls it, without its health", { exposure: "none", drainSeconds: 3600 }, 20],
    // One task at a time: five of ten fail, ten are replaced, 385 seconds each.
    ["for each round", { scaling: { min: 10, max: 10 }, maximumPercent: 110 }, 97],
    // Of three tasks one starts at once, of two and of four more: six rounds.
    ["for the number of tasks that takes most", { scaling: { min: 2, max: 4 }, maximumPercent: 150 }, 39],
    // The alarms of a rolling deployment look at three minutes.
    ["while ECS watches alarms", { deployment: { alarms: ["errors"] } }, 23],
    // All new tasks start beside the others, whatever the percents are.
    [
      "while requests shift",
      { scaling: ofTwo, maximumPercent: 150, deployment: { strategy: "canary", bakeMinutes: 60 } },
      140,
    ],
  ];

  for (const [title, changes, minutes] of cases) {
    it(`${title}: ${minutes} min`, () => {
      assert.equal(minutesOf(changes), minutes);
    });
  }

  it("when its service is created, updated and deleted", async () => {
    const plan = await planOfService({ service: { drainSeconds: 3600 } });
    const seconds = 199 * 60;
    assert.deepEqual(plan.resource("ecs/service:Service", "hello-service").customTimeouts, {
      create: seconds,
      update: seconds,
      delete: seconds,
    });
  });
});
