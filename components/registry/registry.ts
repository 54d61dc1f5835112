import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  cachedImage,
  type ExistingImage,
  type PulledFrom,
  privateRepositoryArn,
  promotedImage,
} from "./existing-image";
import { keyPolicy } from "./key-policy";
import { OtherStacks } from "./other-stacks";
import { PublicRepository } from "./public-repository";
import { pullPolicy, type RegistryPlace, sharesImages } from "./pull-access";
import { PullThroughCache, upstreamNames } from "./pull-through-cache";
import { type Received, ReceivedCopies } from "./received-copies";
import { type RegistryArgs, refuse } from "./registry-arguments";
import { RegistryScanning } from "./registry-scanning";
import { Replication } from "./replication";

/** Where an image comes from that isn't built here: one of the two. */
export interface ImageOrigin {
  /** Its reference, or cache:… for one that comes through a cache of this registry. */
  image?: pulumi.Input<string>;
  /** The stack (organization/project/stack) and the service there whose image it is. */
  imageFrom?: { stack: string; service: string };
}

/** What a builder needs to push into the registry. */
export interface RegistryCredentials {
  /** Host name of the registry. */
  server: pulumi.Output<string>;
  /** User name, always AWS. */
  username: pulumi.Output<string>;
  /** Password, valid for twelve hours. Secret. */
  password: pulumi.Output<string>;
}

/**
 * A private registry: one Amazon ECR repository for each name, with tags that can't be moved to another image
 * (ECR.2), scanned on push and encrypted. What expires is the matter of `ImageRetention`, which has to know what runs.
 *
 * Costs $0.10 a month for each GB stored; with `encryption: "kms"` $1 a month more.
 *
 * @throws pulumi.RunError that lists every argument that is refused, before anything is registered.
 */
export class Registry extends pulumi.ComponentResource {
  /** The repositories, by the names they were asked for. */
  public readonly repositories: Readonly<Record<string, aws.ecr.Repository>>;
  /** Where each repository's images are pushed to and pulled from, by name. */
  public readonly repositoryUrls: Readonly<Record<string, pulumi.Output<string>>>;
  /** The key that encrypts the images, with `encryption: "kms"` and where there are repositories. */
  public readonly key?: aws.kms.Key;

  /** Where public repositories are pulled from, by name. */
  public readonly publicUris: Readonly<Record<string, pulumi.Output<string>>>;

  private pushCredentials?: RegistryCredentials;
  private ownPlace?: RegistryPlace;
  private readonly otherStacks: OtherStacks;

  constructor(
    name: string,
    private readonly args: RegistryArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    refuse(name, args);
    super("aws-containers:registry:Registry", name, {}, opts);

    this.otherStacks = new OtherStacks(this);
    const encrypts = args.encryption === "kms" && args.repositories.length > 0;
    this.key = encrypts ? this.encryptionKey(name, args) : undefined;
    this.repositories = Object.fromEntries(
      args.repositories.map((repository) => [repository, this.privateRepository(name, repository, args)]),
    );
    this.repositoryUrls = Object.fromEntries(
      Object.entries(this.repositories).map(([repository, { repositoryUrl }]) => [repository, repositoryUrl]),
    );

    if (sharesImages(args)) {
      this.shareImages(name, args);
    }
    if (args.scanning === "enhanced" && args.ownsAccountSettings) {
      this.enhancedScanning(name, args);
    }
    if (args.replicateTo?.length && args.namespace !== undefined) {
      this.replication(name, args.namespace, args.replicateTo, args);
    }
    if (args.receive) {
      this.receivedCopies(name, args.receive, args);
    }
    this.caches(name, args);
    this.publicUris = this.publicRepositories(name, args);

    this.registerOutputs({
      repositoryUrls: this.repositoryUrls,
      keyArn: this.key?.arn,
      ...(args.publicRepositories && { publicUris: this.publicUris }),
    });
  }

  /** What a builder needs to push: asked for once, and only if somebody wants to. The password is secret. */
  public get credentials(): RegistryCredentials {
    this.pushCredentials ??= this.requestCredentials();
    return this.pushCredentials;
  }

