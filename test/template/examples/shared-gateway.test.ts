import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of a Gateway for several teams", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("shared-gateway");
  });

  it("meets every policy", () => {
    assert.deepEqual(findingsIn(plan), []);
  });

  it("attaches the routes of each service and host to it, and has no Gateway of its own", () => {
    assert.deepEqual(inputsOf(plan, "kubernetes:gateway.networking.k8s.io/v1:Gateway"), []);
    const routes = inputsOf(plan, "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute") as {
      metadata: { name: string };
      spec: { parentRefs: object[]; hostnames: string[] };
    }[];
    const parentRefs = [{ name: "public", namespace: "gateways", sectionName: "https" }];
    assert.deepEqual(
      routes.map(({ metadata: { name }, spec }) => [name, spec.hostnames, spec.parentRefs]),
      [
        ["api.api.example.com", ["api.example.com"], parentRefs],
        ["api.shop.example.com", ["shop.example.com"], parentRefs],
        ["web.shop.example.com", ["shop.example.com"], parentRefs],
      ],
    );
  });
});
