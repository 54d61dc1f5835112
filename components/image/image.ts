import { posix } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { assertValidArguments } from "../invalid-arguments";
import { contentTag } from "./content-tag";
import { dockerPlatforms, type ImageArgs, validateImageBuild } from "./image-arguments";
import type { ImageReferences, ImageSource, PullSource, RetainedImage } from "./image-source";
import { pushedDigest } from "./pushed-digest";

/**
 * An image that is built from a folder with a Dockerfile and pushed by `up`, only when its content has changed.
 *
 * Its tag is computed from what is sent to the builder (see `contentTag`), so that every preview knows it, and the same
 * source has the same reference on every machine. Requires a Docker daemon with BuildKit in preview, up, refresh and destroy.
 * Costs nothing itself; its repository costs storage.
 *
 * @throws pulumi.RunError that lists all invalid arguments, or why the source can't be built, before anything is registered.
 */
export class Image extends pulumi.ComponentResource implements ImageSource {
  /** Tag of the image: a hash of what it is built from. */
  public readonly tag: string;
  /** Repository and tag. Known in previews once the repository exists; what uses it depends on the push. */
  public readonly reference: pulumi.Output<string>;
  /** Repository and digest of the image that was pushed. Unknown in the preview of a change. */
  public readonly digest: pulumi.Output<string>;
  /** Its references by tag and by digest. */
  public readonly uris: ImageReferences;
  /** Its repository. */
  public readonly pullSource: PullSource;
  /** What its repository must not expire. */
  public readonly retained?: RetainedImage;

  constructor(name: string, args: ImageArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("Image", name, validateImageBuild(args));
    const build = dockerBuild(args);
    const tag = contentTag(build, (message) => void pulumi.log.warn(message));
    super("aws-containers:image:Image", name, {}, opts);

    this.tag = tag;
    const image = this.createImage(name, args, build);
    this.reference = image.imageName;
    this.digest = pulumi
      .all([args.repositoryUrl, image.repoDigest])
      .apply(([repositoryUrl, response]) => `${repositoryUrl}@${pushedDigest(name, response)}`);

    this.uris = { tag: this.reference, digest: this.digest };
    this.pullSource = args.repositoryArn === undefined ? {} : { repositoryArn: args.repositoryArn };
    this.retained = args.retained && { ...args.retained, runningTag: tag };

    this.registerOutputs({ reference: this.reference, digest: this.digest, tag: this.tag });
  }

  private createImage(name: string, args: ImageArgs, build: DockerBuild): docker.Image {
    return new docker.Image(
      `${name}-image`,
      {
        imageName: pulumi.interpolate`${args.repositoryUrl}:${this.tag}`,
        build: {
          context: build.context,
          dockerfile: posix.join(build.context, build.dockerfile),
          platform: build.platform,
          target: build.target,
          args: build.args,
          builderVersion: docker.BuilderVersion.BuilderBuildKit,
        },
        registry: {
          server: args.credentials.server,
          username: args.credentials.username,
          password: pulumi.secret(args.credentials.password),
        },
      },
      { parent: this },
    );
  }
}

/** What is built, as Docker takes it. */
interface DockerBuild {
  context: string;
  dockerfile: string;
  platform: string;
  target?: string;
  args: Record<string, string>;
  maxSourceMegabytes?: number;
}

function dockerBuild({
  source,
  dockerfile = "Dockerfile",
  target,
  buildArgs,
  maxSourceMegabytes,
  architecture = "arm64",
}: ImageArgs): DockerBuild {
  return {
    context: posix.normalize(source).replace(/(?<=.)\/$/, ""),
    dockerfile: posix.normalize(dockerfile),
    platform: dockerPlatforms[architecture],
    // BuildKit then dates configuration and history 1970, so that the same source gives the same digest.
    args: { SOURCE_DATE_EPOCH: "0", ...buildArgs },
    ...(target !== undefined && { target }),
    ...(maxSourceMegabytes !== undefined && { maxSourceMegabytes }),
  };
}
