import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { upstreamRegistryNames } from "../../facts/upstream-registries";
import { type AwsContext, awsContextOf } from "../aws-context";
import type { ImageUris } from "../image/existing-image";
import type { ImageCredentials } from "../image/image-arguments";
import type { ImageRegistry } from "../image/resolve-image";
import { assertValidArguments } from "../invalid-arguments";
import { keyPolicy } from "./key-policy";
import { OtherStacks } from "./other-stacks";
import { PublicRepository } from "./public-repository";
import { pullPolicy, sharesImages } from "./pull-access";
import { PullThroughCache } from "./pull-through-cache";
import type { RegistryArgs, ReplicationSources } from "./registry-arguments";
import { RegistryScanning } from "./registry-scanning";
import { validateRegistry } from "./registry-validation";
import { Replication } from "./replication";
import { ReplicationPermissions } from "./replication-permissions";

/**
 * A private registry: an Amazon ECR repository for each name, with immutable tags (ECR.2), scanned on push and encrypted.
 * Lifecycle policies are `ImageRetention`'s, which has to know what runs.
 *
 * Costs $0.10 per GB-month, and $1 a month more with `encryption: "kms"`.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class Registry extends pulumi.ComponentResource implements ImageRegistry {
  /** The repositories, by the names in `repositories`. */
  public readonly repositories: Readonly<Record<string, aws.ecr.Repository>>;
  /** URLs of the repositories, by name. */
  public readonly repositoryUrls: Readonly<Record<string, pulumi.Output<string>>>;
  /** The key that encrypts the images, with `encryption: "kms"` and at least one repository. */
  public readonly key?: aws.kms.Key;
  /** URIs of the public repositories, by name. */
  public readonly publicUris: Readonly<Record<string, pulumi.Output<string>>>;

  private requestedCredentials?: ImageCredentials;
  private lookedUpContext?: AwsContext;
  private readonly otherStacks: OtherStacks;

  constructor(
    name: string,
    private readonly args: RegistryArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertValidArguments("Registry", name, validateRegistry(args));
    super("aws-containers:registry:Registry", name, {}, opts);

    this.otherStacks = new OtherStacks(this);
    const repositories = args.repositories ?? [];
    this.key = args.encryption === "kms" && repositories.length > 0 ? this.createKey(name, args) : undefined;
    this.repositories = Object.fromEntries(
      repositories.map((repository) => [repository, this.createRepository(name, repository, args)]),
    );
    this.repositoryUrls = Object.fromEntries(
      Object.entries(this.repositories).map(([repository, { repositoryUrl }]) => [repository, repositoryUrl]),
    );

    if (sharesImages(args)) {
      this.createRepositoryPolicies(name, args);
    }
    if (args.scanning === "enhanced" && args.manageRegistrySettings) {
      this.createScanning(name, args);
    }
    if (args.replicateTo?.length && args.namespace !== undefined) {
      this.createReplication(name, args.namespace, args.replicateTo, args);
    }
    if (args.allowReplicationFrom) {
      this.createReplicationPermissions(name, args.allowReplicationFrom, args);
    }
    this.createCaches(name, args);
    this.publicUris = this.createPublicRepositories(name, args);

    this.registerOutputs({
      repositoryUrls: this.repositoryUrls,
      keyArn: this.key?.arn,
      ...(args.publicRepositories && { publicUris: this.publicUris }),
    });
  }

  /** Credentials for a push, valid for twelve hours: requested once, and only if needed. The password is secret. */
  public get credentials(): ImageCredentials {
    this.requestedCredentials ??= this.requestCredentials();
    return this.requestedCredentials;
  }

  /**
   * The repository of this name in `repositories`.
   * @throws pulumi.RunError if there is none.
   */
  public repository(name: string): aws.ecr.Repository {
    const repository = this.repositories[name];
    if (repository === undefined) {
      throw new pulumi.RunError(
        `The registry has no repository "${name}"; it has ${Object.keys(this.repositories).join(", ") || "none"}.`,
      );
    }
    return repository;
  }

  /** Tags of the repository's images that run in the stacks of `promotedTo`. */
  public promotedTags(repository: aws.ecr.Repository): pulumi.Output<string[]> {
    return this.otherStacks.tagsIn(this.args.promotedTo ?? [], repository.repositoryUrl);
  }

  /** The output `imageUris` of another stack, asked for once. */
  public imagesOf(stack: string): pulumi.Output<ImageUris | undefined> {
    return this.otherStacks.imagesOf(stack);
  }

  /** Partition, region and account of the registry: looked up once, and only if needed. */
  public get context(): AwsContext {
    this.lookedUpContext ??= awsContextOf(this);
    return this.lookedUpContext;
  }

  /** ECR uses the key by a grant for each repository. */
  private createKey(name: string, args: RegistryArgs): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-key`,
      {
        description: `Encrypts the images of ${pulumi.getProject()}/${pulumi.getStack()}`,
        enableKeyRotation: true,
        deletionWindowInDays: args.forceDelete ? 7 : 30,
        policy: pulumi.jsonStringify(keyPolicy(this.context)),
      },
      { parent: this, protect: args.protect },
    );
  }

  private createRepository(name: string, repository: string, args: RegistryArgs): aws.ecr.Repository {
    return new aws.ecr.Repository(
      `${name}-${repository}`,
      {
        ...(args.namespace !== undefined && { name: `${args.namespace}/${repository}` }),
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: args.scanning !== "off" },
        encryptionConfigurations: [
          this.key ? { encryptionType: "KMS", kmsKey: this.key.arn } : { encryptionType: "AES256" },
        ],
        forceDelete: args.forceDelete ?? false,
      },
      { parent: this, protect: args.protect },
    );
  }

  private createRepositoryPolicies(name: string, args: RegistryArgs): void {
    const policy = pulumi.jsonStringify(pullPolicy(args, this.context));
    for (const [repository, { name: repositoryName }] of Object.entries(this.repositories)) {
      new aws.ecr.RepositoryPolicy(
        `${name}-${repository}-pull`,
        { repository: repositoryName, policy },
        { parent: this },
      );
    }
  }

  private createScanning(name: string, { scanFilters, scanFrequency }: RegistryArgs): RegistryScanning {
    return new RegistryScanning(name, { filters: scanFilters, frequency: scanFrequency }, { parent: this });
  }

  private createReplication(
    name: string,
    namespace: string,
    replicateTo: string[],
    args: RegistryArgs,
  ): Replication {
    return new Replication(
      name,
      { ...args, namespace, replicateTo, context: this.context },
      { parent: this },
    );
  }

  private createReplicationPermissions(
    name: string,
    allowReplicationFrom: ReplicationSources,
    args: RegistryArgs,
  ): ReplicationPermissions {
    return new ReplicationPermissions(
      name,
      { ...args, allowReplicationFrom, context: this.context },
      { parent: this },
    );
  }

  private createCaches(name: string, { caches = {}, keepImages }: RegistryArgs): PullThroughCache[] {
    return upstreamRegistryNames.flatMap((upstream) => {
      const cache = caches[upstream];
      const args = { upstream, credentialsArn: cache?.credentialsArn, keepImages };
      return cache ? [new PullThroughCache(`${name}-${upstream}`, args, { parent: this })] : [];
    });
  }

  private createPublicRepositories(name: string, args: RegistryArgs): Record<string, pulumi.Output<string>> {
    const { forceDelete, protect } = args;
    return Object.fromEntries(
      Object.entries(args.publicRepositories ?? {}).map(([repository, catalog]) => [
        repository,
        new PublicRepository(
          `${name}-${repository}`,
          { ...catalog, repository, forceDelete, protect },
          { parent: this },
        ).uri,
      ]),
    );
  }

  private requestCredentials(): ImageCredentials {
    const token = aws.ecr.getAuthorizationTokenOutput({}, { parent: this });
    // The whole result is secret; of what is used here only the password has to be.
    const { proxyEndpoint, userName } = pulumi.unsecret(token);
    return {
      server: proxyEndpoint.apply((endpoint) => endpoint.replace(/^https:\/\//, "")),
      username: userName,
      password: pulumi.secret(token.password),
    };
  }
}
