/**
 * Characters of a certificate's first domain name, its common name.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html (read 2026-11-21)
 */
export const commonNameLength = 64;

/**
 * Domain names of a certificate: a quota that AWS raises on request.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html (read 2026-11-21)
 */
export const namesPerCertificate = 10;

/** A DNS name in lowercase with two labels or more, such as shop.example.com. RFC 1035, section 2.3.1. */
export const domainName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** Id of a Route 53 hosted zone. @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html (read 2026-11-21) */
export const hostedZoneId = /^Z[A-Z0-9]{1,31}$/;

/** ARN of a certificate; the first group is its region. @see https://docs.aws.amazon.com/acm/latest/userguide/acm-services.html (read 2026-11-21) */
export const certificateArn = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/[A-Za-z0-9-]+$/;
