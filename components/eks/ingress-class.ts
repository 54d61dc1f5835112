import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { defaultIdleTimeoutSeconds } from "../../facts/load-balancers";
import type { LoadBalancerAttributes } from "../load-balancer/load-balancer-attributes";
import { getsRequests } from "../published";
import type { EksClusterArgs } from "./cluster-arguments";
import type { LoadBalancerNames } from "./controllers";
import { originName, originOf } from "./origin";

/**
 * Creates the ingress class of the services, for which Auto Mode creates one internet-facing Application Load Balancer: all
 * Ingresses of the namespace form one group. It is in the public subnets, drops invalid header fields (ELB.4), is created
 * with the first Ingress and deleted with the last. What belongs to it has the tags. Behind CloudFront it is internal, in the subnets
 * of the pods: another class with a group of its own, since a load balancer keeps its scheme.
 *
 * Monthly cost: about $16 plus $6 per load balancer capacity unit (LCU), and $4 for the public address in each zone; nothing
 * without an Ingress.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html
 */
export function createIngressClass(
  name: string,
  args: Pick<EksClusterArgs, "services" | "network" | "https" | "loadBalancer" | "tags"> & {
    /** Names of the controller that creates the load balancer. */
    names: LoadBalancerNames;
    namespace: string;
  },
  options: pulumi.CustomResourceOptions,
): k8s.networking.v1.IngressClass | undefined {
  if (!args.services.some(getsRequests)) return undefined;
  const { network, https, loadBalancer, tags = {} } = args;
  const { ingressController, parameters: api, className } = args.names;
  const origin = originOf(loadBalancer, https);
  const metadata = { name: originName(className, origin) };
  const logicalName = originName(name, origin);
  const accessLogs = loadBalancer?.accessLogs;
  const parameters = new k8s.apiextensions.CustomResource(
    `${logicalName}-ingress-class-parameters`,
    {
      apiVersion: api.apiVersion,
      kind: "IngressClassParams",
      metadata,
      spec: {
        scheme: origin ? "internal" : "internet-facing",
        ...(loadBalancer?.ipv6 && { ipAddressType: "dualstack" }),
        group: { name: origin ?? "services" },
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": args.namespace } },
        subnets: { ids: origin ? network.workloadSubnetIds : network.publicSubnetIds },
        ...(https && { [api.certificates]: [https.certificateArn] }),
        tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
        loadBalancerAttributes: loadBalancerAttributes(name, loadBalancer),
      },
    },
    pulumi.mergeOptions(options, { dependsOn: accessLogs ? [accessLogs.bucketPolicy] : [] }),
  );
  return new k8s.networking.v1.IngressClass(
    `${logicalName}-${className === "services" ? "ingress-class" : className}`,
    {
      metadata,
      spec: {
        controller: ingressController,
        parameters: {
          apiGroup: api.apiVersion.split("/")[0],
          kind: "IngressClassParams",
          name: metadata.name,
        },
      },
    },
    { ...options, dependsOn: [parameters] },
  );
}

/**
 * Each attribute, those that are off too: Auto Mode leaves what isn't named as it is, so that an attribute that disappears
 * from the list would stay on.
 *
 * Deletion protection is against whoever calls AWS. Auto Mode itself turns it off when the Ingress is deleted
 * (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/4325): hence the Ingress is protected by Pulumi.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#custom-attributes
 */
function loadBalancerAttributes(
  name: string,
  {
    idleTimeoutSeconds = defaultIdleTimeoutSeconds,
    zonalShift = false,
    deletionProtection = false,
    accessLogs,
  }: LoadBalancerAttributes = {},
): { key: string; value: pulumi.Input<string> }[] {
  const attributes: Record<string, pulumi.Input<string>> = {
    "routing.http.drop_invalid_header_fields.enabled": "true",
    "idle_timeout.timeout_seconds": String(idleTimeoutSeconds),
    "deletion_protection.enabled": String(deletionProtection),
    "zonal_shift.config.enabled": String(zonalShift),
    "access_logs.s3.enabled": String(accessLogs !== undefined),
    ...(accessLogs && { "access_logs.s3.bucket": accessLogs.bucket.bucket, "access_logs.s3.prefix": name }),
  };
  return Object.entries(attributes).map(([key, value]) => ({ key, value }));
}
