/**
 * `Limit` of a rate-based rule: requests of one address within its evaluation window.
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html (read 2026-11-21)
 */
export const requestsPerAddress = { min: 10, max: 2_000_000_000 };

/**
 * The beginning of the name of a log group that AWS WAF accepts as the destination of its logs.
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_PutLoggingConfiguration.html (read 2026-11-21)
 */
export const wafLogGroupPrefix = "aws-waf-logs-";
