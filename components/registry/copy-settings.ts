import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyPolicy } from "./key-policy";
import { lifecycleDocument, type Retention } from "./lifecycle";
import { type PullAccess, pullPolicy, type RegistryPlace, sharesImages } from "./pull-access";

/** Arguments of {@link CopySettings}. */
export interface CopySettingsArgs extends Retention, PullAccess {
  /** What the names of the repositories begin with, up to a slash. */
  namespace: string;
  /** The regions of this account that copies arrive in, by names that tell their resources apart. */
  regions: Readonly<Record<string, pulumi.Input<string>>>;
  /** What encrypts the copies: a KMS key costs $1 a month in each region. Default: aes256. */
  encryption?: "aes256" | "kms";
  /** Whether a key is deleted soon after the stack. Default: false. */
  forceDelete?: boolean;
  /** Whether Pulumi refuses to delete the keys. Default: false. */
  protect?: boolean;
  /** The account, and the stack's own region. */
  place: RegistryPlace;
}

/**
 * What repositories are like that a first copy makes: ECR copies images alone, and takes everything else from a creation
 * template in the region, which it finds by the name's beginning. A change doesn't reach repositories that are there.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export class CopySettings extends pulumi.ComponentResource {
  /** The templates, by the names of `regions`. */
  public readonly templates: Readonly<Record<string, aws.ecr.RepositoryCreationTemplate>>;

  constructor(name: string, args: CopySettingsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:CopySettings", name, {}, opts);

    const regions = Object.entries(args.regions);
    const encrypts = args.encryption === "kms";
    const keys = encrypts ? regions.map(([at, region]) => this.key(`${name}-${at}`, region, args)) : [];
    const role = encrypts ? this.creationRole(name, args, keys) : undefined;
    this.templates = Object.fromEntries(
      regions.map(([at, region], index) => [
        at,
        this.template(`${name}-${at}`, region, args, keys[index], role),
      ]),
    );

    this.registerOutputs({ namespace: args.namespace });
  }

  /** A prefix matches up to a slash: that is why the repositories need a namespace. */
  private template(
    name: string,
    region: pulumi.Input<string>,
    args: CopySettingsArgs,
    key: aws.kms.Key | undefined,
    role: aws.iam.Role | undefined,
  ): aws.ecr.RepositoryCreationTemplate {
    const place = { ...args.place, region };
    return new aws.ecr.RepositoryCreationTemplate(
      name,
      {
        region,
        prefix: args.namespace,
        description: `Copies of images, by ${pulumi.getProject()}/${pulumi.getStack()}`,
        appliedFors: ["REPLICATION"],
        imageTagMutability: "IMMUTABLE",
        encryptionConfigurations: [
          key ? { encryptionType: "KMS", kmsKey: key.arn } : { encryptionType: "AES256" },
        ],
        customRoleArn: role?.arn,
        lifecyclePolicy: JSON.stringify(lifecycleDocument([], args)),
        repositoryPolicy: sharesImages(args) ? pulumi.jsonStringify(pullPolicy(args, place)) : undefined,
      },
      { parent: this },
    );
  }

  private key(name: string, region: pulumi.Input<string>, args: CopySettingsArgs): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-key`,
      {
        region,
        description: `Encrypts copies of images, for ${pulumi.getProject()}/${pulumi.getStack()}`,
        enableKeyRotation: true,
        deletionWindowInDays: args.forceDelete ? 7 : 30,
        policy: pulumi.jsonStringify(keyPolicy({ ...args.place, region })),
      },
      { parent: this, protect: args.protect },
    );
  }

  /** ECR makes encrypted repositories as somebody who may use the key. */
  private creationRole(name: string, args: CopySettingsArgs, keys: aws.kms.Key[]): aws.iam.Role {
    const { namespace, place } = args;
    const role = new aws.iam.Role(
      `${name}-creation`,
      {
        assumeRolePolicy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "ecr.amazonaws.com" },
              Action: "sts:AssumeRole",
              Condition: { StringEquals: { "aws:SourceAccount": place.accountId } },
            },
          ],
        }),
      },
      { parent: this },
    );
    const repositories = pulumi.interpolate`arn:${place.partition}:ecr:*:${place.accountId}:repository/${namespace}/*`;
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
              Sid: "EncryptThem",
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
