/**
 * The security policy of HTTPS listeners: TLS 1.3 and 1.2 with forward secrecy only, and hybrid post-quantum key exchange
 * for clients that have it. The console's default; the API's is ELBSecurityPolicy-2016-08, which still accepts TLS 1.0.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html (read 2026-11-21)
 */
export const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** Policies that accept TLS 1.2 and 1.3 alone (ELB.17). The same page. */
export const currentTlsPolicies = /^ELBSecurityPolicy-(TLS13-1-[23]|FS-1-2|TLS-1-2)/;
