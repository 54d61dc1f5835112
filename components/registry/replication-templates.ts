import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumeRolePolicy } from "../assume-role-policy";
import { keyPolicy } from "./key-policy";
import { lifecycleDocument } from "./lifecycle";
import { pullPolicy, sharesImages } from "./pull-access";
import type { ReplicationTemplatesArgs } from "./replication-templates-arguments";

/** Stacks may have it under its previous type: they keep its resources. */
const previousType = { aliases: [{ type: "aws-containers:registry:CopySettings" }] };

/**
 * Repository creation templates for replication: ECR replicates images alone, and takes the settings of a repository that
 * replication creates from the template in its region with the prefix of its name. A change doesn't affect repositories that
 * exist.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export class ReplicationTemplates extends pulumi.ComponentResource {
  /** The templates, by the names of `regions`. */
  public readonly templates: Readonly<Record<string, aws.ecr.RepositoryCreationTemplate>>;

  constructor(name: string, args: ReplicationTemplatesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:ReplicationTemplates", name, {}, pulumi.mergeOptions(opts, previousType));

    const regions = Object.entries(args.regions);
    const encrypts = args.encryption === "kms";
    const keys = encrypts ? regions.map(([at, region]) => this.createKey(`${name}-${at}`, region, args)) : [];
    // Without a region of this account there is nothing to create: a policy without resources is malformed to IAM.
    const role = keys.length > 0 ? this.createRole(name, args, keys) : undefined;
    this.templates = Object.fromEntries(
      regions.map(([at, region], index) => [
        at,
        this.createTemplate(`${name}-${at}`, region, args, keys[index], role),
      ]),
    );

    this.registerOutputs({ namespace: args.namespace });
  }

  /** A prefix matches up to a slash: that is why the repositories must have a namespace. */
  private createTemplate(
    name: string,
    region: pulumi.Input<string>,
    args: ReplicationTemplatesArgs,
    key: aws.kms.Key | undefined,
    role: aws.iam.Role | undefined,
  ): aws.ecr.RepositoryCreationTemplate {
    const context = { ...args.context, region };
    return new aws.ecr.RepositoryCreationTemplate(
      name,
      {
        region,
        prefix: args.namespace,
        description: `Replicated images of ${pulumi.getProject()}/${pulumi.getStack()}`,
        appliedFors: ["REPLICATION"],
        imageTagMutability: "IMMUTABLE",
        encryptionConfigurations: [
          key ? { encryptionType: "KMS", kmsKey: key.arn } : { encryptionType: "AES256" },
        ],
        customRoleArn: role?.arn,
        lifecyclePolicy: JSON.stringify(lifecycleDocument([], args)),
        repositoryPolicy: sharesImages(args) ? pulumi.jsonStringify(pullPolicy(args, context)) : undefined,
      },
      { parent: this },
    );
  }

  private createKey(name: string, region: pulumi.Input<string>, args: ReplicationTemplatesArgs): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-key`,
      {
        region,
        description: `Encrypts the replicated images of ${pulumi.getProject()}/${pulumi.getStack()}`,
        enableKeyRotation: true,
        deletionWindowInDays: args.forceDelete ? 7 : 30,
        policy: pulumi.jsonStringify(keyPolicy({ ...args.context, region })),
      },
      { parent: this, protect: args.protect },
    );
  }

  /**
   * ECR assumes it to create encrypted repositories. AWS's page has no condition in its trust: ECR isn't known to send
   * aws:SourceAccount, without which it would create none, and say so nowhere but in CloudTrail.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-create-iam.html
   */
  private createRole(name: string, args: ReplicationTemplatesArgs, keys: aws.kms.Key[]): aws.iam.Role {
    const { namespace, context } = args;
    const role = new aws.iam.Role(
      `${name}-creation`,
      {
        assumeRolePolicy: pulumi.jsonStringify(assumeRolePolicy("ecr.amazonaws.com")),
      },
      { parent: this },
    );
    const repositories = pulumi.interpolate`arn:${context.partition}:ecr:*:${context.accountId}:repository/${namespace}/*`;
    new aws.iam.RolePolicy(
      `${name}-creation`,
      {
        role: role.name,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "CreateRepositories",
              Effect: "Allow",
              Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
              Resource: repositories,
            },
            {
              Sid: "UseKeys",
              Effect: "Allow",
              Action: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
              Resource: keys.map(({ arn }) => arn),
            },
          ],
        }),
      },
      { parent: this },
    );
    return role;
  }
}
