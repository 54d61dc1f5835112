import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of an existing cluster", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("existing-cluster");
  });

  it("creates neither a cluster nor a network, nor anything without a namespace in it but the namespace", () => {
    const types = plan.steps.map(({ newState }) => newState.type);
    assert.deepEqual(
      types.filter((type) => /^(aws:(eks\/cluster|ec2|lb)|awsx|eks:)/.test(type)),
      // Of the function that calls its private API.
      ["aws:ec2/securityGroup:SecurityGroup"],
    );
    const objects = plan.steps.filter(({ newState }) => newState.type.startsWith("kubernetes:"));
    const elsewhere = objects.filter(({ newState }) => {
      const { metadata } = newState.inputs as { metadata: { namespace?: string } };
      return metadata.namespace !== "shop-dev";
    });
    assert.deepEqual(
      elsewhere.map(({ newState }) => newState.type),
      ["kubernetes:core/v1:Namespace"],
    );
  });

  it("restarts what has a secret that rotates by a function in the cluster's VPC", () => {
    const [lambda, ...others] = inputsOf(plan, "aws:lambda/function:Function");
    const { environment } = lambda as { environment?: { variables: Record<string, string> } };
    assert.deepEqual([environment?.variables.CLUSTER, others], ["shop", []]);
    const [machine] = inputsOf(plan, "aws:sfn/stateMachine:StateMachine");
    assert.match(String(machine?.definition), /states:::lambda:invoke/);
  });

  it("publishes its routes by the cluster's ingress class, the more specific first", () => {
    const [ingress] = inputsOf(plan, "kubernetes:networking.k8s.io/v1:Ingress") as {
      metadata: { annotations: object };
      spec: { ingressClassName: string; rules: { http: { paths: { path: string }[] } }[] };
    }[];
    assert.deepEqual(ingress?.metadata.annotations, { "nginx.ingress.kubernetes.io/proxy-body-size": "8m" });
    assert.equal(ingress?.spec.ingressClassName, "nginx");
    assert.deepEqual(
      ingress?.spec.rules.flatMap(({ http }) => http.paths.map(({ path }) => path)),
      ["/about", "/"],
    );
  });

  it("lets the pods of both containers assume roles in the named cluster", () => {
    const associations = inputsOf(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation").map(
      ({ clusterName, namespace, serviceAccount }) => ({ clusterName, namespace, serviceAccount }),
    );
    assert.deepEqual(associations, [
      { clusterName: "shop", namespace: "shop-dev", serviceAccount: "report" },
      { clusterName: "shop", namespace: "shop-dev", serviceAccount: "web" },
    ]);
  });
});
