import assert from "node:assert/strict";
import { invalidManifests } from "../../support/manifests";

const deployment = (container: object, more: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "services" },
  spec: {
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", ...container }] } },
    ...more,
  },
});

const errorsIn = (manifest: object) => invalidManifests([manifest]).flatMap(({ errors }) => errors);

/** Every plan of every test is held to these schemas; here is what they find. */
describe("the schemas of Kubernetes", () => {
  it("take a valid object, in every version", () => {
    assert.deepEqual(
      invalidManifests([deployment({ image: "web:1", resources: { limits: { memory: "512Mi", cpu: 1 } } })]),
      [],
    );
  });

  it("find a field that doesn't exist, with its path and the versions", () => {
    assert.deepEqual(invalidManifests([deployment({ image: "web:1", memory: "512Mi" })]), [
      {
        manifest: "apps/v1 Deployment web",
        versions: ["1.35", "1.36"],
        errors: ['spec.template.spec.containers.0: Unrecognized key: "memory"'],
      },
    ]);
  });

  it("find values of another type, and what is missing", () => {
    assert.deepEqual(errorsIn(deployment({ ports: [{ containerPort: "8080" }] })), [
      "spec.template.spec.containers.0.ports.0.containerPort: Invalid input: expected number, received string",
    ]);
    assert.deepEqual(errorsIn(deployment({}, { selector: undefined })), [
      "spec.selector: Invalid input: expected object, received undefined",
    ]);
  });

  it("find a kind or a version of an API that Kubernetes doesn't have", () => {
    assert.match(errorsIn({ ...deployment({}), apiVersion: "apps/v1beta1" })[0] ?? "", /^no schema: /);
    assert.match(errorsIn({ ...deployment({}), kind: "Deploiment" })[0] ?? "", /^no schema: /);
  });

  describe("and the definitions of custom resources", () => {
    const nodePool = (requirement: object) => ({
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "services" },
      spec: {
        template: {
          spec: {
            nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "services" },
            requirements: [requirement],
          },
        },
      },
    });
    const parameters = (apiVersion: string, spec: object) => ({
      apiVersion,
      kind: "IngressClassParams",
      metadata: { name: "services" },
      spec,
    });

    it("take a valid custom resource", () => {
      assert.deepEqual(
        errorsIn(nodePool({ key: "kubernetes.io/arch", operator: "In", values: ["arm64"] })),
        [],
      );
    });

    it("find an operator that Karpenter doesn't have, and fields that don't exist", () => {
      assert.deepEqual(errorsIn(nodePool({ key: "kubernetes.io/arch", operator: "Is", value: "arm64" })), [
        'spec.template.spec.requirements.0.operator: Invalid option: expected one of "In"|"NotIn"|"Exists"|"DoesNotExist"|"Gt"|"Lt"|"Gte"|"Lte"',
        'spec.template.spec.requirements.0: Unrecognized key: "value"',
      ]);
    });

    it("know the parameters of an ingress class by EKS' names of fields and by those of the controller", () => {
      const arns = ["arn:aws:acm:eu-west-1:000000000000:certificate/1"];
      assert.deepEqual(errorsIn(parameters("eks.amazonaws.com/v1", { certificateARNs: arns })), []);
      assert.deepEqual(errorsIn(parameters("elbv2.k8s.aws/v1beta1", { certificateArn: arns })), []);
      assert.deepEqual(errorsIn(parameters("eks.amazonaws.com/v1", { certificateArn: arns })), [
        'spec: Unrecognized key: "certificateArn"',
      ]);
    });

    it("find wrong metadata, which a definition leaves to Kubernetes", () => {
      const named = { ...parameters("elbv2.k8s.aws/v1beta1", {}), metadata: { nme: "services" } };
      assert.deepEqual(errorsIn(named), ['metadata: Unrecognized key: "nme"']);
    });
  });
});
