import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of an EKS cluster on managed node groups", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("eks-managed");
  });

  it("meets every policy", () => {
    assert.deepEqual(findingsIn(plan), []);
  });

  it("has node groups for both architectures, both capacities, GPUs, and what the orders run on", () => {
    const groups = inputsOf(plan, "aws:eks/nodeGroup:NodeGroup").map(
      ({ amiType, capacityType }) => `${amiType} ${capacityType}`,
    );
    assert.deepEqual(groups.sort(), [
      "BOTTLEROCKET_ARM_64 ON_DEMAND",
      "BOTTLEROCKET_x86_64 ON_DEMAND",
      "BOTTLEROCKET_x86_64 SPOT",
      "BOTTLEROCKET_x86_64_NVIDIA SPOT",
    ]);
  });

  it("has the controllers of load balancers and volumes that Auto Mode would have", () => {
    const ofPlan = inputsOf(plan, "aws:eks/addon:Addon");
    const addons = ofPlan.map(({ addonName }) => addonName);
    const dns = ofPlan.find(({ addonName }) => addonName === "coredns");
    assert.equal(dns?.addonVersion, "v1.14.3-eksbuild.16");
    for (const addon of ["aws-ebs-csi-driver", "cert-manager", "snapshot-controller"]) {
      assert.ok(addons.includes(addon), addon);
    }
    const [ingressClass] = inputsOf(plan, "kubernetes:networking.k8s.io/v1:IngressClass");
    const { controller } = (ingressClass?.spec ?? {}) as { controller?: string };
    assert.equal(controller, "ingress.k8s.aws/alb");
    const classes = inputsOf(plan, "kubernetes:storage.k8s.io/v1:StorageClass");
    assert.deepEqual([...new Set(classes.map(({ provisioner }) => provisioner))], ["ebs.csi.aws.com"]);
  });

  it("validates tokens of programs in an Ingress of its own, in front of the one for everyone", () => {
    const ingresses = inputsOf(plan, "kubernetes:networking.k8s.io/v1:Ingress").flatMap(
      ({ metadata, spec }) => {
        const { annotations = {} } = metadata as { annotations?: Record<string, string> };
        const { rules } = spec as { rules: { http?: { paths: { path: string }[] } }[] };
        const paths = rules.flatMap(({ http }) => http?.paths.map(({ path }) => path) ?? []);
        const order = Number(annotations["alb.ingress.kubernetes.io/group.order"] ?? 0);
        const validation = annotations["alb.ingress.kubernetes.io/jwt-validation"];
        return paths.length > 0 ? [{ paths, order, validation }] : [];
      },
    );
    const issuer = "https://idp.example.com";
    assert.deepEqual(
      ingresses.sort((one, other) => one.order - other.order),
      [
        {
          paths: ["/api/*"],
          order: 0,
          validation: JSON.stringify({ jwksEndpoint: `${issuer}/keys`, issuer }),
        },
        { paths: ["/*"], order: 1, validation: undefined },
      ],
    );
  });

  it("has static addresses for clients of the broker, one in each zone", () => {
    const { length } = inputsOf(plan, "aws:ec2/eip:Eip");
    const [broker] = inputsOf(plan, "kubernetes:core/v1:Service")
      .map(({ metadata }) => (metadata as { annotations?: Record<string, string> }).annotations ?? {})
      .flatMap((each) => each["service.beta.kubernetes.io/aws-load-balancer-eip-allocations"] ?? []);
    assert.equal(broker?.split(",").length, 3);
    assert.ok(length >= 3);
  });

  it("lets the office through to the node port of the internal service", () => {
    const [orders] = inputsOf(plan, "kubernetes:core/v1:Service")
      .map(({ spec }) => spec as { type: string; ports: { nodePort?: number }[] })
      .filter(({ type }) => type === "NodePort");
    assert.deepEqual(
      orders?.ports.map(({ nodePort }) => nodePort),
      [30_080],
    );
    const rules = inputsOf(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ fromPort }) => fromPort === 30_080)
      .map(({ cidrIpv4, toPort, ipProtocol }) => [cidrIpv4, toPort, ipProtocol]);
    assert.deepEqual(rules, [["10.8.0.0/22", 30_080, "tcp"]]);
  });

  it("places pods by the labels of these groups", () => {
    const pods = inputsOf(plan, "kubernetes:apps/v1:Deployment") as {
      metadata: { name: string };
      spec: { template: { spec: { nodeSelector: object; tolerations?: object[] } } };
    }[];
    const [hello] = pods.filter(({ metadata }) => metadata.name === "hello");
    assert.deepEqual(hello?.spec.template.spec.nodeSelector, { "kubernetes.io/arch": "amd64" });
    const [orders] = inputsOf(plan, "kubernetes:apps/v1:StatefulSet") as typeof pods;
    assert.deepEqual(orders?.spec.template.spec.nodeSelector, {
      "kubernetes.io/arch": "arm64",
      "eks.amazonaws.com/capacityType": "ON_DEMAND",
      "node-group": "orders",
    });
    const { tolerations } = orders?.spec.template.spec ?? {};
    assert.deepEqual(tolerations, [{ key: "team", operator: "Equal", value: "orders", effect: "NoExecute" }]);
    const [job] = inputsOf(plan, "kubernetes:batch/v1:CronJob") as {
      spec: { jobTemplate: { spec: { template: { metadata: { annotations: object }; spec: object } } } };
    }[];
    const { metadata } = job?.spec.jobTemplate.spec.template ?? {};
    assert.deepEqual(metadata?.annotations, { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" });
  });
});
