import assert from "node:assert/strict";
import { figures, report, resource, unknown } from "./a-plan";

describe("the cost of load balancers for Kubernetes", () => {
  const parameters = (name: string, spec: Record<string, unknown>) =>
    resource("kubernetes:eks.amazonaws.com/v1:IngressClassParams", name, { metadata: { name }, spec });
  const ingressClass = (name: string) =>
    resource("kubernetes:networking.k8s.io/v1:IngressClass", name, {
      metadata: { name },
      spec: { parameters: { name } },
    });
  const ingress = (name: string, ingressClassName: string) =>
    resource("kubernetes:networking.k8s.io/v1:Ingress", name, { spec: { ingressClassName } });
  const open = { scheme: "internet-facing", subnets: { ids: ["subnet-1", "subnet-2"] } };
  const grouped = { ...open, group: { name: "services" } };

  it("is one for all Ingresses of a group, with an address in each zone", () => {
    const plan = [
      parameters("web", grouped),
      ingressClass("web"),
      ingress("one", "web"),
      ingress("two", "web"),
    ];
    assert.deepEqual(figures(...plan), [
      ["eks-load-balancer", 1, 16.43],
      ["eks-load-balancer-address", 2, 7.3],
    ]);
    const again = [parameters("other", grouped), ingressClass("other"), ingress("three", "other")];
    assert.equal(figures(...plan, ...again).length, 2);
  });

  it("is one for each Ingress without a group", () => {
    const plan = [parameters("web", open), ingressClass("web"), ingress("one", "web"), ingress("two", "web")];
    assert.deepEqual(figures(...plan), [
      ["eks-load-balancer", 2, 32.85],
      ["eks-load-balancer-address", 4, 14.6],
    ]);
  });

  it("is none without an Ingress, and has no public address inside", () => {
    assert.deepEqual(figures(parameters("web", grouped), ingressClass("web")), []);
    const inside = { ...grouped, scheme: "internal" };
    assert.deepEqual(figures(parameters("web", inside), ingressClass("web"), ingress("one", "web")), [
      ["eks-load-balancer", 1, 16.43],
    ]);
  });

  it("follows dependencies where names aren't known yet", () => {
    const of = parameters("web", grouped);
    const named = resource(
      "kubernetes:networking.k8s.io/v1:IngressClass",
      "web",
      { metadata: { name: "web" }, spec: { parameters: { name: unknown } } },
      { propertyDependencies: { spec: [of.urn] } },
    );
    const user = resource(
      "kubernetes:networking.k8s.io/v1:Ingress",
      "one",
      { spec: { ingressClassName: unknown } },
      { propertyDependencies: { spec: [named.urn] } },
    );
    assert.deepEqual(figures(of, named, user), [
      ["eks-load-balancer", 1, 16.43],
      ["eks-load-balancer-address", 2, 7.3],
    ]);
  });

  it("is one for each Service of the class that Auto Mode has, with an address in each zone", () => {
    const service = (annotations: object) =>
      resource("kubernetes:core/v1:Service", "mqtt", {
        metadata: { annotations },
        spec: { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" },
      });
    const prefix = "service.beta.kubernetes.io/aws-load-balancer";
    const subnets = { [`${prefix}-subnets`]: "subnet-1,subnet-2,subnet-3" };
    assert.deepEqual(figures(service({ ...subnets, [`${prefix}-scheme`]: "internet-facing" })), [
      ["eks-network-load-balancer", 1, 16.43],
      ["eks-load-balancer-address", 3, 10.95],
    ]);
    assert.deepEqual(figures(service(subnets)), [["eks-network-load-balancer", 1, 16.43]]);
  });

  it("is reported as unknown for Services of type LoadBalancer of another class", () => {
    const service = (type: string) => resource("kubernetes:core/v1:Service", "web", { spec: { type } });
    assert.deepEqual(figures(service("ClusterIP")), []);
    const { lines, noPrice } = report(service("LoadBalancer"));
    assert.deepEqual(lines, []);
    assert.deepEqual(
      noPrice.map(({ what }) => what),
      ["load balancer of a Kubernetes Service"],
    );
  });
});
