import { serviceLoadBalancerRules } from "../../../policies/rules/service-load-balancer";
import { unknown } from "../../../policies/values";
import { resource, testRules } from "../states";

const prefix = "service.beta.kubernetes.io/aws-load-balancer-";
const service = (annotations: Record<string, unknown> | undefined, spec: object = { type: "LoadBalancer" }) =>
  resource("kubernetes:core/v1:Service", {
    metadata: {
      ...(annotations && {
        annotations: Object.fromEntries(
          Object.entries(annotations).map(([key, value]) => [`${prefix}${key}`, value]),
        ),
      }),
    },
    spec,
  });
const inCluster = service(undefined, { type: "ClusterIP" });

const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/0f1e2d3c";
const own =
  "The load balancer doesn't terminate TLS: set aws-containers:services.<name>.protocol: tls, or terminate TLS or DTLS in the service.";
const old =
  "Old TLS versions are accepted: set the annotation aws-load-balancer-ssl-negotiation-policy: ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09.";
const unlogged =
  "Access logs are disabled: set aws-containers:loadBalancer.accessLogs: true (attribute access_logs.s3.enabled).";
const unprotected =
  "Deletion protection is off: set aws-containers:protection: true (attribute deletion_protection.enabled).";

testRules("service load balancer", serviceLoadBalancerRules, {
  "service-network-encryption": {
    passes: [[service({ "ssl-cert": certificate })], [service({ "ssl-cert": unknown })], [inCluster]],
    fails: [
      [[service({})], own],
      [[service(undefined)], own],
    ],
  },
  "service-tls-policy": {
    passes: [
      [
        service({
          "ssl-cert": certificate,
          "ssl-negotiation-policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        }),
      ],
      [service({ "ssl-cert": certificate, "ssl-negotiation-policy": unknown })],
      [service({})],
      [inCluster],
    ],
    fails: [
      [[service({ "ssl-cert": certificate })], old],
      [[service({ "ssl-cert": certificate, "ssl-negotiation-policy": "ELBSecurityPolicy-2016-08" })], old],
    ],
  },
  "service-access-logs": {
    passes: [
      [service({ attributes: "load_balancing.cross_zone.enabled=true,access_logs.s3.enabled=true" })],
      [service({ attributes: unknown })],
      [inCluster],
    ],
    fails: [
      [[service({ attributes: "access_logs.s3.enabled=false" })], unlogged],
      [[service({})], unlogged],
    ],
  },
  "service-deletion-protection": {
    passes: [[service({ attributes: "deletion_protection.enabled=true" })], [inCluster]],
    fails: [[[service({ attributes: "deletion_protection.enabled=false" })], unprotected]],
  },
});
