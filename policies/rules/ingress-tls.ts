import { ingressAnnotationPrefix } from "../../facts/load-balancer-annotations";
import { currentTlsPolicies, tlsPolicy } from "../../facts/tls";
import type { Resource } from "../resource";
import { inProd, type Rule, securityHub } from "../rule";
import type { Stack } from "../stack";
import { at, isProperties, json, type Properties, unknown, type Value } from "../values";
import { distributionsOf } from "./cloud-front";
import { classParameters } from "./ingress-class-parameters";

const types = ["kubernetes:networking.k8s.io/v1:Ingress"];

/** Rules for Ingresses whose annotations configure an Application Load Balancer: its listeners are no resources of the plan. */
export const ingressTlsRules: Rule[] = [
  {
    id: "ingress-tls-or-redirect",
    title: "HTTP listeners of Ingresses redirect to HTTPS",
    controls: ["ELB.1"],
    url: securityHub("ELB.1"),
    severity: "high",
    enforcement: inProd,
    types,
    needs: "stack",
    check(resource, stack) {
      const annotations = annotationsOf(resource);
      if (annotations === undefined || isBehindCloudFront(resource, stack)) return [];
      const ports = annotations[`${ingressAnnotationPrefix}listen-ports`];
      const redirect = annotations[`${ingressAnnotationPrefix}ssl-redirect`];
      if (ports === unknown || redirect === unknown) return [];
      const isEncrypted = listens(ports, "HTTPS") && (redirect !== undefined || !listens(ports, "HTTP"));
      return isEncrypted
        ? []
        : [
            "Requests and responses are not encrypted: set aws-containers:domain (listen-ports with HTTPS, and ssl-redirect), or " +
              "aws-containers:loadBalancer.cloudFront: true.",
          ];
    },
  },
  {
    id: "ingress-tls-policy",
    title: "HTTPS listeners of Ingresses accept current TLS versions only",
    controls: ["ELB.17"],
    url: securityHub("ELB.17"),
    severity: "medium",
    enforcement: inProd,
    types,
    needs: "resource",
    check(resource) {
      const annotations = annotationsOf(resource);
      const policy = annotations?.[`${ingressAnnotationPrefix}ssl-policy`];
      if (!listens(annotations?.[`${ingressAnnotationPrefix}listen-ports`], "HTTPS") || policy === unknown)
        return [];
      return typeof policy === "string" && currentTlsPolicies.test(policy)
        ? []
        : [`Old TLS versions are accepted: set the annotation ssl-policy: ${tlsPolicy}.`];
    },
  },
];

/** The annotations, where one of them is an Application Load Balancer's. */
function annotationsOf({ inputs }: Resource): Properties | undefined {
  const annotations = at(inputs, "metadata.annotations");
  return isProperties(annotations) &&
    Object.keys(annotations).some((key) => key.startsWith(ingressAnnotationPrefix))
    ? annotations
    : undefined;
}

/** Whether the load balancer is internal, and the origin of a distribution, which rules of its own hold to HTTPS. */
function isBehindCloudFront(resource: Resource, stack: Stack): boolean {
  return isInternal(resource, stack) && distributionsOf(resource, stack).length > 0;
}

/** By its class, whose parameters it has by name. */
function isInternal(ingress: Resource, stack: Stack): boolean {
  const names = stack
    .sources(ingress, "spec", "kubernetes:networking.k8s.io/v1:IngressClass")
    .map(({ inputs }) => at(inputs, "spec.parameters.name"));
  return stack
    .ofType(...classParameters)
    .some(
      ({ inputs }) => names.includes(at(inputs, "metadata.name")) && at(inputs, "spec.scheme") === "internal",
    );
}

/** Whether a load balancer with these `listen-ports` has a listener of a protocol. HTTP on port 80 is the default. */
function listens(ports: Value, protocol: "HTTP" | "HTTPS"): boolean {
  if (ports === undefined) return protocol === "HTTP";
  const listeners = json(ports);
  return Array.isArray(listeners) && listeners.some((each) => isProperties(each) && protocol in each);
}
