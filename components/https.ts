import type * as pulumi from "@pulumi/pulumi";

/** HTTPS on a load balancer. */
export interface Https {
  /**
   * ARN of the certificate, issued, and in the load balancer's region: of a certificate that the same program requests, the
   * one that its `CertificateValidation` returns.
   */
  certificateArn: pulumi.Input<string>;
  /** Host name that clients use. The certificate covers it. */
  hostName: string;
  /** All host names, for a CloudFront distribution in front of the load balancer, which knows no others. @default hostName alone */
  hostNames?: readonly string[];
  /**
   * ARN of the certificate for a CloudFront distribution in front of the load balancer, issued, and in us-east-1.
   * @default certificateArn, for a load balancer in us-east-1
   */
  cloudFrontCertificateArn?: pulumi.Input<string>;
}
