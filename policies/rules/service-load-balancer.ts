import { serviceAnnotationPrefix } from "../../facts/load-balancer-annotations";
import { currentTlsPolicies, tlsPolicy } from "../../facts/tls";
import type { Resource } from "../resource";
import { inProd, type Rule, reported, securityHub } from "../rule";
import { at, isProperties, type Properties, unknown, type Value } from "../values";

const of = { types: ["kubernetes:core/v1:Service"], needs: "resource" } as const;

/** Rules for the Network Load Balancers that are created for Services. */
export const serviceLoadBalancerRules: Rule[] = [
  {
    id: "service-network-encryption",
    title: "Network Load Balancers of Services terminate TLS, or their services do",
    controls: ["ELB.1"],
    url: securityHub("ELB.1"),
    severity: "low",
    enforcement: reported,
    ...of,
    check(resource) {
      const annotations = annotationsOf(resource);
      return annotations && annotations[`${serviceAnnotationPrefix}ssl-cert`] === undefined
        ? [
            "The load balancer doesn't terminate TLS: set aws-containers:services.<name>.protocol: tls, or terminate TLS or DTLS in the service.",
          ]
        : [];
    },
  },
  {
    id: "service-tls-policy",
    title: "TLS listeners of Services accept current TLS versions only",
    controls: ["ELB.17"],
    url: securityHub("ELB.17"),
    severity: "medium",
    enforcement: inProd,
    ...of,
    check(resource) {
      const annotations = annotationsOf(resource);
      const policy = annotations?.[`${serviceAnnotationPrefix}ssl-negotiation-policy`];
      if (annotations?.[`${serviceAnnotationPrefix}ssl-cert`] === undefined || policy === unknown) return [];
      return typeof policy === "string" && currentTlsPolicies.test(policy)
        ? []
        : [
            `Old TLS versions are accepted: set the annotation aws-load-balancer-ssl-negotiation-policy: ${tlsPolicy}.`,
          ];
    },
  },
  {
    id: "service-access-logs",
    title: "Access logs of the Network Load Balancer of a Service are enabled",
    controls: ["ELB.5"],
    url: securityHub("ELB.5"),
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: (resource) =>
      isOff(resource, "access_logs.s3.enabled")
        ? [
            "Access logs are disabled: set aws-containers:loadBalancer.accessLogs: true (attribute access_logs.s3.enabled).",
          ]
        : [],
  },
  {
    id: "service-deletion-protection",
    title: "Deletion protection of the Network Load Balancer of a Service is on",
    controls: ["ELB.6"],
    url: securityHub("ELB.6"),
    severity: "medium",
    enforcement: reported,
    ...of,
    check: (resource) =>
      isOff(resource, "deletion_protection.enabled")
        ? [
            "Deletion protection is off: set aws-containers:protection: true (attribute deletion_protection.enabled).",
          ]
        : [],
  },
];

/** The annotations of a Service with a load balancer; undefined of another, and where they aren't known. */
function annotationsOf({ inputs }: Resource): Properties | undefined {
  if (at(inputs, "spec.type") !== "LoadBalancer") return undefined;
  const annotations = at(inputs, "metadata.annotations");
  if (annotations === undefined || annotations === null) return {};
  return isProperties(annotations) ? annotations : undefined;
}

/** Whether an attribute of the load balancer is known not to be true. */
function isOff(resource: Resource, attribute: string): boolean {
  const annotations = annotationsOf(resource);
  const attributes: Value = annotations?.[`${serviceAnnotationPrefix}attributes`];
  if (annotations === undefined || attributes === unknown) return false;
  return !(
    typeof attributes === "string" &&
    attributes.split(",").some((each) => each.trim() === `${attribute}=true`)
  );
}
