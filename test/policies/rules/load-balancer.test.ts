import { loadBalancerRules } from "../../../policies/rules/load-balancer";
import { resource, testRules } from "../states";

const balancer = (inputs: object) => resource("aws:lb/loadBalancer:LoadBalancer", { ...inputs });
const listener = (inputs: object) => resource("aws:lb/listener:Listener", { ...inputs });
const redirect = { type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } };
const clear =
  "Requests and answers travel in the clear: redirect to HTTPS, which takes a domain and a certificate.";
const old = "Old TLS versions are spoken: set sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06.";

testRules("load balancer", loadBalancerRules, {
  "elb-tls-or-redirect": {
    passes: [
      [listener({ port: 80, protocol: "HTTP", defaultActions: [redirect] })],
      [listener({ port: 443, protocol: "HTTPS", defaultActions: [{ type: "forward" }] })],
    ],
    fails: [
      [[listener({ port: 80, protocol: "HTTP", defaultActions: [{ type: "forward" }] })], clear],
      [
        [listener({ port: 80, defaultActions: [{ type: "redirect", redirect: { protocol: "HTTP" } }] })],
        clear,
      ],
    ],
  },
  "elb-tls-policy": {
    passes: [
      [listener({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" })],
      [listener({ protocol: "HTTP" })],
    ],
    fails: [
      [[listener({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" })], old],
      [[listener({ protocol: "HTTPS" })], old],
    ],
  },
  "elb-drop-invalid-headers": {
    passes: [[balancer({ dropInvalidHeaderFields: true })], [balancer({ loadBalancerType: "network" })]],
    fails: [
      [
        [balancer({ dropInvalidHeaderFields: false })],
        "Invalid headers reach the services: set dropInvalidHeaderFields: true.",
      ],
    ],
  },
  "elb-access-logs": {
    passes: [[balancer({ accessLogs: { enabled: true, bucket: "logs" } })]],
    fails: [
      [
        [balancer({ accessLogs: { enabled: false } })],
        "Nobody can tell who asked for what: set accessLogs.enabled: true (aws-containers:tier: prod does).",
      ],
    ],
  },
  "elb-deletion-protection": {
    passes: [[balancer({ enableDeletionProtection: true })]],
    fails: [
      [
        [balancer({ enableDeletionProtection: false })],
        "One call deletes it: set enableDeletionProtection: true (aws-containers:tier: prod does).",
      ],
    ],
  },
  "elb-desync-mode": {
    passes: [[balancer({ desyncMitigationMode: "defensive" })], [balancer({})]],
    fails: [
      [
        [balancer({ desyncMitigationMode: "monitor" })],
        "Smuggled requests pass: set desyncMitigationMode: defensive or strictest.",
      ],
    ],
  },
  "elb-two-zones": {
    passes: [[balancer({ subnets: ["a", "b"] })], [balancer({ subnetMappings: [{}, {}] })]],
    fails: [
      [
        [balancer({ subnets: ["a"] })],
        "It stands in one zone: set aws-containers:network.availabilityZones: 2 or more.",
      ],
    ],
  },
});
