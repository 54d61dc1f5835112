import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/**
 * The class that Auto Mode turns Ingresses of into load balancers: one internet-facing Application Load
 * Balancer for all Ingresses of the namespace (they form one group), in the public subnets, dropping invalid
 * header fields (ELB.4). The load balancer appears with the first Ingress and goes with the last.
 *
 * Price: about $16 a month plus $6 for each unit of use (LCU), and $4 for the public address in each zone;
 * nothing without an Ingress.
 *
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html
 */
export function createIngressClass(
  name: string,
  args: { namespace: string; publicSubnetIds: pulumi.Input<string[]> },
  options: pulumi.CustomResourceOptions,
): k8s.networking.v1.IngressClass {
  const metadata = { name: "services" };
  const parameters = new k8s.apiextensions.CustomResource(
    `${name}-ingress-class-parameters`,
    {
      apiVersion: "eks.amazonaws.com/v1",
      kind: "IngressClassParams",
      metadata,
      spec: {
        scheme: "internet-facing",
        group: { name: "services" },
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": args.namespace } },
        subnets: { ids: args.publicSubnetIds },
        loadBalancerAttributes: [{ key: "routing.http.drop_invalid_header_fields.enabled", value: "true" }],
      },
    },
    options,
  );
  return new k8s.networking.v1.IngressClass(
    `${name}-ingress-class`,
    {
      metadata,
      spec: {
        controller: "eks.amazonaws.com/alb",
        parameters: { apiGroup: "eks.amazonaws.com", kind: "IngressClassParams", name: metadata.name },
      },
    },
    { ...options, dependsOn: [parameters] },
  );
}
