import { currentTlsPolicies, tlsPolicy } from "../../facts/tls";
import type { Resource } from "../resource";
import { inProd, type Rule, reported, securityHub } from "../rule";
import type { Stack } from "../stack";
import { at, blocks, differs, isMissing, items, unknown, type Value } from "../values";
import { distributionsOf } from "./cloud-front";

const loadBalancer = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];
const listener = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"];

/** Rules for load balancers and their listeners. */
export const loadBalancerRules: Rule[] = [
  {
    id: "elb-tls-or-redirect",
    title: "HTTP listeners redirect to HTTPS",
    controls: ["ELB.1"],
    url: securityHub("ELB.1"),
    severity: "high",
    enforcement: inProd,
    types: listener,
    needs: "stack",
    check(resource, stack) {
      const { inputs } = resource;
      const protocol = at(inputs, "protocol");
      const unencrypted = protocol === "HTTP" || (protocol === undefined && at(inputs, "port") === 80);
      const actions = at(inputs, "defaultActions");
      return unencrypted &&
        actions !== unknown &&
        !blocks(actions).every(isRedirect) &&
        !isBehindCloudFront(resource, stack)
        ? [
            "Requests and responses are not encrypted: set aws-containers:domain (a redirect to an HTTPS listener), or " +
              "aws-containers:loadBalancer.cloudFront: true.",
          ]
        : [];
    },
  },
  {
    id: "elb-network-encryption",
    title: "Listeners of Network Load Balancers terminate TLS, or their services do",
    controls: ["ELB.1"],
    url: securityHub("ELB.1"),
    severity: "low",
    enforcement: reported,
    types: listener,
    needs: "resource",
    check: ({ inputs }) =>
      at(inputs, "protocol") === "TCP" || at(inputs, "protocol") === "UDP"
        ? [
            "The load balancer doesn't terminate TLS: set aws-containers:services.<name>.protocol: tls, or terminate TLS or DTLS in the service.",
          ]
        : [],
  },
  {
    id: "elb-tls-policy",
    title: "Listeners accept current TLS versions only",
    controls: ["ELB.17"],
    url: securityHub("ELB.17"),
    severity: "medium",
    enforcement: inProd,
    types: listener,
    needs: "resource",
    check({ inputs }) {
      const protocol = at(inputs, "protocol");
      const policy = at(inputs, "sslPolicy");
      return (protocol === "HTTPS" || protocol === "TLS") &&
        policy !== unknown &&
        !(typeof policy === "string" && currentTlsPolicies.test(policy))
        ? [`Old TLS versions are accepted: set sslPolicy: ${tlsPolicy}.`]
        : [];
    },
  },
  {
    id: "elb-drop-invalid-headers",
    title: "Invalid HTTP headers are dropped",
    controls: ["ELB.4"],
    url: securityHub("ELB.4"),
    severity: "medium",
    enforcement: inProd,
    types: loadBalancer,
    needs: "resource",
    check: ({ inputs }) =>
      isApplication(inputs) && differs(inputs, "dropInvalidHeaderFields", true)
        ? ["Invalid HTTP headers reach the services: set dropInvalidHeaderFields: true."]
        : [],
  },
  {
    id: "elb-access-logs",
    title: "Access logs are enabled",
    controls: ["ELB.5"],
    url: securityHub("ELB.5"),
    severity: "medium",
    enforcement: inProd,
    types: loadBalancer,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "accessLogs.enabled", true)
        ? [
            "Access logs are disabled: set aws-containers:loadBalancer.accessLogs: true (accessLogs.enabled: true).",
          ]
        : [],
  },
  {
    id: "elb-deletion-protection",
    title: "Deletion protection of the load balancer is on",
    controls: ["ELB.6"],
    url: securityHub("ELB.6"),
    severity: "medium",
    enforcement: reported,
    types: loadBalancer,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "enableDeletionProtection", true)
        ? [
            "Deletion protection is off: set aws-containers:protection: true (enableDeletionProtection: true).",
          ]
        : [],
  },
  {
    id: "elb-desync-mode",
    title: "HTTP desync mitigation is on",
    controls: ["ELB.12"],
    url: securityHub("ELB.12"),
    severity: "medium",
    enforcement: inProd,
    types: loadBalancer,
    needs: "resource",
    check: ({ inputs }) =>
      isApplication(inputs) && at(inputs, "desyncMitigationMode") === "monitor"
        ? [
            "Requests that risk request smuggling are forwarded: set desyncMitigationMode: defensive or strictest.",
          ]
        : [],
  },
  {
    id: "elb-multiple-zones",
    title: "The load balancer is in two or more Availability Zones",
    controls: ["ELB.13"],
    url: securityHub("ELB.13"),
    severity: "medium",
    enforcement: inProd,
    types: loadBalancer,
    needs: "resource",
    check({ inputs }) {
      const subnets: Value[] = [at(inputs, "subnets"), at(inputs, "subnetMappings")];
      return !subnets.includes(unknown) && subnets.flatMap((list) => items(list)).length < 2
        ? [
            "The load balancer is in one Availability Zone: set aws-containers:network.availabilityZones: 2 or more.",
          ]
        : [];
    },
  },
];

/** Whether a listener's load balancer is internal, and the origin of a distribution, which rules of its own hold to HTTPS. */
function isBehindCloudFront(resource: Resource, stack: Stack): boolean {
  return stack
    .sources(resource, "loadBalancerArn", ...loadBalancer)
    .some((origin) => !differs(origin.inputs, "internal", true) && distributionsOf(origin, stack).length > 0);
}

function isApplication(inputs: Value): boolean {
  return isMissing(inputs, "loadBalancerType") || at(inputs, "loadBalancerType") === "application";
}

function isRedirect(action: Value): boolean {
  return (
    at(action, "type") === "redirect" &&
    ["HTTPS", unknown].some((to) => at(action, "redirect.protocol") === to)
  );
}
