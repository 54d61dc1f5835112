import { existsSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { imageDigest, imageReference } from "../../../facts/image-references";
import { isSecretBuildArgument } from "../../../facts/secret-names";
import type { StackContext } from "../../section";
import { integer, object, record, secretable, string } from "../../toolkit/kinds";
import { formatPath, type Path } from "../../toolkit/path";
import { undecrypted } from "../../toolkit/secrets";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { stackName } from "../stack-name";
import { variableName, variableValue } from "./environment";

/** The service of a stack that describes none. */
export const defaultService = "hello";
/** The directory that the default service is built from. */
export const defaultSource = "./app";

const buildKeys = {
  dockerfile: string(
    /^(?!\/)(?!(.*\/)?\.\.(\/|$))[^\s\\]+$/,
    "a path inside the source directory, such as docker/web.Dockerfile",
    "Path of the Dockerfile in the source directory. Default: Dockerfile.",
  ),
  target: string(
    /^[A-Za-z][A-Za-z0-9_.-]*$/,
    "the name of a stage",
    "Stage of the Dockerfile to build. Default: the last.",
  ),
  buildArgs: record(
    variableName,
    variableValue("Value of a build argument."),
    "Build arguments, by name. Everyone with access to the image can read them: never secrets.",
  ),
  maxSourceMegabytes: integer(
    { min: 1, max: 100_000 },
    "Maximum size of the build context in MB. Default: 500.",
  ),
};

/** Where a service's image comes from: it is built, exists, or is another stack's. */
export const imageSourceKeys = {
  source: string(
    /\S/,
    "a directory, such as ./app",
    "Directory with a Dockerfile to build the image from, relative to the project's.",
  ),
  ...buildKeys,
  image: secretable(
    string(
      imageReference,
      "the reference of an image, such as public.ecr.aws/nginx/nginx@sha256:…",
      "An existing image, instead of source; in prod by digest. cache:docker-hub/library/nginx@sha256:… is pulled through " +
        "a cache of the registry. It can be secret (`secure:`).",
    ),
  ),
  imageFrom: object(
    {
      service: string(
        /^[a-z][a-z0-9-]*$/,
        "the name of a service",
        "The service there. Default: the one of the same name.",
      ),
    },
    "The image that another stack built, instead of source: the same digest, without a rebuild.",
    { stack: stackName("The stack that built it.") },
  ),
};

type Given = { [Key in keyof typeof imageSourceKeys]?: z.output<(typeof imageSourceKeys)[Key]> | undefined };

/** An image that is built from a directory. */
export interface BuiltImage {
  /** Directory with the Dockerfile. */
  source: string;
  dockerfile?: string;
  target?: string;
  buildArgs?: Record<string, string>;
  maxSourceMegabytes?: number;
  image?: undefined;
  imageFrom?: undefined;
}

/** An image that exists. */
export interface ExistingImage {
  source?: undefined;
  /** Reference of the image. */
  image?: pulumi.Input<string>;
  /** The stack and the service whose image it is, where there is no reference. */
  imageFrom?: { stack: string; service: string };
}

/**
 * Where an image comes from.
 *
 * @param at Path of the service or job.
 * @param name Its name.
 */
export function imageSourceSettings(
  at: Path,
  name: string,
  given: Given,
  isSecret: StackContext["isSecret"],
): BuiltImage | ExistingImage {
  const { source = defaultSource, image, imageFrom, dockerfile, target, maxSourceMegabytes } = given;
  if (imageFrom !== undefined) {
    return { imageFrom: { stack: imageFrom.stack, service: imageFrom.service ?? name } };
  }
  if (image !== undefined) {
    return { image: isSecret([...at, "image"]) ? pulumi.secret(image) : image };
  }
  const buildArgs = Object.entries(given.buildArgs ?? {}).map(([key, value]) => [key, String(value)]);
  return {
    source,
    ...(dockerfile !== undefined && { dockerfile }),
    ...(target !== undefined && { target }),
    ...(buildArgs.length > 0 && { buildArgs: Object.fromEntries(buildArgs) }),
    ...(maxSourceMegabytes !== undefined && { maxSourceMegabytes }),
  };
}

/** Adds errors about an image that comes from nowhere or from two places, can't be built, or can change in prod. */
export function validateImageSource(
  at: Path,
  given: Given,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  const sources = ["source", "image", "imageFrom"] as const;
  const [imageSource, ...others] = sources.filter((key) => given[key] !== undefined);
  for (const other of others) {
    errors.add(
      [...at, other],
      `can't be combined with ${imageSource}: only one of source, image and imageFrom can be set.`,
    );
  }
  if (imageSource !== "source" && imageSource !== undefined) {
    for (const key of Object.keys(buildKeys).filter((key) => key in given)) {
      errors.add([...at, key], `can't be combined with ${imageSource}: only what has a source is built.`);
    }
  }
  if (others.length > 0 || given.imageFrom !== undefined) return;
  if (given.image !== undefined) {
    validateImage([...at, "image"], given.image, stack, errors);
  } else if (given.source !== undefined || isDefaultService(at)) {
    validateSource([...at, "source"], given.source ?? defaultSource, given.dockerfile, errors);
    validateBuildArgs(at, given.buildArgs ?? {}, errors);
  } else if (!sources.some((key) => errors.has([...at, key]))) {
    errors.add(
      at,
      "has no image: set source (a directory with a Dockerfile), image (an existing one) or imageFrom (another stack's).",
    );
  }
}

/** The one service that has a source without saying so. */
function isDefaultService(at: Path): boolean {
  return at[0] === "services" && at[1] === defaultService;
}

function validateImage(
  path: Path,
  image: string,
  { tier, caches }: StackContext,
  errors: ValidationErrors,
): void {
  const isSecret = errors.isSecret(path);
  if (isSecret && image === undecrypted) return;
  const formatted = errors.format(path, image);
  if (image.startsWith("cache:") && isSecret) {
    errors.add(path, "names a cache, which the program has to read: set it without --secret.");
  } else if (image.startsWith("cache:")) {
    const cache = /^cache:([^/]+)\/[^\s@:]+[@:]\S+$/.exec(image)?.[1];
    if (cache === undefined || !caches.includes(cache)) {
      const known = caches.length > 0 ? caches.join(", ") : "none";
      errors.add(
        path,
        `is ${formatted}, but must be cache:NAME/IMAGE@sha256:… with a cache of ${formatPath(["registry", "caches"])}, which has ${known}.`,
      );
    }
  }
  if (tier === "prod" && !imageDigest.test(image)) {
    errors.add(path, `is ${formatted}, but in prod must have a digest (…@sha256:…), which can't change.`);
  }
}

function validateBuildArgs(at: Path, buildArgs: object, errors: ValidationErrors): void {
  for (const name of Object.keys(buildArgs)) {
    const path = [...at, "buildArgs", name];
    if (isSecretBuildArgument(name)) {
      errors.add(
        path,
        "has the name of a secret, and everyone with access to the image can read build arguments: read it when the " +
          "container starts, or rename it if it isn't secret.",
      );
    } else if (name === "SOURCE_DATE_EPOCH") {
      errors.add(path, "is set by the template, so that the same source gives the same image.");
    }
  }
}

function validateSource(
  path: Path,
  source: string,
  dockerfile: string | undefined,
  errors: ValidationErrors,
): void {
  if (errors.has(path)) return;
  const formatted = errors.format(path, source);
  if (isAbsolute(source)) {
    errors.add(path, `is ${formatted}, but must be relative to the project's directory.`);
  } else if (!existsSync(source)) {
    errors.add(path, `is ${formatted}, but the project has no such directory.`);
  } else if (!statSync(source).isDirectory()) {
    errors.add(path, `is ${formatted}, which is not a directory.`);
  } else if (dockerfile !== undefined && !existsSync(join(source, dockerfile))) {
    errors.add([...path.slice(0, -1), "dockerfile"], `is "${dockerfile}", but ${source} has no such file.`);
  } else if (dockerfile === undefined && !existsSync(join(source, "Dockerfile"))) {
    errors.add(path, `is ${formatted}, but that directory has no Dockerfile.`);
  }
}
