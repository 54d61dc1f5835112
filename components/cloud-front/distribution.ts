import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  allViewerPolicy,
  cachedErrorCodes,
  cachingDisabledPolicy,
  originReadTimeoutSeconds,
  viewerTlsPolicy,
} from "../../facts/cloud-front";
import { defaultIdleTimeoutSeconds } from "../../facts/load-balancers";
import type { Https } from "../https";
import { deliverAccessLogs } from "./access-log-delivery";
import { whenLoadBalancerActive } from "./active-load-balancer";
import type { DistributionArgs } from "./distribution-arguments";

/** How long AWS takes to deploy a VPC origin, and to delete it: up to 15 minutes, which is also the provider's time-out. */
const vpcOriginTimeout = "30m";

/**
 * A CloudFront distribution in front of an internal Application Load Balancer, as its VPC origin: HTTPS with HTTP/2, HTTP/3
 * and IPv6, without public addresses in the VPC. It caches nothing, errors included, and forwards all headers, cookies and
 * query strings. With host names of your own it speaks HTTPS to the load balancer too.
 *
 * No fixed cost: 1 TB and 10 million requests a month are free, then $0.085 per GB and $0.01 per 10,000 requests.
 *
 * It takes 5 to 20 minutes until a distribution is deployed, and as long until it is disabled and deleted.
 */
export class Distribution extends pulumi.ComponentResource {
  /** The distribution. */
  public readonly distribution: aws.cloudfront.Distribution;
  /** The load balancer as an origin of CloudFront's. */
  public readonly vpcOrigin: aws.cloudfront.VpcOrigin;
  /** Host name of CloudFront's that DNS records of your own domains point to, such as d111111abcdef8.cloudfront.net. */
  public readonly hostName: pulumi.Output<string>;
  /** Id of the hosted zone of that name, for alias records. */
  public readonly hostedZoneId: pulumi.Output<string>;

  constructor(name: string, args: DistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:cloud-front:Distribution", name, {}, opts);

    this.vpcOrigin = this.createVpcOrigin(name, args);
    this.distribution = this.createDistribution(name, args);
    if (args.accessLogs) {
      deliverAccessLogs(
        name,
        { distribution: this.distribution, accessLogs: args.accessLogs },
        { parent: this },
      );
    }
    this.hostName = this.distribution.domainName;
    this.hostedZoneId = this.distribution.hostedZoneId;

    this.registerOutputs({ hostName: this.hostName });
  }

  private createVpcOrigin(name: string, { loadBalancer, https }: DistributionArgs): aws.cloudfront.VpcOrigin {
    const protocol = https ? "https" : "http";
    return new aws.cloudfront.VpcOrigin(
      `${name}-origin`,
      {
        vpcOriginEndpointConfig: {
          // Its own for each load balancer and protocol: names are unique, and the next one is created before this is deleted.
          name: pulumi.interpolate`${loadBalancer.name}-${protocol}`,
          arn: loadBalancer.arn,
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: `${protocol}-only`,
          originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
        },
      },
      {
        parent: this,
        // CloudFront doesn't change one that a distribution uses (CannotUpdateEntityWhileInUse).
        replaceOnChanges: ["vpcOriginEndpointConfig"],
        customTimeouts: { create: vpcOriginTimeout, delete: vpcOriginTimeout },
        ...(loadBalancer.mayBeProvisioning && {
          hooks: { onError: [whenLoadBalancerActive(`${name}-origin-active`)] },
        }),
      },
    );
  }

  private createDistribution(name: string, args: DistributionArgs): aws.cloudfront.Distribution {
    const { loadBalancer, https, webAcl, idleTimeoutSeconds = defaultIdleTimeoutSeconds } = args;
    const originId = "load-balancer";
    return new aws.cloudfront.Distribution(
      `${name}-distribution`,
      {
        enabled: true,
        comment: `${pulumi.getProject()}/${pulumi.getStack()} ${name}`,
        origins: [
          {
            originId,
            domainName: loadBalancer.dnsName,
            vpcOriginConfig: {
              vpcOriginId: this.vpcOrigin.id,
              originReadTimeout: Math.min(idleTimeoutSeconds, originReadTimeoutSeconds.max),
            },
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: originId,
          viewerProtocolPolicy: "redirect-to-https", // CloudFront.3
          allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
          cachedMethods: ["GET", "HEAD"],
          compress: true,
          cachePolicyId: cachingDisabledPolicy,
          originRequestPolicyId: allViewerPolicy,
        },
        // What one viewer isn't allowed, or failed to get, says nothing about the next one.
        customErrorResponses: cachedErrorCodes.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
        ...viewerNames(https),
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        priceClass: "PriceClass_100",
        restrictions: { geoRestriction: { restrictionType: "none" } },
        webAclId: webAcl?.arn,
      },
      { parent: this },
    );
  }
}

/** The names that viewers use, and the certificate for them. Of CloudFront's own certificate nobody can choose the TLS versions. */
function viewerNames(
  https: Https | undefined,
): Pick<aws.cloudfront.DistributionArgs, "aliases" | "viewerCertificate"> {
  if (https === undefined) return { viewerCertificate: { cloudfrontDefaultCertificate: true } };
  const { certificateArn, cloudFrontCertificateArn, hostName, hostNames } = https;
  return {
    aliases: [...(hostNames ?? [hostName])],
    viewerCertificate: {
      acmCertificateArn: cloudFrontCertificateArn ?? certificateArn,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: viewerTlsPolicy,
    },
  };
}
