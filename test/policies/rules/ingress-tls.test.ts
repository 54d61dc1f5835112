import type { PlannedResource } from "../../../policies/resource";
import { ingressTlsRules } from "../../../policies/rules/ingress-tls";
import { cloudFrontBefore, resource, testRules } from "../states";

const prefix = "alb.ingress.kubernetes.io/";
const ingress = (annotations: Record<string, string>) =>
  resource("kubernetes:networking.k8s.io/v1:Ingress", {
    metadata: {
      annotations: Object.fromEntries(
        Object.entries({ "target-type": "ip", ...annotations }).map(([key, value]) => [prefix + key, value]),
      ),
    },
  });
const both = '[{"HTTP":80},{"HTTPS":443}]';
const unencrypted =
  "Requests and responses are not encrypted: set aws-containers:domain (listen-ports with HTTPS, and ssl-redirect), or " +
  "aws-containers:loadBalancer.cloudFront: true.";
/** An Ingress with HTTP alone, its class, and the class's parameters, by the load balancer's scheme. */
const ofClass = (scheme: string): [ingress: PlannedResource, ...PlannedResource[]] => {
  const ingressClass = resource("kubernetes:networking.k8s.io/v1:IngressClass", {
    spec: { parameters: { kind: "IngressClassParams", name: "it" } },
  });
  const parameters = resource("kubernetes:eks.amazonaws.com/v1:IngressClassParams", {
    metadata: { name: "it" },
    spec: { scheme },
  });
  const { type, inputs } = ingress({ "listen-ports": '[{"HTTP":80}]' });
  return [resource(type, inputs, { from: { spec: [ingressClass] } }), ingressClass, parameters];
};
const internal = ofClass("internal");
const internetFacing = ofClass("internet-facing");
const old =
  "Old TLS versions are accepted: set the annotation ssl-policy: ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09.";

testRules("ingress TLS", ingressTlsRules, {
  "ingress-tls-or-redirect": {
    passes: [
      [ingress({ "listen-ports": both, "ssl-redirect": "443" })],
      [ingress({ "listen-ports": '[{"HTTPS":443}]' })],
      [...internal, ...cloudFrontBefore(internal[0])],
      [resource("kubernetes:networking.k8s.io/v1:Ingress", { metadata: { annotations: { other: "one" } } })],
      [resource("kubernetes:networking.k8s.io/v1:Ingress", { metadata: {} })],
    ],
    fails: [
      [[ingress({})], unencrypted],
      [internal, unencrypted],
      [[...internetFacing, ...cloudFrontBefore(internetFacing[0])], unencrypted],
      [[ingress({ "listen-ports": both })], unencrypted],
      [[ingress({ "listen-ports": '[{"HTTP":80}]', "ssl-redirect": "443" })], unencrypted],
    ],
  },
  "ingress-tls-policy": {
    passes: [
      [ingress({})],
      [ingress({ "listen-ports": both, "ssl-policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" })],
    ],
    fails: [
      [[ingress({ "listen-ports": both })], old],
      [[ingress({ "listen-ports": both, "ssl-policy": "ELBSecurityPolicy-2016-08" })], old],
    ],
  },
});
