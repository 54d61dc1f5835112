import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A self-managed backend of Pulumi: an S3 bucket with the stacks' state. */
export interface StateBackend {
  /** ARN of the bucket. */
  bucketArn: pulumi.Input<string>;
  /**
   * ARN of the KMS key that encrypts the stacks' secrets and the bucket. A preview decrypts the stack's own secrets with it.
   * @default none
   */
  keyArn?: pulumi.Input<string>;
}

/** Reads the state of all of a project's stacks, and lists the bucket. */
export function readStatePolicy(state: StateBackend, project: string): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      listBucket(state),
      {
        Sid: "ReadState",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: objects(state, ["meta.yaml", `*/${project}/*`]),
      },
      ...useKey(state, ["kms:Decrypt"]),
    ],
  };
}

/**
 * Reads and writes the state of one stack, not of another and not of the roles themselves. Of the stacks in `reads` it reads
 * what a reference to them reads: the current state.
 */
export function writeState(
  state: StateBackend,
  project: string,
  stack: string,
  reads: string[] = [],
): aws.iam.PolicyStatement[] {
  return [
    listBucket(state),
    {
      Sid: "ReadFormat",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: objects(state, ["meta.yaml"]),
    },
    {
      Sid: "WriteState",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      Resource: objects(state, [...filesOf(project, stack), `*/${project}/${stack}/*`]),
    },
    ...(reads.length === 0
      ? []
      : [
          {
            Sid: "ReadOtherStacks",
            Effect: "Allow" as const,
            Action: "s3:GetObject",
            Resource: objects(
              state,
              reads.flatMap((other) => currentFilesOf(project, other)),
            ),
          },
        ]),
    ...useKey(state, ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]),
  ];
}

function listBucket({ bucketArn }: StateBackend): aws.iam.PolicyStatement {
  return {
    Sid: "ListState",
    Effect: "Allow",
    Action: ["s3:GetBucketLocation", "s3:ListBucket"],
    Resource: bucketArn,
  };
}

/** The current state of a stack, compressed if the backend is told so. */
function currentFilesOf(project: string, stack: string): string[] {
  return ["json", "json.gz"].map((extension) => `stacks/${project}/${stack}.${extension}`);
}

/** The files of a stack by their whole names: a stack's name may contain dots. */
function filesOf(project: string, stack: string): string[] {
  const current = currentFilesOf(project, stack);
  return [...current, ...current.map((file) => `${file}.bak`), `stacks/${project}/${stack}.pulumi-tags`];
}

function objects({ bucketArn }: StateBackend, paths: string[]): pulumi.Input<string>[] {
  return paths.map((path) => pulumi.interpolate`${bucketArn}/.pulumi/${path}`);
}

function useKey({ keyArn }: StateBackend, actions: string[]): aws.iam.PolicyStatement[] {
  return keyArn === undefined
    ? []
    : [{ Sid: "UseStateKey", Effect: "Allow", Action: actions, Resource: keyArn }];
}
