import { posix } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Architecture } from "../service";
import { mistakesInBuildArguments } from "./build-arguments";
import { contentTag } from "./content-tag";
import { pushedDigest } from "./pushed-digest";

/** Arguments of {@link Image}. */
export interface ImageArgs {
  /** Folder that the builder gets, as a path relative to the project, with forward slashes: ./app. */
  source: string;
  /**
   * Path of the Dockerfile in that folder, such as services/web/Dockerfile where the folder is a whole monorepo.
   * Default: Dockerfile.
   */
  dockerfile?: string;
  /** Stage of the Dockerfile that is built. Default: the last. */
  target?: string;
  /** Build arguments. Whoever has the image can read them: names of secrets are refused. Default: none. */
  buildArgs?: Readonly<Record<string, string>>;
  /** Megabytes that may be sent to the builder. Default: 500. */
  maxSourceMegabytes?: number;
  /** CPU architecture that the image is built for. */
  architecture: Architecture;
  /** Repository that the image is pushed into. Its tags have to be immutable. */
  repositoryUrl: pulumi.Input<string>;
  /** What the registry asks of those who push. The password should be secret. */
  credentials: ImageCredentials;
}

/** What the registry asks of those who push. */
export interface ImageCredentials {
  /** Host name of the registry. */
  server: pulumi.Input<string>;
  /** User name. */
  username: pulumi.Input<string>;
  /** Password. */
  password: pulumi.Input<string>;
}

const platforms: Readonly<Record<Architecture, string>> = { arm64: "linux/arm64", x86_64: "linux/amd64" };

/**
 * An image, built from a folder with a Dockerfile and pushed during `up`, and only when its content has changed.
 *
 * Its tag is computed from what the builder gets (see `contentTag`), so that it is known in every preview, and the same
 * source has the same reference on every machine. In a repository with immutable tags it can never point to another
 * image. Needs a Docker daemon with BuildKit in preview, up, refresh and destroy. Free; the repository costs storage.
 *
 * @throws pulumi.RunError for a source that can't be built, before anything is registered.
 */
export class Image extends pulumi.ComponentResource {
  /** Tag of the image: the digest of what it is built from. */
  public readonly tag: string;
  /** Repository and tag. Known in previews once the repository exists; who uses it waits for the push. */
  public readonly reference: pulumi.Output<string>;
  /** Repository and digest of the image that was pushed. Unknown in the preview of a change. */
  public readonly digest: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, opts?: pulumi.ComponentResourceOptions) {
    const build = buildOf(name, args);
    const tag = contentTag(build);
    super("aws-containers:image:Image", name, {}, opts);

    this.tag = tag;
    const image = this.pushedImage(name, args, build);
    this.reference = image.imageName;
    this.digest = pulumi
      .all([args.repositoryUrl, image.repoDigest])
      .apply(([repositoryUrl, answer]) => `${repositoryUrl}@${pushedDigest(name, answer)}`);

    this.registerOutputs({ reference: this.reference, digest: this.digest, tag: this.tag });
  }

  private pushedImage(name: string, args: ImageArgs, build: Build): docker.Image {
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

/** What is built, and how. */
interface Build {
  context: string;
  dockerfile: string;
  platform: string;
  target?: string;
  args: Record<string, string>;
  maxSourceMegabytes?: number;
}

function buildOf(name: string, args: ImageArgs): Build {
  const refusals: string[] = [];
  const dockerfile = args.dockerfile ?? "Dockerfile";
  const platform: string | undefined = platforms[args.architecture];
  if (posix.isAbsolute(args.source) || args.source.includes("\\") || args.source === "") {
    // The engine compares the path that is written here: an absolute one would differ on every machine.
    refusals.push(
      `source: "${args.source}" is not a path relative to the project with forward slashes, such as ./app`,
    );
  }
  if (posix.isAbsolute(dockerfile) || posix.normalize(dockerfile).startsWith("..")) {
    refusals.push(`dockerfile: "${dockerfile}" is not a path inside the source folder, such as Dockerfile`);
  }
  refusals.push(...mistakesInBuildArguments(args.buildArgs ?? {}));
  if (platform === undefined) {
    refusals.push(`architecture: "${args.architecture}" is not one of ${Object.keys(platforms).join(", ")}`);
  }
  if (refusals.length > 0 || platform === undefined) {
    throw new pulumi.RunError([`Image "${name}" is refused:`, ...refusals].join("\n  - "));
  }
  return {
    context: posix.normalize(args.source).replace(/(?<=.)\/$/, ""),
    dockerfile: posix.normalize(dockerfile),
    platform,
    // With it BuildKit dates the image's configuration and history 1970: the same source makes the same digest.
    args: { SOURCE_DATE_EPOCH: "0", ...args.buildArgs },
    ...(args.target !== undefined && { target: args.target }),
    ...(args.maxSourceMegabytes !== undefined && { maxSourceMegabytes: args.maxSourceMegabytes }),
  };
}
