import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ecrPublicRegion } from "../../facts/regions";
import type { PublicRepositoryArgs } from "./public-repository-arguments";

/**
 * A public ECR repository, from which anyone can pull. Nothing is pushed to it here: publishing an image is a separate
 * decision. 50 GB of storage are free each month, then $0.10 per GB-month; pulls are free up to 500 GB a month without an
 * AWS account and 5 TB with one.
 */
export class PublicRepository extends pulumi.ComponentResource {
  /** The repository. */
  public readonly repository: aws.ecrpublic.Repository;
  /** URI of its images: public.ecr.aws/…. */
  public readonly uri: pulumi.Output<string>;

  constructor(name: string, args: PublicRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:PublicRepository", name, {}, opts);

    this.repository = new aws.ecrpublic.Repository(
      `${name}-public`,
      {
        // Without a suffix of Pulumi's: people type this name.
        repositoryName: args.repository,
        region: ecrPublicRegion,
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
