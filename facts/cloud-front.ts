/**
 * The region of everything that CloudFront uses besides its origins: certificates, web ACLs of the scope CLOUDFRONT with
 * their log groups, and the delivery of access logs.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html (read 2026-11-21)
 */
export const cloudFrontRegion = "us-east-1";

/**
 * Regions of load balancers that can be VPC origins. In some, one zone is excepted: use1-az3, usw1-az2, apne1-az3, cac1-az3.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html#vpc-origins-supported-regions (read 2026-11-21)
 */
export const vpcOriginRegions: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-7",
  "ca-central-1",
  "ca-west-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

/**
 * The managed prefix list of CloudFront's addresses.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html (read 2026-11-21)
 */
export const originFacingPrefixList = "com.amazonaws.global.cloudfront.origin-facing";

/** Rules of a security group that one with this prefix list counts as: its weight, by the same page. */
export const rulesOfPrefixList = 55;

/**
 * CachingDisabled: every request goes to the origin.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html (read 2026-11-21)
 */
export const cachingDisabledPolicy = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/**
 * AllViewerAndCloudFrontHeaders-2022-06: all headers, the host among them, cookies and query strings of the viewer, and
 * headers of CloudFront such as CloudFront-Forwarded-Proto and CloudFront-Viewer-Address.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html (read 2026-11-21)
 */
export const allViewerPolicy = "33f36d7e-f396-46d9-90e0-52428a34d9dc";

/**
 * Seconds that CloudFront waits for an answer of a VPC origin, and between two packets of it.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginConfig.html (read 2026-11-21)
 */
export const originReadTimeoutSeconds = { min: 1, max: 120 };

/**
 * Status codes of the origin that CloudFront caches for 10 seconds by default, whatever the cache policy says. It ignores
 * Cache-Control: no-store for most of them.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html (read 2026-11-21)
 */
export const cachedErrorCodes = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504] as const;

/**
 * The security policy between viewers and CloudFront: TLS 1.2 and 1.3 with forward secrecy. Distributions without a certificate
 * of their own accept TLS 1.0 as well.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html (read 2026-11-21)
 */
export const viewerTlsPolicy = "TLSv1.2_2021";

/** Security policies that accept TLS 1.2 and 1.3 alone (CloudFront.15). The same page. */
export const currentViewerTlsPolicies = /^TLSv1\.(2_20(?:19|21|25)|3_2025)$/;
