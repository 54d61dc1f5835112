import { ingressAnnotationPrefix } from "../../facts/load-balancer-annotations";
import { currentTlsPolicies, tlsPolicy } from "../../facts/tls";
import type { Resource } from "../resource";
import { inProd, type Rule, securityHub } from "../rule";
import { at, isProperties, json, type Properties, unknown, type Value } from "../values";

const of = { types: ["kubernetes:networking.k8s.io/v1:Ingress"], needs: "resource" } as const;

/** Rules for Ingresses whose annotations configure an Application Load Balancer: its listeners are no resources of the plan. */
export const ingressTlsRules: Rule[] = [
  {
    id: "ingress-tls-or-redirect",
    title: "HTTP listeners of Ingresses redirect to HTTPS",
    controls: ["ELB.1"],
    url: securityHub("ELB.1"),
    severity: "high",
    enforcement: inProd,
    ...of,
    check(resource) {
      const annotations = annotationsOf(resource);
      if (annotations === undefined) return [];
      const ports = annotations[`${ingressAnnotationPrefix}listen-ports`];
      const redirect = annotations[`${ingressAnnotationPrefix}ssl-redirect`];
      if (ports === unknown || redirect === unknown) return [];
      const isEncrypted = listens(ports, "HTTPS") && (redirect !== undefined || !listens(ports, "HTTP"));
      return isEncrypted
        ? []
        : [
            "Requests and responses are not encrypted: set aws-containers:domain (listen-ports with HTTPS, and ssl-redirect).",
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
    ...of,
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

/** Whether a load balancer with these `listen-ports` has a listener of a protocol. HTTP on port 80 is the default. */
function listens(ports: Value, protocol: "HTTP" | "HTTPS"): boolean {
  if (ports === undefined) return protocol === "HTTP";
  const listeners = json(ports);
  return Array.isArray(listeners) && listeners.some((each) => isProperties(each) && protocol in each);
}
