import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteRoute, CompleteService } from "../complete-service";
import { deregistrationDelay } from "./pod";
import type { WorkloadMetadata } from "./workload-metadata";

/**
 * Creates the Ingress of one route: a rule of the cluster's load balancer, and a target group of the service's pods.
 *
 * Each route has its own, whose name begins with the route's priority, because the load balancer's rules are in the order of
 * its Ingresses' names. Paths are the load balancer's own patterns, with * and ?, hence implementation-specific to
 * Kubernetes: /api/* doesn't match /api, as on ECS.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#grouporder
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/spec/
 */
export function createIngress(
  name: string,
  metadata: WorkloadMetadata,
  args: {
    route: CompleteRoute;
    backend: { service: k8s.core.v1.Service; health: CompleteService["health"] };
    ingressClass: k8s.networking.v1.IngressClass;
  },
  options: pulumi.CustomResourceOptions,
): k8s.networking.v1.Ingress {
  const { path, host, priority } = args.route;
  const { service, health } = args.backend;
  const backend = { service: { name: service.metadata.name, port: { name: "http" } } };
  return new k8s.networking.v1.Ingress(
    `${name}-ingress-${priority}`,
    {
      metadata: {
        ...metadata,
        name: `${String(priority).padStart(5, "0")}-${metadata.name}`,
        annotations: {
          "alb.ingress.kubernetes.io/target-type": "ip",
          "alb.ingress.kubernetes.io/healthcheck-path": health.path,
          "alb.ingress.kubernetes.io/healthcheck-interval-seconds": String(health.intervalSeconds),
          "alb.ingress.kubernetes.io/healthcheck-timeout-seconds": "2",
          "alb.ingress.kubernetes.io/healthy-threshold-count": "2",
          "alb.ingress.kubernetes.io/unhealthy-threshold-count": "2",
          "alb.ingress.kubernetes.io/target-group-attributes": `deregistration_delay.timeout_seconds=${deregistrationDelay}`,
        },
      },
      spec: {
        ingressClassName: args.ingressClass.metadata.name,
        rules: [
          {
            ...(host === undefined ? {} : { host }),
            http: { paths: [{ path, pathType: "ImplementationSpecific", backend }] },
          },
        ],
      },
    },
    options,
  );
}
