import assert from "node:assert/strict";
import { capacityTypeOf, kubernetesArchitecture } from "../../../components/eks/capacity-type";

describe("Capacity on EKS", () => {
  const cases = [
    {
      why: "only On-Demand has weight",
      capacity: { base: 0, onDemand: 1, spot: 0 },
      min: 1,
      type: "on-demand",
    },
    { why: "only Spot has weight", capacity: { base: 0, onDemand: 0, spot: 1 }, min: 1, type: "spot" },
    { why: "both have weight", capacity: { base: 0, onDemand: 1, spot: 3 }, min: 1, type: "mixed" },
    {
      why: "half of the replicas covers the base",
      capacity: { base: 1, onDemand: 0, spot: 1 },
      min: 2,
      type: "mixed",
    },
    {
      why: "the base is more than an even spread schedules without Spot capacity",
      capacity: { base: 2, onDemand: 0, spot: 1 },
      min: 4,
      type: "on-demand",
    },
    {
      why: "it doesn't cover the base",
      capacity: { base: 2, onDemand: 0, spot: 1 },
      min: 3,
      type: "on-demand",
    },
  ];
  for (const { why, capacity, min, type } of cases) {
    it(`is ${type} where ${why}`, () => {
      assert.equal(capacityTypeOf({ capacity, scaling: { min, max: 10 } }), type);
    });
  }

  it("has Kubernetes' names of the architectures", () => {
    assert.equal(kubernetesArchitecture("arm64"), "arm64");
    assert.equal(kubernetesArchitecture("x86_64"), "amd64");
  });
});
