import type * as pulumi from "@pulumi/pulumi";

/** The secrets and parameters that a service reads, and whose values may change under the same reference. */
export interface RotatingSecrets {
  /** ARNs of secrets. */
  arns: pulumi.Input<string>[];
  /** Names of parameters. */
  parameters: string[];
}

/** The pattern of the events that tell of new values. */
export interface RotationPattern {
  source: string[];
  "detail-type": string[];
  resources?: pulumi.Input<string>[];
  detail: Record<string, string[]>;
}

/**
 * The events of new values of exactly these secrets and parameters, by the store that they are in. Secrets Manager tells of each
 * value that becomes the current one, by whatever way; Parameter Store of its changes on a best effort basis. Both tell the account
 * and the region that they are in.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/event-detail-secret-label-updated-secretsmanager.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html (read 2026-11-21)
 */
export function rotationPatterns({ arns, parameters }: RotatingSecrets): Record<string, RotationPattern> {
  return {
    ...(arns.length > 0 && {
      secrets: {
        source: ["aws.secretsmanager"],
        "detail-type": ["Secret Label Updated"],
        resources: arns,
        detail: { labelUpdated: ["AWSCURRENT"] },
      },
    }),
    ...(parameters.length > 0 && {
      parameters: {
        source: ["aws.ssm"],
        "detail-type": ["Parameter Store Change"],
        detail: { name: parameters, operation: ["Create", "Update"] },
      },
    }),
  };
}
