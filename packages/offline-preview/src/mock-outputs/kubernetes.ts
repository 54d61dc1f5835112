import type { PropertyMap } from "../engine/value";
import { mapOf } from "../engine/value-at";
import { type Facts, hexOf } from "./template";

/** Mock outputs of a Kubernetes object: the name that Pulumi gives it, and where its load balancer answers. */
export function kubernetesOutputs(type: string, { urn, name, region, inputs }: Facts): PropertyMap {
  const given = mapOf(inputs.metadata);
  const named = typeof given.name === "string" ? given.name : name;
  const metadata: PropertyMap = { ...given, name: given.name ?? named };
  if (typeof given.namespace === "string") metadata.namespace = given.namespace;
  const namespace = typeof metadata.namespace === "string" ? metadata.namespace : "default";
  const outputs: PropertyMap = { metadata, id: isNamespaced(type) ? `${namespace}/${named}` : named };
  if (hasLoadBalancer(type, inputs)) {
    const hostname = `k8s-${hexOf(urn, 10)}-${hexOf(urn, 32).slice(0, 10)}.${region}.elb.amazonaws.com`;
    outputs.status = isGateway(type)
      ? { addresses: [{ type: "Hostname", value: hostname }] }
      : { loadBalancer: { ingress: [{ hostname }] } };
  }
  return outputs;
}

function isNamespaced(type: string): boolean {
  return !/:(Namespace|ClusterRole|ClusterRoleBinding|StorageClass|IngressClass|GatewayClass|NodePool|PersistentVolume)$/.test(
    type,
  );
}

function hasLoadBalancer(type: string, inputs: PropertyMap): boolean {
  return (
    type.endsWith(":Ingress") ||
    isGateway(type) ||
    (type.endsWith(":Service") && mapOf(inputs.spec).type === "LoadBalancer")
  );
}

/** Of the Kubernetes Gateway API. */
function isGateway(type: string): boolean {
  return /^kubernetes:gateway\.networking\.k8s\.io\/[^:]+:Gateway$/.test(type);
}
