import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { StackContext } from "../../section";
import { object, secretable, string } from "../../toolkit/kinds";
import { storagePrice } from "./names";

const credentials = {
  credentialsArn: secretable(
    string(
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/\S+$/,
      "the ARN of a secret whose name begins with ecr-pullthroughcache/",
      "ARN of the secret in Secrets Manager with username and accessToken, in the stack's account and region. $0.40 per month.",
    ),
  ),
};

/** Pull-through caches. */
export const cacheKeys = {
  caches: object(
    {
      "ecr-public": object({}, "Images of public.ecr.aws."),
      "docker-hub": object({}, "Images of Docker Hub.", credentials),
      github: object({}, "Images of ghcr.io.", credentials),
    },
    `Pull-through caches of public registries, for images such as cache:docker-hub/…. ${storagePrice}.`,
  ),
};

type Given = z.output<typeof cacheKeys.caches>;

type Credentials = { credentialsArn?: pulumi.Input<string> };

/** The caches with their credentials. */
export type CachesSettings = Partial<Record<keyof Given, Credentials>>;

/** The caches, secret credentials as secret outputs. */
export function cachesSettings(caches: Given, isSecret: StackContext["isSecret"]): CachesSettings {
  const entries = Object.entries(caches).map(([name, cache]): [string, Credentials] => {
    const arn = "credentialsArn" in cache ? cache.credentialsArn : undefined;
    const secret = isSecret(["registry", "caches", name, "credentialsArn"]);
    return [name, arn === undefined ? {} : { credentialsArn: secret ? pulumi.secret(arn) : arn }];
  });
  return Object.fromEntries(entries);
}
