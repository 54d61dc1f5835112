import { posix } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { type Architecture, architectures } from "../../facts/architectures";
import { isSecretBuildArgument } from "../../facts/secret-names";
import { mustBe, validateOneOf, validateWholeNumber } from "../invalid-arguments";
import type { RetainedImage } from "./image-source";

/** Arguments of `Image`. */
export interface ImageArgs extends ImageBuild {
  /** Repository that the image is pushed to. Its tags have to be immutable. */
  repositoryUrl: pulumi.Input<string>;
  /** ARN of that repository, which whoever runs the image pulls from. @default none: pulling takes no permission */
  repositoryArn?: pulumi.Input<string>;
  /** Credentials for the push. The password should be secret. */
  credentials: ImageCredentials;
  /** What expires in the repository, with `ImageRetention`. @default left to the repository */
  retained?: Omit<RetainedImage, "runningTag">;
}

/** What an image is built from, and how. */
export interface ImageBuild {
  /** Folder that is sent to the builder, as a path relative to the project with forward slashes: ./app. */
  source: string;
  /**
   * Path of the Dockerfile in that folder, such as services/web/Dockerfile where the folder is a whole monorepo.
   * @default Dockerfile
   */
  dockerfile?: string;
  /** Stage of the Dockerfile that is built. @default the last */
  target?: string;
  /** Build arguments. Whoever has the image can read them: names of secrets are refused. @default none */
  buildArgs?: Readonly<Record<string, string>>;
  /** Maximum size of what is sent to the builder, in MB. @default 500 */
  maxSourceMegabytes?: number;
  /** CPU architecture that the image is built for. @default arm64 */
  architecture?: Architecture;
}

/** Credentials of a registry. */
export interface ImageCredentials {
  /** Host name of the registry. */
  server: pulumi.Input<string>;
  /** User name. */
  username: pulumi.Input<string>;
  /** Password. */
  password: pulumi.Input<string>;
}

/** Docker's platform for each CPU architecture. */
export const dockerPlatforms: Readonly<Record<Architecture, string>> = {
  arm64: "linux/arm64",
  x86_64: "linux/amd64",
};

/** Validates what an image is built from. */
export function validateImageBuild(build: ImageBuild): string[] {
  const { source, dockerfile = "Dockerfile", buildArgs = {}, maxSourceMegabytes, architecture } = build;
  return [
    // The engine compares the path as it is written: an absolute one would differ on every machine.
    ...(posix.isAbsolute(source) || source.includes("\\") || source === ""
      ? [mustBe("source", source, "a path relative to the project with forward slashes, such as ./app")]
      : []),
    ...(posix.isAbsolute(dockerfile) || posix.normalize(dockerfile).startsWith("..")
      ? [mustBe("dockerfile", dockerfile, "a path inside the source folder, such as Dockerfile")]
      : []),
    ...validateBuildArguments(buildArgs),
    ...validateWholeNumber("maxSourceMegabytes", maxSourceMegabytes, { min: 1 }),
    ...validateOneOf("architecture", architecture, architectures),
  ];
}

/** Build arguments are in the image's history and in the plan, where everybody can read them. */
function validateBuildArguments(buildArgs: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(buildArgs).flatMap(([name, value]) => {
    const argument = `buildArgs.${name}`;
    if (typeof value !== "string") {
      // The Docker provider crashes on anything else.
      return [`${argument} is of type ${typeof value}: must be a string`];
    }
    if (name === "SOURCE_DATE_EPOCH") {
      return [
        `${argument} is set for every build, so that the same source gives the same image: must be left out`,
      ];
    }
    return isSecretBuildArgument(name)
      ? [
          `${argument} has the name of a secret: must be left out, since everybody who has the image can read it`,
        ]
      : [];
  });
}
