import assert from "node:assert/strict";
import { evaluate } from "../../policies/evaluate";
import { shippedPreview } from "../support/stack-preview";

const waived = {
  dev: [
    "eks-endpoint",
    "elb-tls-or-redirect",
    "ingress-tls-or-redirect",
    "eks-deletion-protection",
    "elb-access-logs",
    "elb-deletion-protection",
    "elb-web-acl",
    "ingress-access-logs",
    "ingress-deletion-protection",
    "ingress-web-acl",
    "vpc-flow-logs",
  ],
  prod: [],
};

for (const stack of ["dev", "prod"] as const) {
  it(`policies: the ${stack} stack as it ships meets every rule but what is waived`, async () => {
    const { steps } = await shippedPreview(stack);
    const plan = steps.map(({ urn, newState }) => ({ ...newState, urn, name: urn.split("::").at(-1) ?? "" }));
    const evaluation = evaluate(plan.map((one) => ({ ...one, inputs: one.inputs ?? {} })));
    assert.equal(evaluation.tier, stack);
    assert.deepEqual(evaluation.findings, []);
    assert.deepEqual(evaluation.errors, []);
    assert.deepEqual(
      evaluation.waived.map(({ rule }) => rule),
      waived[stack],
    );
  });
}
