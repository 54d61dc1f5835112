import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { BackedUp } from "./backed-up";

/**
 * What a service gets that uses a part of the stack's data, such as a bucket. Every platform grants exactly this, and knows
 * nothing else of the data.
 */
export interface DataSource {
  /** Variables that say where the data is. They are no secret. */
  readonly variables: Readonly<Record<string, pulumi.Output<string>>>;
  /** What the service may do with it, for the role of its tasks or pods. */
  readonly statements: readonly aws.iam.PolicyStatement[];
  /** Name of the bucket, where it is one. */
  readonly bucketName?: pulumi.Output<string>;
  /** Name of the queue, where it is one. */
  readonly queueName?: pulumi.Output<string>;
  /** Name of its dead-letter queue, where it is a queue of the stack's own. */
  readonly deadLettersName?: pulumi.Output<string>;
  /** Variables whose values are in Secrets Manager, such as a password. @default none */
  readonly secrets?: Readonly<Record<string, DataSecret>>;
  /** What AWS Backup backs up. @default nothing: it has backups of its own, or none */
  readonly backedUp?: BackedUp;
  /** Where it listens in the stack's network. @default it is reached by an AWS API */
  readonly endpoint?: DataEndpoint;
}

/** The value of a variable: a key of the JSON in a secret. */
export interface DataSecret {
  /** ARN of the secret. */
  readonly secretArn: pulumi.Output<string>;
  /** Key of the JSON in the secret. */
  readonly key: string;
}

/** Where data listens in the stack's network. */
export interface DataEndpoint {
  /** Name of the data, which the rules for its ports are named for. */
  readonly name: string;
  /** The security group of the data: a platform adds the ingress rules of the services that use it. */
  readonly securityGroupId: pulumi.Output<string>;
  /** TCP ports that it listens on. They never change. */
  readonly ports: readonly number[];
  /** Ranges of the subnets that it is in. */
  readonly cidrBlocks: pulumi.Output<string[]>;
}

/** The variables of everything that a service uses, without those whose values are secret. */
export function dataVariables(uses: readonly DataSource[]): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(uses.flatMap(({ variables }) => Object.entries(variables)));
}

/** The secret variables of everything that a service uses. */
export function dataSecrets(uses: readonly DataSource[]): Record<string, DataSecret> {
  return Object.fromEntries(uses.flatMap(({ secrets = {} }) => Object.entries(secrets)));
}

/** The endpoints of everything that services use, each once. */
export function dataEndpoints(uses: readonly DataSource[]): DataEndpoint[] {
  const endpoints = uses.flatMap(({ endpoint }) => (endpoint ? [endpoint] : []));
  return [...new Map(endpoints.map((endpoint) => [endpoint.name, endpoint])).values()];
}

/** Names of all variables that a part of the data sets. */
export function variableNames({ variables, secrets = {} }: DataSource): string[] {
  return [...Object.keys(variables), ...Object.keys(secrets)];
}
