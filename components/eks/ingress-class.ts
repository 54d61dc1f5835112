import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { defaultIdleTimeoutSeconds } from "../../facts/load-balancers";
import type { Https } from "../https";
import type { LoadBalancerAttributes } from "../load-balancer/load-balancer-attributes";
import type { Tags } from "./compute/node-class";
import type { LoadBalancerNames } from "./controllers";
import { type Origin, originName } from "./origin";

/**
 * Creates the ingress class of the services, for which Auto Mode creates one internet-facing Application Load Balancer: all
 * Ingresses of the namespace form one group. It is in the public subnets, drops invalid header fields (ELB.4), is created
 * with the first Ingress and deleted with the last. What belongs to it has the tags. As CloudFront's origin it is internal, in the
 * subnets of the pods: another class with a group of its own, since a load balancer keeps its scheme.
 *
 * Monthly cost: about $16 plus $6 per load balancer capacity unit (LCU), and $4 for the public address in each zone; nothing
 * without an Ingress.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html
 */
export function createIngressClass(
  name: string,
  args: {
    /** Names of the controller that creates the load balancer. */
    names: LoadBalancerNames;
    namespace: string;
    publicSubnetIds: pulumi.Input<string[]>;
    workloadSubnetIds: pulumi.Input<string[]>;
    /** Which origin of CloudFront's the load balancer is; undefined without CloudFront. */
    origin: Origin | undefined;
    https: Pick<Https, "certificateArn"> | undefined;
    attributes?: LoadBalancerAttributes;
    tags: Tags;
  },
  options: pulumi.CustomResourceOptions,
): k8s.networking.v1.IngressClass {
  const { origin, publicSubnetIds, workloadSubnetIds } = args;
  const { ingressController, parameters: api, className } = args.names;
  const metadata = { name: originName(className, origin) };
  const logicalName = originName(name, origin);
  const accessLogs = args.attributes?.accessLogs;
  const parameters = new k8s.apiextensions.CustomResource(
    `${logicalName}-ingress-class-parameters`,
    {
      apiVersion: api.apiVersion,
      kind: "IngressClassParams",
      metadata,
      spec: {
        scheme: origin ? "internal" : "internet-facing",
        ...(args.attributes?.ipv6 && { ipAddressType: "dualstack" }),
        group: { name: origin ?? "services" },
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": args.namespace } },
        subnets: { ids: origin ? workloadSubnetIds : publicSubnetIds },
        ...(args.https && { [api.certificates]: [args.https.certificateArn] }),
        tags: Object.entries(args.tags).map(([key, value]) => ({ key, value })),
        loadBalancerAttributes: loadBalancerAttributes(name, args.attributes),
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
