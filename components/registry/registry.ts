import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link Registry}. */
export interface RegistryArgs {
  /** One private repository is made for each of these names: lower-case letters, digits and inner hyphens. May be empty. */
  repositories: string[];
  /** Whether an image is scanned for known vulnerabilities when it is pushed (ECR.1). Free. Default: basic. */
  scanning?: "basic" | "off";
  /**
   * What encrypts the images at rest: ECR's own AES-256, free, or a KMS key of the registry's own that rotates every
   * year, $1 a month and $1 more for each of its first two rotations. A change replaces the repositories.
   * Default: aes256.
   */
  encryption?: "aes256" | "kms";
  /** Whether repositories are deleted even if they hold images. Default: false. */
  forceDelete?: boolean;
  /** Whether Pulumi refuses to delete repositories and key. Default: false. */
  protect?: boolean;
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

const scannings: readonly unknown[] = ["basic", "off"];
const encryptions: readonly unknown[] = ["aes256", "kms"];

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
  /** The key that encrypts the images, with `encryption: "kms"`. */
  public readonly key?: aws.kms.Key;

  private pushCredentials?: RegistryCredentials;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, args);
    super("aws-containers:registry:Registry", name, {}, opts);

    this.key = args.encryption === "kms" ? this.encryptionKey(name, args) : undefined;
    this.repositories = Object.fromEntries(
      args.repositories.map((repository) => [repository, this.privateRepository(name, repository, args)]),
    );
    this.repositoryUrls = Object.fromEntries(
      Object.entries(this.repositories).map(([repository, { repositoryUrl }]) => [repository, repositoryUrl]),
    );

    this.registerOutputs({ repositoryUrls: this.repositoryUrls, keyArn: this.key?.arn });
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

  /** The key's policy is the one that KMS gives: IAM decides. ECR itself gets a grant for each repository. */
  private encryptionKey(name: string, args: RegistryArgs): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-key`,
      {
        description: `Encrypts the images of ${pulumi.getProject()}/${pulumi.getStack()}`,
        enableKeyRotation: true,
        deletionWindowInDays: args.forceDelete ? 7 : 30,
      },
      { parent: this, protect: args.protect },
    );
  }

  private privateRepository(name: string, repository: string, args: RegistryArgs): aws.ecr.Repository {
    return new aws.ecr.Repository(
      `${name}-${repository}`,
      {
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

function refuse(name: string, args: RegistryArgs): void {
  const refusals: string[] = [];
  for (const repository of args.repositories) {
    // Pulumi adds 8 characters to the name and the registry's own stands before it: ECR allows 256.
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(repository) || repository.length > 200) {
      refusals.push(
        `repositories: "${repository}" is not a name that ECR takes: lower-case letters, digits and inner hyphens, at most 200`,
      );
    }
  }
  for (const repository of new Set(args.repositories.filter((it, index, all) => all.indexOf(it) !== index))) {
    refusals.push(`repositories: "${repository}" is there twice`);
  }
  if (args.scanning !== undefined && !scannings.includes(args.scanning)) {
    refusals.push(`scanning: "${args.scanning}" is not one of basic, off`);
  }
  if (args.encryption !== undefined && !encryptions.includes(args.encryption)) {
    refusals.push(`encryption: "${args.encryption}" is not one of aes256, kms`);
  }
  if (args.forceDelete && args.protect) {
    refusals.push(
      "protect: can't go with forceDelete: a protected repository is never deleted with its images",
    );
  }
  if (refusals.length > 0) {
    throw new pulumi.RunError([`Registry "${name}" is refused:`, ...refusals].join("\n  - "));
  }
}
