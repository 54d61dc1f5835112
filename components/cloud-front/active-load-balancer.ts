import { setTimeout as pause } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";

/** How often, and after how many milliseconds, a VPC origin is created again: for ten minutes in all. */
const attempts = 40;
const interval = 15_000;

/**
 * Repeats the creation of a VPC origin while CloudFront refuses its load balancer. A load balancer has to be active first, which takes
 * one that a Kubernetes controller creates some minutes, and nothing waits for that.
 *
 * CloudFront has no error for this state alone: of those it has for a new VPC origin, these two can be about the load balancer.
 *
 * @param name Name of the hook, unique in the program.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html#vpc-origin-prerequisites (read 2026-11-22)
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateVpcOrigin.html (read 2026-11-22)
 */
export function whenLoadBalancerActive(name: string, milliseconds = interval): pulumi.ErrorHook {
  return new pulumi.ErrorHook(name, async ({ errors, failedOperation }) => {
    const [latest = ""] = errors;
    const isRefused =
      /\bCreateVpcOrigin\b/.test(latest) && /\b(InvalidArgument|UnsupportedOperation)\b/.test(latest);
    if (failedOperation !== "create" || errors.length > attempts || !isRefused) return false;
    await pause(milliseconds);
    return true;
  });
}
