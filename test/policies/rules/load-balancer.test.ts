import type { PlannedResource } from "../../../policies/resource";
import { loadBalancerRules } from "../../../policies/rules/load-balancer";
import { cloudFrontBefore, resource, testRules } from "../states";

const balancer = (inputs: object) => resource("aws:lb/loadBalancer:LoadBalancer", { ...inputs });
const listener = (inputs: object) => resource("aws:lb/listener:Listener", { ...inputs });
const redirect = { type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } };
const unencrypted =
  "Requests and responses are not encrypted: set aws-containers:domain (a redirect to an HTTPS listener), or " +
  "aws-containers:loadBalancer.cloudFront: true.";
const httpOf = (of: PlannedResource) =>
  resource(
    "aws:lb/listener:Listener",
    { port: 80, protocol: "HTTP", defaultActions: [{ type: "forward" }] },
    { from: { loadBalancerArn: [of] } },
  );
const internal = balancer({ internal: true });
const internetFacing = balancer({ internal: false });
const ownMatter =
  "The load balancer doesn't terminate TLS: set aws-containers:services.<name>.protocol: tls, or terminate TLS or DTLS in the service.";
const old = "Old TLS versions are accepted: set sslPolicy: ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09.";

testRules("load balancer", loadBalancerRules, {
  "elb-tls-or-redirect": {
    passes: [
      [listener({ port: 80, protocol: "HTTP", defaultActions: [redirect] })],
      [listener({ port: 443, protocol: "HTTPS", defaultActions: [{ type: "forward" }] })],
      [internal, ...cloudFrontBefore(internal), httpOf(internal)],
    ],
    fails: [
      [[internal, httpOf(internal)], unencrypted],
      [[internetFacing, ...cloudFrontBefore(internetFacing), httpOf(internetFacing)], unencrypted],
      [[listener({ port: 80, protocol: "HTTP", defaultActions: [{ type: "forward" }] })], unencrypted],
      [
        [listener({ port: 80, defaultActions: [{ type: "redirect", redirect: { protocol: "HTTP" } }] })],
        unencrypted,
      ],
    ],
  },
  "elb-network-encryption": {
    passes: [[listener({ port: 8883, protocol: "TLS" })], [listener({ port: 443, protocol: "HTTPS" })]],
    fails: [
      [[listener({ port: 1883, protocol: "TCP" })], ownMatter],
      [[listener({ port: 53, protocol: "UDP" })], ownMatter],
    ],
  },
  "elb-tls-policy": {
    passes: [
      [listener({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" })],
      [listener({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" })],
      [listener({ protocol: "HTTP" })],
    ],
    fails: [
      [[listener({ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-2016-08" })], old],
      [[listener({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" })], old],
      [[listener({ protocol: "HTTPS" })], old],
    ],
  },
  "elb-drop-invalid-headers": {
    passes: [[balancer({ dropInvalidHeaderFields: true })], [balancer({ loadBalancerType: "network" })]],
    fails: [
      [
        [balancer({ dropInvalidHeaderFields: false })],
        "Invalid HTTP headers reach the services: set dropInvalidHeaderFields: true.",
      ],
    ],
  },
  "elb-access-logs": {
    passes: [[balancer({ accessLogs: { enabled: true, bucket: "logs" } })]],
    fails: [
      [
        [balancer({ accessLogs: { enabled: false } })],
        "Access logs are disabled: set aws-containers:loadBalancer.accessLogs: true (accessLogs.enabled: true).",
      ],
    ],
  },
  "elb-deletion-protection": {
    passes: [[balancer({ enableDeletionProtection: true })]],
    fails: [
      [
        [balancer({ enableDeletionProtection: false })],
        "Deletion protection is off: set aws-containers:protection: true (enableDeletionProtection: true).",
      ],
    ],
  },
  "elb-desync-mode": {
    passes: [[balancer({ desyncMitigationMode: "defensive" })], [balancer({})]],
    fails: [
      [
        [balancer({ desyncMitigationMode: "monitor" })],
        "Requests that risk request smuggling are forwarded: set desyncMitigationMode: defensive or strictest.",
      ],
    ],
  },
  "elb-multiple-zones": {
    passes: [[balancer({ subnets: ["a", "b"] })], [balancer({ subnetMappings: [{}, {}] })]],
    fails: [
      [
        [balancer({ subnets: ["a"] })],
        "The load balancer is in one Availability Zone: set aws-containers:network.availabilityZones: 2 or more.",
      ],
    ],
  },
});
