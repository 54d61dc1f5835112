import type * as pulumi from "@pulumi/pulumi";
import { type LogRetentionDays, logRetentionDays } from "../../facts/log-retention";
import { requestsPerAddress } from "../../facts/waf";
import { validateOneOf, validateWholeNumber } from "../invalid-arguments";

/** Arguments of `WebAcl`. */
export interface WebAclArgs {
  /** Requests within 5 minutes after which an IP address is blocked, until it sends fewer; 10 to 2,000,000,000. @default 2000 */
  rateLimit?: number;
  /** Days that CloudWatch Logs keeps the log of blocked requests, at $0.50 per GB. @default 90 */
  logRetentionDays?: LogRetentionDays;
  /**
   * Whether it is for CloudFront distributions, and therefore in us-east-1 with its log group, rather than for load
   * balancers. It can't be changed.
   * @default false
   */
  cloudFront?: boolean;
  /**
   * ARN of the KMS key that encrypts the log group, such as that of a `LogKey` in the same region.
   * @default a key of CloudWatch Logs
   */
  logKeyArn?: pulumi.Input<string>;
}

/** Validates the arguments of a web ACL. */
export function validateWebAcl(args: WebAclArgs): string[] {
  return [
    ...validateWholeNumber("rateLimit", args.rateLimit, requestsPerAddress),
    ...validateOneOf("logRetentionDays", args.logRetentionDays, logRetentionDays),
  ];
}
