import { ingressAnnotationPrefix } from "../../facts/load-balancer-annotations";
import type { Resource } from "../resource";
import { inProd, type Rule, reported, securityHub } from "../rule";
import type { Stack } from "../stack";
import { at, blocks, isProperties, unknown, type Value } from "../values";
import { distributionsOf } from "./cloud-front";
import { classParameters } from "./ingress-class-parameters";

const webAclAnnotation = `${ingressAnnotationPrefix}wafv2-acl-arn`;

/** Rules for the load balancers that are created for Ingresses. */
export const ingressRules: Rule[] = [
  {
    id: "ingress-web-acl",
    title: "The load balancer of an Ingress is associated with a web ACL",
    controls: ["ELB.16"],
    url: securityHub("ELB.16"),
    severity: "medium",
    enforcement: inProd,
    types: ["kubernetes:networking.k8s.io/v1:Ingress"],
    needs: "stack",
    check(ingress, stack) {
      const { inputs } = ingress;
      const annotations = at(inputs, "metadata.annotations");
      if (isOfOtherController(annotations, at(inputs, "spec.ingressClassName"))) return [];
      // A distribution has its own, by a rule of its own.
      if (ofSameClass(ingress, stack).some((each) => distributionsOf(each, stack).length > 0)) return [];
      const webAcl = isProperties(annotations) ? annotations[webAclAnnotation] : annotations;
      return webAcl === undefined || webAcl === null || webAcl === "none"
        ? [
            `No web ACL is associated: set aws-containers:loadBalancer.waf: true (annotation ${webAclAnnotation}).`,
          ]
        : [];
    },
  },
  {
    id: "ingress-access-logs",
    title: "Access logs of the load balancer of an Ingress are enabled",
    controls: ["ELB.5"],
    url: securityHub("ELB.5"),
    severity: "medium",
    enforcement: inProd,
    types: classParameters,
    needs: "resource",
    check: ({ inputs }) =>
      isOff(inputs, "access_logs.s3.enabled")
        ? [
            "Access logs are disabled: set aws-containers:loadBalancer.accessLogs: true (attribute access_logs.s3.enabled).",
          ]
        : [],
  },
  {
    id: "ingress-deletion-protection",
    title: "Deletion protection of the load balancer of an Ingress is on",
    controls: ["ELB.6"],
    url: securityHub("ELB.6"),
    severity: "medium",
    enforcement: reported,
    types: classParameters,
    needs: "resource",
    check: ({ inputs }) =>
      isOff(inputs, "deletion_protection.enabled")
        ? [
            "Deletion protection is off: set aws-containers:protection: true (attribute deletion_protection.enabled).",
          ]
        : [],
  },
];

/** The Ingresses that share its load balancer, itself among them: a distribution is computed from one of them. */
function ofSameClass(ingress: Resource, stack: Stack): Resource[] {
  const classesOf = (each: Resource) =>
    stack.sources(each, "spec", "kubernetes:networking.k8s.io/v1:IngressClass");
  const classes = classesOf(ingress);
  const others = stack
    .ofType(ingress.type)
    .filter((other) => classesOf(other).some((found) => classes.includes(found)));
  return [ingress, ...others];
}

/** Whether an Ingress is for a controller without load balancers of AWS, such as one that a cluster has already. */
function isOfOtherController(annotations: Value | undefined, className: Value | undefined): boolean {
  const keys = isProperties(annotations) ? Object.keys(annotations) : [];
  return (
    typeof className === "string" &&
    annotations !== unknown &&
    !keys.some((key) => key.startsWith(ingressAnnotationPrefix))
  );
}

/** Whether an attribute is known not to be true. */
function isOff(inputs: Value, attribute: string): boolean {
  const attributes = at(inputs, "spec.loadBalancerAttributes");
  if (attributes === unknown || (Array.isArray(attributes) && attributes.includes(unknown))) return false;
  return !blocks(attributes).some(
    ({ key, value }) =>
      (key === attribute || key === unknown) && (value === unknown || String(value) === "true"),
  );
}
