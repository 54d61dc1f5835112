import assert from "node:assert/strict";
import { completeService } from "../../../components/complete-service";
import {
  deploymentTimeouts,
  progressDeadlineSeconds,
  statefulSetTimeouts,
} from "../../../components/eks/rollout-timeouts";
import type { ServiceDescription } from "../../../components/service";

const serviceOf = (changes: Partial<ServiceDescription>) =>
  completeService({ image: "example.com/web:1", scaling: { min: 2, max: 2 }, ...changes });

describe("The rollout of a Deployment", () => {
  const cases: [
    title: string,
    changes: Partial<ServiceDescription>,
    deadline: number,
    timeouts: { create: string; update: string; delete: string },
  ][] = [
    ["has Kubernetes' own deadline at least", {}, 600, { create: "660s", update: "660s", delete: "660s" }],
    // 300 + 1800 + 2 * 5 + 2 * 5
    [
      "waits for pods that start slowly",
      { health: { graceSeconds: 1800 } },
      2120,
      { create: "2180s", update: "2180s", delete: "660s" },
    ],
    // The new pods don't wait for the old ones: 5 + 3600 + 30 until these have ended.
    [
      "doesn't wait for pods that drain, their deletion does",
      { drainSeconds: 3600 },
      600,
      { create: "660s", update: "660s", delete: "3695s" },
    ],
    // Here they may: 300 + 30 + 10 + 10 + 5 + 3600 + 30, one pod after the other.
    [
      "waits for them where their places are needed",
      { drainSeconds: 3600, minimumHealthyPercent: 50, maximumPercent: 100 },
      3985,
      { create: "4045s", update: "8030s", delete: "3695s" },
    ],
    [
      "takes a round for each pod that it may add",
      { scaling: { min: 10, max: 10 }, maximumPercent: 110 },
      600,
      { create: "660s", update: "6060s", delete: "660s" },
    ],
  ];

  for (const [title, changes, deadline, timeouts] of cases) {
    it(title, () => {
      const service = serviceOf(changes);
      assert.deepEqual([progressDeadlineSeconds(service), deploymentTimeouts(service)], [deadline, timeouts]);
    });
  }
});

describe("The rollout of a StatefulSet", () => {
  it("takes a round for each pod, which starts after the former one has stopped", () => {
    // 350 seconds until it is ready, 5 + 5 + 30 until it has ended
    assert.deepEqual(statefulSetTimeouts(serviceOf({ scaling: { min: 3, max: 3 } })), {
      create: "660s",
      update: "1230s",
      delete: "660s",
    });
  });
});
