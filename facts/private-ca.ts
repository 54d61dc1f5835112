/** ARN of a private CA; the first group is its region. @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_CertificateAuthority.html (read 2026-11-22) */
export const certificateAuthorityArn =
  /^arn:aws[a-z-]*:acm-pca:([a-z0-9-]+):\d{12}:certificate-authority\/[A-Za-z0-9-]+$/;

/** What `certificateAuthorityArn` has to be, in words. */
export const certificateAuthorityArnForm = "the ARN of a CA of AWS Private CA";

/**
 * Templates of certificates: of a root CA itself, and of what it is trusted for.
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/UsingTemplates.html (read 2026-11-22)
 */
export const certificateTemplates = {
  root: "RootCACertificate/V1",
  endEntity: "EndEntityCertificate/V1",
} as const;

/**
 * A root CA for short-lived certificates, which are valid for seven days at most. ECS takes keys of ECDSA with 256 bits, or of RSA with 2048.
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/short-lived-certificates.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html (read 2026-11-22)
 */
export const rootCertificateAuthority = {
  usageMode: "SHORT_LIVED_CERTIFICATE",
  keyAlgorithm: "EC_prime256v1",
  signingAlgorithm: "SHA256WITHECDSA",
  years: 10,
  /** For which a deleted CA can be restored; the fewest that AWS has. */
  restorableDays: 7,
} as const;
