import { cloudFrontRules } from "../../../policies/rules/cloud-front";
import { resource, testRules } from "../states";

const distribution = (inputs: object) => resource("aws:cloudfront/distribution:Distribution", { ...inputs });
const behavior = (viewerProtocolPolicy: string) => ({ targetOriginId: "it", viewerProtocolPolicy });
const logged = distribution({});
const source = resource(
  "aws:cloudwatch/logDeliverySource:LogDeliverySource",
  { logType: "ACCESS_LOGS" },
  { from: { resourceArn: [logged] } },
);
const unencrypted = "Requests and responses are not encrypted: set viewerProtocolPolicy: redirect-to-https.";
const old = "Old TLS versions are accepted: set viewerCertificate.minimumProtocolVersion: TLSv1.2_2021.";
const ownCertificate = (minimumProtocolVersion?: string) =>
  distribution({ viewerCertificate: { acmCertificateArn: "arn", minimumProtocolVersion } });

testRules("CloudFront", cloudFrontRules, {
  "cloudfront-tls-or-redirect": {
    passes: [
      [distribution({ defaultCacheBehavior: behavior("redirect-to-https") })],
      [distribution({ defaultCacheBehavior: behavior("https-only"), orderedCacheBehaviors: [] })],
    ],
    fails: [
      [[distribution({ defaultCacheBehavior: behavior("allow-all") })], unencrypted],
      [
        [
          distribution({
            defaultCacheBehavior: behavior("redirect-to-https"),
            orderedCacheBehaviors: [behavior("https-only"), behavior("allow-all")],
          }),
        ],
        unencrypted,
      ],
    ],
  },
  "cloudfront-tls-policy": {
    passes: [
      [ownCertificate("TLSv1.2_2021")],
      [ownCertificate("TLSv1.3_2025")],
      [distribution({ viewerCertificate: { cloudfrontDefaultCertificate: true } })],
    ],
    fails: [
      [[ownCertificate("TLSv1.2_2018")], old],
      [[ownCertificate("TLSv1")], old],
      [[ownCertificate()], old],
    ],
  },
  "cloudfront-access-logs": {
    passes: [[logged, source], [distribution({ loggingConfig: { bucket: "logs" } })]],
    fails: [
      [
        [logged],
        "Access logs are disabled: set aws-containers:loadBalancer.accessLogs: true (an aws.cloudwatch.LogDeliverySource).",
      ],
    ],
  },
  "cloudfront-web-acl": {
    passes: [[distribution({ webAclId: "arn" })]],
    fails: [
      [[distribution({})], "No web ACL is associated: set aws-containers:loadBalancer.waf: true (webAclId)."],
    ],
  },
});
