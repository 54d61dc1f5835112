import type { PlannedResource } from "../engine/plan";
import { valueAt } from "../engine/value-at";
import type { Cloud, Reason } from "./step";

/** Names of Auto Mode's controllers of load balancers: of ingress classes, and of Services. */
const ingressController = "eks.amazonaws.com/alb";
const loadBalancerClass = "eks.amazonaws.com/nlb";

/**
 * The delete of an Ingress or a Service whose load balancer EKS Auto Mode made, after Auto Mode has ended: the object keeps the
 * finalizer of a controller that runs no more, and the load balancer stays.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-disable.html (read 2026-11-22)
 */
export function withoutItsController(resource: PlannedResource, cloud: Cloud): Reason | undefined {
  const clusters = [...cloud].flatMap(({ resource: { type, inputs } }) =>
    type === "eks:index:Cluster"
      ? [inputs.autoMode]
      : type === "aws:eks/cluster:Cluster"
        ? [inputs.computeConfig]
        : [],
  );
  if (clusters.length === 0 || clusters.some((config) => valueAt(config, "enabled") === true))
    return undefined;
  return isOfAutoMode(resource, cloud)
    ? {
        because:
          "the controller that made its load balancer ends with Auto Mode, which the same update disables, and nothing else removes its finalizer",
        instead: "Make public services internal in an update of its own first, and public again afterwards.",
        error: "timed out waiting for the condition",
      }
    : undefined;
}

/** An update of a Service to another load balancer class, which Kubernetes refuses while its type stays LoadBalancer. */
export function otherLoadBalancerClass(
  { inputs: base }: PlannedResource,
  { type, inputs: head }: PlannedResource,
): Reason | undefined {
  if (type !== "kubernetes:core/v1:Service") return undefined;
  const [was, is] = [valueAt(base.spec, "loadBalancerClass"), valueAt(head.spec, "loadBalancerClass")];
  if (typeof was !== "string" || typeof is !== "string" || was === is) return undefined;
  return {
    because: `its load balancer class is ${was}, and Kubernetes never changes it to ${is}`,
    instead: "Make the service internal in an update of its own first, and public again afterwards.",
    error: "Invalid",
  };
}

function isOfAutoMode({ type, inputs }: PlannedResource, cloud: Cloud): boolean {
  if (type === "kubernetes:core/v1:Service")
    return valueAt(inputs.spec, "loadBalancerClass") === loadBalancerClass;
  if (type !== "kubernetes:networking.k8s.io/v1:Ingress") return false;
  const className = valueAt(inputs.spec, "ingressClassName");
  return [...cloud].some(
    ({ resource: { type, inputs } }) =>
      type === "kubernetes:networking.k8s.io/v1:IngressClass" &&
      valueAt(inputs.metadata, "name") === className &&
      valueAt(inputs.spec, "controller") === ingressController,
  );
}
