import { ingressRules } from "../../../policies/rules/ingress";
import { cloudFrontBefore, resource, testRules } from "../states";

const annotation = "alb.ingress.kubernetes.io/wafv2-acl-arn";
const ingress = (annotations?: object, spec: object = {}) =>
  resource("kubernetes:networking.k8s.io/v1:Ingress", { metadata: { annotations }, spec });
const parameters = (attributes: Record<string, string>) =>
  resource("kubernetes:eks.amazonaws.com/v1:IngressClassParams", {
    spec: { loadBalancerAttributes: Object.entries(attributes).map(([key, value]) => ({ key, value })) },
  });

const ingressClass = resource("kubernetes:networking.k8s.io/v1:IngressClass", {});
/** An Ingress of that class without a web ACL. */
const ofClass = (name: string) =>
  resource(
    "kubernetes:networking.k8s.io/v1:Ingress",
    { metadata: { annotations: { [annotation]: "none" } } },
    { name, from: { spec: [ingressClass] } },
  );
const unfiltered = `No web ACL is associated: set aws-containers:loadBalancer.waf: true (annotation ${annotation}).`;
const unlogged =
  "Access logs are disabled: set aws-containers:loadBalancer.accessLogs: true (attribute access_logs.s3.enabled).";
const unprotected =
  "Deletion protection is off: set aws-containers:protection: true (attribute deletion_protection.enabled).";

testRules("ingress", ingressRules, {
  "ingress-web-acl": {
    passes: [
      [ingress({ [annotation]: "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/0a1b" })],
      [ingress({ "nginx.ingress.kubernetes.io/proxy-body-size": "8m" }, { ingressClassName: "nginx" })],
      [ingress(undefined, { ingressClassName: "nginx" })],
      [ingress({ [annotation]: "none" }), ...cloudFrontBefore(ingress({ [annotation]: "none" }))],
      [ingressClass, ofClass("tokens"), ofClass("last"), ...cloudFrontBefore(ofClass("last"))],
    ],
    fails: [
      [[ingress({ [annotation]: "none" })], unfiltered],
      [[ingress({ other: "none" })], unfiltered],
      [
        [ingress({ "alb.ingress.kubernetes.io/target-type": "ip" }, { ingressClassName: "services" })],
        unfiltered,
      ],
    ],
  },
  "ingress-access-logs": {
    passes: [[parameters({ "access_logs.s3.enabled": "true" })]],
    fails: [
      [[parameters({ "access_logs.s3.enabled": "false" })], unlogged],
      [[parameters({ "deletion_protection.enabled": "true" })], unlogged],
    ],
  },
  "ingress-deletion-protection": {
    passes: [[parameters({ "deletion_protection.enabled": "true" })]],
    fails: [[[parameters({ "deletion_protection.enabled": "false" })], unprotected]],
  },
});
