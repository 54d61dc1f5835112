import { inProd, type Rule, securityHub } from "../rule";
import { at, blocks, differs, isMissing, items, unknown, type Value } from "../values";

const loadBalancer = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];
const listener = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"];

/** Rules for load balancers and what they listen on. */
export const loadBalancerRules: Rule[] = [
  {
    id: "elb-tls-or-redirect",
    title: "Nobody talks to a service in the clear",
    controls: ["ELB.1"],
    url: securityHub("ELB.1"),
    severity: "high",
    enforcement: inProd,
    types: listener,
    needs: "resource",
    check({ inputs }) {
      const protocol = at(inputs, "protocol");
      const clear = protocol === "HTTP" || (protocol === undefined && at(inputs, "port") === 80);
      const actions = at(inputs, "defaultActions");
      return clear && actions !== unknown && !blocks(actions).every(isRedirect)
        ? [
            "Requests and answers travel in the clear: redirect to HTTPS, which takes a domain and a certificate.",
          ]
        : [];
    },
  },
  {
    id: "elb-tls-policy",
    title: "Listeners speak current TLS only",
    controls: ["ELB.17"],
    url: securityHub("ELB.17"),
    severity: "medium",
    enforcement: inProd,
    types: listener,
    needs: "resource",
    check({ inputs }) {
      const protocol = at(inputs, "protocol");
      const policy = at(inputs, "sslPolicy");
      return (protocol === "HTTPS" || protocol === "TLS") && policy !== unknown && !isCurrent(policy)
        ? ["Old TLS versions are spoken: set sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06."]
        : [];
    },
  },
  {
    id: "elb-drop-invalid-headers",
    title: "Requests with invalid headers don't reach a service",
    controls: ["ELB.4"],
    url: securityHub("ELB.4"),
    severity: "medium",
    enforcement: inProd,
    types: loadBalancer,
    needs: "resource",
    check: ({ inputs }) =>
      isApplication(inputs) && differs(inputs, "dropInvalidHeaderFields", true)
        ? ["Invalid headers reach the services: set dropInvalidHeaderFields: true."]
        : [],
  },
  {
    id: "elb-access-logs",
    title: "Requests are on record",
    controls: ["ELB.5"],
    url: securityHub("ELB.5"),
    severity: "medium",
    enforcement: inProd,
    types: loadBalancer,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "accessLogs.enabled", true)
        ? [
            "Nobody can tell who asked for what: set accessLogs.enabled: true (aws-containers:tier: prod does).",
          ]
        : [],
  },
  {
    id: "elb-deletion-protection",
    title: "A load balancer isn't deleted by mistake",
    controls: ["ELB.6"],
    url: securityHub("ELB.6"),
    severity: "medium",
    enforcement: inProd,
    types: loadBalancer,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "enableDeletionProtection", true)
        ? ["One call deletes it: set enableDeletionProtection: true (aws-containers:tier: prod does)."]
        : [],
  },
  {
    id: "elb-desync-mode",
    title: "Requests that servers read differently are stopped",
    controls: ["ELB.12"],
    url: securityHub("ELB.12"),
    severity: "medium",
    enforcement: inProd,
    types: loadBalancer,
    needs: "resource",
    check: ({ inputs }) =>
      isApplication(inputs) && at(inputs, "desyncMitigationMode") === "monitor"
        ? ["Smuggled requests pass: set desyncMitigationMode: defensive or strictest."]
        : [],
  },
  {
    id: "elb-two-zones",
    title: "A load balancer outlives a zone",
    controls: ["ELB.13"],
    url: securityHub("ELB.13"),
    severity: "medium",
    enforcement: inProd,
    types: loadBalancer,
    needs: "resource",
    check({ inputs }) {
      const places: Value[] = [at(inputs, "subnets"), at(inputs, "subnetMappings")];
      return !places.includes(unknown) && places.flatMap((place) => items(place)).length < 2
        ? ["It stands in one zone: set aws-containers:network.availabilityZones: 2 or more."]
        : [];
    },
  },
];

function isApplication(inputs: Value): boolean {
  return isMissing(inputs, "loadBalancerType") || at(inputs, "loadBalancerType") === "application";
}

function isRedirect(action: Value): boolean {
  return (
    at(action, "type") === "redirect" &&
    ["HTTPS", unknown].some((to) => at(action, "redirect.protocol") === to)
  );
}

function isCurrent(policy: Value): boolean {
  return typeof policy === "string" && /^ELBSecurityPolicy-(TLS13-1-[23]|FS-1-2|TLS-1-2)/.test(policy);
}
