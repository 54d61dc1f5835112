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
}
