import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** A schema of the OpenAPI, in which Kubernetes has fields of its own. */
interface Schema {
  type: "array" | "object" | "string";
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema;
  required?: readonly string[];
  items?: Schema;
  minItems?: number;
  enum?: readonly string[];
  "x-kubernetes-preserve-unknown-fields"?: boolean;
}

/** What the API server doesn't look into: the controller's webhook does. */
const open: Schema = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
const text: Schema = { type: "string" };
const keysAndValues: Schema = {
  type: "array",
  items: { type: "object", required: ["key", "value"], properties: { key: text, value: text } },
};

/** Parameters of an ingress class, as the stack has them. */
const ingressClassParams: Schema = {
  type: "object",
  properties: {
    scheme: { type: "string", enum: ["internal", "internet-facing"] },
    ipAddressType: { type: "string", enum: ["ipv4", "dualstack"] },
    group: { type: "object", required: ["name"], properties: { name: text } },
    namespaceSelector: {
      type: "object",
      properties: { matchLabels: { type: "object", additionalProperties: text } },
    },
    subnets: { type: "object", properties: { ids: { type: "array", minItems: 1, items: text } } },
    certificateArn: { type: "array", items: text },
    tags: keysAndValues,
    loadBalancerAttributes: keysAndValues,
  },
};

/**
 * Creates the definitions of the controller's custom resources: parameters of ingress classes, of which it has the fields that the
 * stack writes, and bindings of target groups to Services, which the controller alone writes.
 *
 * By a custom resource, since the class of definitions has other names of Kubernetes' own fields, which only its provider
 * translates, and no manifest of a plan.
 *
 * Another version of the controller keeps them: fields that it adds are of features that the stack doesn't use.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/tree/v3.5.0/config/crd/bases (read 2026-11-21)
 */
export function createCustomResourceDefinitions(
  name: string,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const create = (
    kind: string,
    names: { plural: string; singular: string },
    spec: Schema,
    isStatus: boolean,
  ) =>
    new k8s.apiextensions.CustomResource(
      `${name}-${names.plural}`,
      {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `${names.plural}.elbv2.k8s.aws` },
        spec: {
          group: "elbv2.k8s.aws",
          scope: isStatus ? "Namespaced" : "Cluster",
          names: { kind, listKind: `${kind}List`, ...names },
          versions: [
            {
              name: "v1beta1",
              served: true,
              storage: true,
              ...(isStatus && { subresources: { status: {} } }),
              schema: {
                openAPIV3Schema: {
                  type: "object",
                  properties: { spec, ...(isStatus && { status: open }) },
                },
              },
            },
          ],
        },
      },
      options,
    );
  return [
    create(
      "IngressClassParams",
      { plural: "ingressclassparams", singular: "ingressclassparam" },
      ingressClassParams,
      false,
    ),
    create(
      "TargetGroupBinding",
      { plural: "targetgroupbindings", singular: "targetgroupbinding" },
      open,
      true,
    ),
  ];
}
