import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Denies every request without TLS, in the policy of a resource. */
export function denyWithoutTls(
  action: string,
  resource: pulumi.Input<string> | pulumi.Input<string>[],
): aws.iam.PolicyStatement {
  return {
    Sid: "OnlyOverTls",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
