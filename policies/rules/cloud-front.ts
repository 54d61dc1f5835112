import { currentViewerTlsPolicies, viewerTlsPolicy } from "../../facts/cloud-front";
import type { Resource } from "../resource";
import { inProd, type Rule, securityHub } from "../rule";
import type { Stack } from "../stack";
import { at, blocks, isMissing, unknown, type Value } from "../values";

const distribution = ["aws:cloudfront/distribution:Distribution"];
const vpcOrigin = ["aws:cloudfront/vpcOrigin:VpcOrigin"];
const logSource = ["aws:cloudwatch/logDeliverySource:LogDeliverySource"];

/** The distributions that have a load balancer as their VPC origin. */
export function distributionsOf(loadBalancer: Resource, stack: Stack): Resource[] {
  const origins = stack
    .ofType(...vpcOrigin)
    .filter((origin) => stack.refers(origin, "vpcOriginEndpointConfig", loadBalancer));
  return stack
    .ofType(...distribution)
    .filter((found) => origins.some((origin) => stack.refers(found, "origins", origin)));
}

/** Rules for CloudFront distributions. */
export const cloudFrontRules: Rule[] = [
  {
    id: "cloudfront-tls-or-redirect",
    title: "Distributions redirect HTTP to HTTPS",
    controls: ["CloudFront.3"],
    url: securityHub("CloudFront.3"),
    severity: "high",
    enforcement: inProd,
    types: distribution,
    needs: "resource",
    check({ inputs }) {
      const behaviors: Value[] = [
        at(inputs, "defaultCacheBehavior"),
        ...blocks(at(inputs, "orderedCacheBehaviors")),
      ];
      return behaviors.some((behavior) => at(behavior, "viewerProtocolPolicy") === "allow-all")
        ? ["Requests and responses are not encrypted: set viewerProtocolPolicy: redirect-to-https."]
        : [];
    },
  },
  {
    id: "cloudfront-tls-policy",
    title: "Distributions with alternate domain names accept current TLS versions only",
    controls: ["CloudFront.15"],
    url: securityHub("CloudFront.15"),
    severity: "medium",
    enforcement: inProd,
    types: distribution,
    needs: "resource",
    check({ inputs }) {
      const certificate = at(inputs, "viewerCertificate");
      const policy = at(certificate, "minimumProtocolVersion");
      const isOfCloudFront = at(certificate, "cloudfrontDefaultCertificate") === true;
      return certificate !== unknown &&
        !isOfCloudFront &&
        policy !== unknown &&
        !(typeof policy === "string" && currentViewerTlsPolicies.test(policy))
        ? [`Old TLS versions are accepted: set viewerCertificate.minimumProtocolVersion: ${viewerTlsPolicy}.`]
        : [];
    },
  },
  {
    id: "cloudfront-access-logs",
    title: "Access logs of distributions are enabled",
    controls: ["CloudFront.5"],
    url: securityHub("CloudFront.5"),
    severity: "medium",
    enforcement: inProd,
    types: distribution,
    needs: "stack",
    check(resource, stack) {
      const isDelivered = stack
        .ofType(...logSource)
        .some((source) => stack.refers(source, "resourceArn", resource));
      return isMissing(resource.inputs, "loggingConfig") && !isDelivered
        ? [
            "Access logs are disabled: set aws-containers:loadBalancer.accessLogs: true (an aws.cloudwatch.LogDeliverySource).",
          ]
        : [];
    },
  },
  {
    id: "cloudfront-web-acl",
    title: "Distributions are associated with a web ACL",
    controls: ["CloudFront.6"],
    url: securityHub("CloudFront.6"),
    severity: "medium",
    enforcement: inProd,
    types: distribution,
    needs: "resource",
    check: ({ inputs }) =>
      isMissing(inputs, "webAclId")
        ? ["No web ACL is associated: set aws-containers:loadBalancer.waf: true (webAclId)."]
        : [],
  },
];
