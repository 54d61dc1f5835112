import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Https } from "../https";

/**
 * Creates the ingress class of the services, for which Auto Mode creates one internet-facing Application Load Balancer: all
 * Ingresses of the namespace form one group. It is in the public subnets, drops invalid header fields (ELB.4), is created
 * with the first Ingress and deleted with the last.
 *
 * Monthly cost: about $16 plus $6 per load balancer capacity unit (LCU), and $4 for the public address in each zone; nothing
 * without an Ingress.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html
 */
export function createIngressClass(
  name: string,
  args: {
    namespace: string;
    publicSubnetIds: pulumi.Input<string[]>;
    https: Pick<Https, "certificateArn"> | undefined;
  },
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
        ...(args.https && { certificateARNs: [args.https.certificateArn] }),
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
