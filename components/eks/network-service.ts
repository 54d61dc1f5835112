import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { serviceAnnotationPrefix } from "../../facts/load-balancer-annotations";
import { type ConnectionProtocol, transportOf } from "../../facts/protocols";
import { healthyThreshold } from "../../facts/rollout-times";
import { tlsPolicy } from "../../facts/tls";
import { type CompleteService, healthTimeoutSeconds } from "../complete-service";
import type { LoadBalancerAttributes } from "../load-balancer";
import { portNameOf } from "../published";
import type { LoadBalancerPlacement } from "./load-balancer-placement";
import type { WorkloadMetadata } from "./workload-metadata";

/**
 * The Service of a public service with protocol `tcp`, `udp` or `tls`: the cluster's controller creates a Network Load Balancer of its own for
 * it, with security groups that allow its port from anywhere, and deletes it with the Service.
 *
 * Pulumi waits for the load balancer's host name. It wouldn't otherwise: of such a Service it waits for ready pods too, which
 * wait for the load balancer to find them healthy.
 *
 * Monthly cost: $16.43, $3.65 for the public address in each zone, and $4.38 for each capacity unit (NLCU) in use.
 *
 * @param prefixOfLogs Prefix of the load balancer's access logs.
 * @param addresses The annotation of its static addresses.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
 */
export function networkService(
  service: CompleteService & { protocol: ConnectionProtocol },
  metadata: WorkloadMetadata,
  placement: LoadBalancerPlacement,
  prefixOfLogs: string,
  addresses: Record<string, pulumi.Input<string>>,
): k8s.core.v1.ServiceArgs {
  const { protocol, port } = service;
  const annotations: Record<string, pulumi.Input<string>> = {
    "nlb-target-type": "ip",
    scheme: "internet-facing",
    ...(placement.attributes.ipv6 && { "ip-address-type": "dualstack" }),
    subnets: pulumi.output(placement.subnetIds).apply((ids) => ids.join(",")),
    ...healthAnnotations(service),
    attributes: attributesOf(placement.attributes, prefixOfLogs),
    "target-group-attributes": targetGroupAttributes(service),
    ...(protocol === "tls" &&
      placement.certificateArn !== undefined && {
        "ssl-cert": placement.certificateArn,
        "ssl-ports": String(port),
        "ssl-negotiation-policy": tlsPolicy,
      }),
    ...(Object.keys(placement.tags).length > 0 && {
      "additional-resource-tags": pulumi.all(placement.tags).apply(keysAndValues),
    }),
  };
  return {
    metadata: {
      ...metadata,
      annotations: {
        "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress[0].hostname}",
        ...Object.fromEntries(
          Object.entries(annotations).map(([key, value]) => [`${serviceAnnotationPrefix}${key}`, value]),
        ),
        ...addresses,
      },
    },
    spec: {
      type: "LoadBalancer",
      loadBalancerClass: placement.loadBalancerClass,
      // Targets are pods.
      allocateLoadBalancerNodePorts: false,
      selector: metadata.labels,
      ports: [
        {
          name: portNameOf(protocol),
          port,
          targetPort: portNameOf(protocol),
          protocol: transportOf(protocol).toUpperCase(),
        },
      ],
    },
  };
}

/** All of them, so that none keeps a previous value. */
function healthAnnotations({ health }: CompleteService): Record<string, string> {
  const { path, port, intervalSeconds, unhealthyThreshold } = health;
  return {
    ...(path === undefined
      ? { "healthcheck-protocol": "TCP" }
      : {
          "healthcheck-protocol": "HTTP",
          "healthcheck-path": path,
          "healthcheck-success-codes": "200",
        }),
    "healthcheck-port": port === undefined ? "traffic-port" : String(port),
    "healthcheck-interval": String(intervalSeconds),
    "healthcheck-timeout": String(healthTimeoutSeconds(intervalSeconds)),
    "healthcheck-healthy-threshold": String(healthyThreshold),
    "healthcheck-unhealthy-threshold": String(unhealthyThreshold),
  };
}

/** Those that are off too: Auto Mode leaves what isn't named as it is. */
function attributesOf(
  { zonalShift = false, deletionProtection = false, accessLogs }: LoadBalancerAttributes,
  prefixOfLogs: string,
): pulumi.Output<string> {
  return pulumi
    .all({
      "load_balancing.cross_zone.enabled": "true",
      "deletion_protection.enabled": String(deletionProtection),
      "zonal_shift.config.enabled": String(zonalShift),
      "access_logs.s3.enabled": String(accessLogs !== undefined),
      ...(accessLogs && {
        "access_logs.s3.bucket": accessLogs.bucket.bucket,
        "access_logs.s3.prefix": prefixOfLogs,
      }),
    })
    .apply(keysAndValues);
}

/** As on ECS: pods see the addresses of clients, and connections that outlive the drain are closed. */
function targetGroupAttributes({ drainSeconds, protocol }: CompleteService): string {
  return keysAndValues({
    "deregistration_delay.timeout_seconds": String(drainSeconds),
    "deregistration_delay.connection_termination.enabled": "true",
    // Always on for UDP.
    ...(protocol !== "udp" && { "preserve_client_ip.enabled": "true" }),
  });
}

function keysAndValues(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}
