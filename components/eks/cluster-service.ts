import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { grpcHealth, isConnectionProtocol, protocolVersions } from "../../facts/protocols";
import { healthyThreshold } from "../../facts/rollout-times";
import { calledPort } from "../calls";
import { type CompleteService, healthTimeoutSeconds } from "../complete-service";
import { portNameOf } from "../published";
import { withoutLogin } from "./login";
import { nodePortSpec } from "./node-ports";
import type { WorkloadMetadata } from "./workload-metadata";

/**
 * The Service of a service that is reached in the cluster alone, or by the Ingress. A public one has the annotations of its
 * target group and of its login, which the load balancer's controller reads here before the Ingress.
 */
export function clusterService(
  service: CompleteService,
  metadata: WorkloadMetadata,
  { existing, login }: { existing: boolean; login: Record<string, pulumi.Input<string>> | undefined },
): k8s.core.v1.ServiceArgs {
  return {
    metadata: {
      ...metadata,
      annotations: {
        // Pulumi would wait for ready pods, which wait for the load balancer, which waits for this Service.
        "pulumi.com/skipAwait": "true",
        ...(!existing &&
          service.exposure === "public" && {
            ...targetGroupAnnotations(service),
            ...(login ?? withoutLogin),
          }),
      },
    },
    spec: {
      ...nodePortSpec(service),
      selector: metadata.labels,
      ports: [portOf(service)],
    },
  };
}

/** The container's port by its name, so that another one is a rolling update. */
function portOf(service: CompleteService): k8s.types.input.core.v1.ServicePort {
  const name = portNameOf(service.protocol);
  return {
    name,
    port: calledPort(service),
    targetPort: name,
    ...(service.nodePort && { nodePort: service.nodePort.port }),
    ...(service.protocol === "udp" && { protocol: "UDP" }),
  };
}

function targetGroupAnnotations({ protocol, health, drainSeconds }: CompleteService): Record<string, string> {
  const { path, intervalSeconds, unhealthyThreshold } = health;
  return {
    ...(path !== undefined && { "alb.ingress.kubernetes.io/healthcheck-path": path }),
    "alb.ingress.kubernetes.io/healthcheck-interval-seconds": String(intervalSeconds),
    "alb.ingress.kubernetes.io/healthcheck-timeout-seconds": String(healthTimeoutSeconds(intervalSeconds)),
    "alb.ingress.kubernetes.io/healthy-threshold-count": String(healthyThreshold),
    "alb.ingress.kubernetes.io/unhealthy-threshold-count": String(unhealthyThreshold),
    "alb.ingress.kubernetes.io/target-group-attributes": `deregistration_delay.timeout_seconds=${drainSeconds}`,
    ...(protocol !== "http" &&
      !isConnectionProtocol(protocol) && {
        "alb.ingress.kubernetes.io/backend-protocol-version": protocolVersions[protocol],
      }),
    ...(protocol === "grpc" && { "alb.ingress.kubernetes.io/success-codes": grpcHealth.status }),
  };
}
