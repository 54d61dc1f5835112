import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyPolicy } from "./key-policy";
import { lifecycleDocument, type Retention } from "./lifecycle";
import { type PullAccess, pullPolicy, type RegistryPlace, sharesImages } from "./pull-access";

/** Arguments of {@link Replication}. */
export interface ReplicationArgs extends Retention, PullAccess {
  /** What the names of the repositories begin with, up to a slash. */
  namespace: string;
  /** Where images are copied to: regions, or account/region. */
  replicateTo: string[];
  /** What encrypts the copies in this account: a KMS key costs $1 a month in each region. Default: aes256. */
  encryption?: "aes256" | "kms";
  /** Whether a key is deleted soon after the stack. Default: false. */
  forceDelete?: boolean;
  /** Whether Pulumi refuses to delete the keys. Default: false. */
  protect?: boolean;
  /** Where the images come from. */
  place: RegistryPlace;
}

/** Somewhere that images are copied to; without an account of its own it is the stack's. */
export interface Destination {
  account?: string;
  region: string;
}

/** Reads eu-west-1 or 111122223333/eu-west-1. */
export function destinationOf(text: string): Destination | undefined {
  const [, account, region] = /^(?:(\d{12})\/)?([a-z]{2,}(?:-[a-z]+)+-\d)$/.exec(text) ?? [];
  return region === undefined ? undefined : { ...(account !== undefined && { account }), region };
}

/**
 * Copies every image that is pushed below a namespace to other regions and accounts. ECR copies neither settings nor
 * lifecycle: in the regions of this account a creation template gives them to each repository that a first copy makes.
 * ECR has one replication configuration in each account and region: only one stack may have this.
 *
 * In another account the template is that account's affair, and so is the registry policy that lets the copies in:
 * docs/registry.md has both. Repositories that copies made belong to no stack and stay when this one goes.
 *
 * Costs the storage of each copy ($0.10 a GB and month) and what AWS charges for transfer between the two regions.
 */
export class Replication extends pulumi.ComponentResource {
  /** What is copied where. */
  public readonly configuration: aws.ecr.ReplicationConfiguration;
  /** What repositories are like that a copy makes, by region of this account. */
  public readonly templates: Readonly<Record<string, aws.ecr.RepositoryCreationTemplate>>;

  constructor(name: string, args: ReplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:Replication", name, {}, opts);

    const destinations = args.replicateTo.flatMap((text) => destinationOf(text) ?? []);
    const regions = destinations.filter(({ account }) => account === undefined).map(({ region }) => region);
    const keys = args.encryption === "kms" ? regions.map((region) => this.key(name, region, args)) : [];
    const role = keys.length > 0 ? this.creationRole(name, args, keys) : undefined;
    this.templates = Object.fromEntries(
      regions.map((region, index) => [region, this.template(name, region, args, keys[index], role)]),
    );
    // A copy that comes before its template would make a repository with ECR's own settings.
    this.configuration = this.replication(name, args, destinations);

    this.registerOutputs({ destinations: args.replicateTo });
  }

  private replication(name: string, args: ReplicationArgs, destinations: Destination[]) {
    const { namespace, place } = args;
    return new aws.ecr.ReplicationConfiguration(
      `${name}-replication`,
      {
        replicationConfiguration: {
          rules: [
            {
              destinations: destinations.map(({ account, region }) => ({
                region,
                registryId: account ?? place.accountId,
              })),
              repositoryFilters: [{ filter: `${namespace}/`, filterType: "PREFIX_MATCH" }],
            },
          ],
        },
      },
      { parent: this, dependsOn: Object.values(this.templates) },
    );
  }

  /** A prefix matches up to a slash: that is why the repositories need a namespace. */
  private template(
    name: string,
    region: string,
    args: ReplicationArgs,
    key: aws.kms.Key | undefined,
    role: aws.iam.Role | undefined,
  ): aws.ecr.RepositoryCreationTemplate {
    const place = { ...args.place, region };
    return new aws.ecr.RepositoryCreationTemplate(
      `${name}-${region}`,
      {
        region,
        prefix: args.namespace,
        description: `Copies from ${pulumi.getProject()}/${pulumi.getStack()}`,
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

  private key(name: string, region: string, args: ReplicationArgs): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-${region}-key`,
      {
        region,
        description: `Encrypts the copies of the images of ${pulumi.getProject()}/${pulumi.getStack()}`,
        enableKeyRotation: true,
        deletionWindowInDays: args.forceDelete ? 7 : 30,
        policy: pulumi.jsonStringify(keyPolicy({ ...args.place, region })),
      },
      { parent: this, protect: args.protect },
    );
  }

  /** ECR makes encrypted repositories as somebody who may use the key. */
  private creationRole(name: string, args: ReplicationArgs, keys: aws.kms.Key[]): aws.iam.Role {
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
