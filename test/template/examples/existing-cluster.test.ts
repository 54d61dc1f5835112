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
      [],
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
