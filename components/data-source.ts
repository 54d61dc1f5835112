import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * What a service gets that uses a part of the stack's data, such as a bucket. Every platform grants exactly this, and knows
 * nothing else of the data.
 */
export interface DataSource {
  /** Variables that say where the data is. They are no secret. */
  readonly variables: Readonly<Record<string, pulumi.Output<string>>>;
  /** What the service may do with it, for the role of its tasks or pods. */
  readonly statements: readonly aws.iam.PolicyStatement[];
}

/** The variables of everything that a service uses. */
export function dataVariables(uses: readonly DataSource[]): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(uses.flatMap(({ variables }) => Object.entries(variables)));
}