  /**
   * The repository that was asked for by this name.
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

  /**
   * An image that is there already: at its reference, in a cache (cache:docker-hub/library/nginx@sha256:…), or in the
   * repository of the stack that it is promoted from.
   */
  public existing({ image = "", imageFrom }: ImageOrigin): ExistingImage {
    if (imageFrom !== undefined) {
      const { stack, service } = imageFrom;
      return promotedImage(stack, service, this.otherStacks.imagesOf(stack), this.place);
    }
    if (typeof image === "string" && image.startsWith("cache:")) {
      return cachedImage(image, this.place);
    }
    return {
      image,
      pulledFrom: typeof image === "string" ? this.repositoryOf(image) : {},
      uris: { tag: image },
    };
  }

  /** Tags of a repository's images that run in the stacks of `promotedTo`. */
  public promotedTags(repository: aws.ecr.Repository): pulumi.Output<string[]> {
    return this.otherStacks.tagsIn(this.args.promotedTo ?? [], repository.repositoryUrl);
  }

  /** ARN of the repository that a pull has to make and fill first, if it is one of a cache. */
  public cachedIn({ repositoryArn, pullThroughCache }: PulledFrom): pulumi.Input<string>[] {
    return pullThroughCache && repositoryArn !== undefined ? [repositoryArn] : [];
  }

  /** The private repository that a reference names, of whichever account; none for an image that is public. */
  private repositoryOf(image: string): PulledFrom {
    return privateRepositoryArn(image, "") === undefined
      ? {}
      : {
          repositoryArn: pulumi
            .output(this.place.partition)
            .apply((partition) => privateRepositoryArn(image, partition) ?? ""),
        };
  }

  /** Where the registry is: asked for once, and only if something has to name it. */
  private get place(): RegistryPlace {
    this.ownPlace ??= {
      partition: aws.getPartitionOutput({}, { parent: this }).partition,
      region: aws.getRegionOutput({}, { parent: this }).region,
      accountId: aws.getCallerIdentityOutput({}, { parent: this }).accountId,
    };
    return this.ownPlace;
  }

  /** ECR itself uses the key by a grant for each repository. */
  private encryptionKey(name: string, args: RegistryArgs): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-key`,
      {
        description: `Encrypts the images of ${pulumi.getProject()}/${pulumi.getStack()}`,
        enableKeyRotation: true,
        deletionWindowInDays: args.forceDelete ? 7 : 30,
        policy: pulumi.jsonStringify(keyPolicy(this.place)),
      },
      { parent: this, protect: args.protect },
    );
  }

  private privateRepository(name: string, repository: string, args: RegistryArgs): aws.ecr.Repository {
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

  private shareImages(name: string, args: RegistryArgs): void {
    const policy = pulumi.jsonStringify(pullPolicy(args, this.place));
    for (const [repository, { name: repositoryName }] of Object.entries(this.repositories)) {
      new aws.ecr.RepositoryPolicy(
        `${name}-${repository}-pull`,
        { repository: repositoryName, policy },
        { parent: this },
      );
    }
  }

  private enhancedScanning(name: string, { scanFilters, scanFrequency }: RegistryArgs): RegistryScanning {
    return new RegistryScanning(name, { filters: scanFilters, frequency: scanFrequency }, { parent: this });
  }

  private replication(
    name: string,
    namespace: string,
    replicateTo: string[],
    args: RegistryArgs,
  ): Replication {
    return new Replication(name, { ...args, namespace, replicateTo, place: this.place }, { parent: this });
  }

  private receivedCopies(name: string, receive: Received, args: RegistryArgs): ReceivedCopies {
    return new ReceivedCopies(name, { ...args, receive, place: this.place }, { parent: this });
  }

  private caches(name: string, { caches = {}, keepImages }: RegistryArgs): PullThroughCache[] {
    return upstreamNames.flatMap((upstream) => {
      const cache = caches[upstream];
      const args = { upstream, credentialsArn: cache?.credentialsArn, keepImages };
      return cache ? [new PullThroughCache(`${name}-${upstream}`, args, { parent: this })] : [];
    });
  }

  private publicRepositories(name: string, args: RegistryArgs): Record<string, pulumi.Output<string>> {
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

  private requestCredentials(): RegistryCredentials {
    const token = aws.ecr.getAuthorizationTokenOutput({}, { parent: this });
    // The answer is secret as a whole; of what is used here only the password is.
    const { proxyEndpoint, userName } = pulumi.unsecret(token);
    return {
      server: proxyEndpoint.apply((endpoint) => endpoint.replace(/^https:\/\//, "")),
      username: userName,
      password: pulumi.secret(token.password),
    };
  }
}
