import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { certificateTemplates, rootCertificateAuthority } from "../../facts/private-ca";
import { serviceConnectTls } from "../../facts/service-connect";

/** Whom a CA issues certificates for. */
interface CertificateAuthorityArgs {
  /** Name of the cluster: the common name of the CA. */
  cluster: pulumi.Input<string>;
  /** AWS partition, such as aws. */
  partition: pulumi.Input<string>;
}

/**
 * Creates a root CA for the short-lived certificates of a cluster's services, $50 a month. Its own certificate is valid for ten years.
 * A deleted CA costs nothing, and can be restored for seven days.
 *
 * @param component The parent.
 * @returns Its ARN, once it is active.
 */
export function createCertificateAuthority(
  name: string,
  { cluster, partition }: CertificateAuthorityArgs,
  component: pulumi.Resource,
): pulumi.Output<string> {
  const { usageMode, keyAlgorithm, signingAlgorithm, years, restorableDays } = rootCertificateAuthority;
  const authority = new aws.acmpca.CertificateAuthority(
    `${name}-certificate-authority`,
    {
      type: "ROOT",
      usageMode,
      certificateAuthorityConfiguration: { keyAlgorithm, signingAlgorithm, subject: { commonName: cluster } },
      permanentDeletionTimeInDays: restorableDays,
      tags: serviceConnectTls.tags,
    },
    { parent: component },
  );
  const root = new aws.acmpca.Certificate(
    `${name}-root-certificate`,
    {
      certificateAuthorityArn: authority.arn,
      certificateSigningRequest: authority.certificateSigningRequest,
      signingAlgorithm,
      templateArn: pulumi.interpolate`arn:${partition}:acm-pca:::template/${certificateTemplates.root}`,
      validity: { type: "YEARS", value: String(years) },
    },
    { parent: component },
  );
  // A CA issues certificates when it has its own.
  const installed = new aws.acmpca.CertificateAuthorityCertificate(
    `${name}-certificate-authority`,
    {
      certificateAuthorityArn: authority.arn,
      certificate: root.certificate,
      certificateChain: root.certificateChain,
    },
    { parent: component },
  );
  return installed.certificateAuthorityArn;
}
