import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What the Amazon ECR Public Gallery says about a repository. */
export interface CatalogData {
  /** One line, shown in searches. At most 1024 characters. */
  description?: string;
  /** What is in the images, as Markdown. */
  about?: string;
  /** How to use them, as Markdown. */
  usage?: string;
  /** CPU architectures of the images. */
  architectures?: ("ARM" | "ARM 64" | "x86" | "x86-64")[];
  /** Operating systems of the images. */
  operatingSystems?: ("Linux" | "Windows")[];
}

/** Arguments of {@link PublicRepository}. */
export interface PublicRepositoryArgs extends CatalogData {
  /** Name of the repository, in the account's part of the gallery. */
  repository: string;
  /** Whether it is deleted even if it holds images. Default: false. */
  forceDelete?: boolean;
  /** Whether Pulumi refuses to delete it. Default: false. */
  protect?: boolean;
}

/** ECR Public is there alone, wherever the stack is. */
const homeOfPublicRepositories = "us-east-1";

/**
 * A repository that the whole world can pull from. Nothing is pushed into it: what becomes public is a decision of its
 * own. 50 GB of storage are free each month, then $0.10 a GB; pulls are free up to 500 GB a month without an account and
 * 5 TB with one.
 */
export class PublicRepository extends pulumi.ComponentResource {
  /** The repository. */
  public readonly repository: aws.ecrpublic.Repository;
  /** Where its images are: public.ecr.aws/…. */
  public readonly uri: pulumi.Output<string>;

  constructor(name: string, args: PublicRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:PublicRepository", name, {}, opts);

    this.repository = new aws.ecrpublic.Repository(
      `${name}-public`,
      {
        // Pulumi gives no names here; this one is what people type.
        repositoryName: args.repository,
        region: homeOfPublicRepositories,
        forceDestroy: args.forceDelete ?? false,
        catalogData: {
          description: args.description,
          aboutText: args.about,
          usageText: args.usage,
          architectures: args.architectures,
          operatingSystems: args.operatingSystems ?? ["Linux"],
        },
      },
      { parent: this, protect: args.protect },
    );
    this.uri = this.repository.repositoryUri;

    this.registerOutputs({ uri: this.uri });
  }
}
