import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { ecrLimits } from "../../facts/ecr-limits";
import type { Section, StackContext } from "../section";
import { type Complete, complete, withDefault } from "../toolkit/defaults";
import { boolean, choice, integer, list, object, record, secretable, string } from "../toolkit/kinds";
import type { ValidationErrors } from "../toolkit/validation-errors";
import { awsAccount, unknownRegion } from "./aws-names";
import { stackName } from "./stack-name";

const storagePrice = "$0.10 per GB-month";

const repositoryName = {
  pattern: /^[a-z0-9]+([._/-][a-z0-9]+)*$/,
  allowed: "lowercase letters and digits, with single . _ - or / between them",
};

const namespace = (description: string) => {
  const longest = ecrLimits.namespaceLength.max;
  return string(
    new RegExp(`^(?=.{1,${longest}}$)[a-z0-9]+([._/-][a-z0-9]+)*$`),
    `at most ${longest} ${repositoryName.allowed}`,
    description,
  );
};

const credentials = {
  credentialsArn: secretable(
    string(
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/\S+$/,
      "the ARN of a secret whose name begins with ecr-pullthroughcache/",
      "ARN of the secret in Secrets Manager with username and accessToken, in the stack's account and region. $0.40 per month.",
    ),
  ),
};

const publicRepository = object(
  {
    description: string(/^[\s\S]{1,1024}$/, "at most 1024 characters", "One line, shown in search results."),
    about: string(/^[\s\S]{1,25600}$/, "at most 25600 characters", "What the images contain, as Markdown."),
    usage: string(/^[\s\S]{1,25600}$/, "at most 25600 characters", "How to use them, as Markdown."),
    architectures: list(
      choice(["ARM", "ARM 64", "x86", "x86-64"], "A CPU architecture."),
      { min: 1, max: 4, allowed: "a list of ARM, ARM 64, x86 and x86-64" },
      "CPU architectures of the images.",
    ),
    operatingSystems: list(
      choice(["Linux", "Windows"], "An operating system."),
      { min: 1, max: 2, allowed: "a list of Linux and Windows" },
      "Operating systems of the images. Default: Linux.",
    ),
  },
  "A public repository, as the gallery shows it.",
);

const schema = object(
  {
    namespace: namespace(
      "Prefix of the repositories' names, before a slash, such as acme/shop. A change replaces the repositories.",
    ),
    scanning: withDefault(
      "basic",
      choice(
        ["basic", "enhanced", "off"],
        "Scanning of images for known vulnerabilities. basic: on push, free; enhanced: by Amazon Inspector, the " +
          "application's packages too, $0.09 per image.",
      ),
    ),
    scanFrequency: choice(
      ["on-push", "continuous"],
      "When enhanced scanning scans. continuous: also whenever a vulnerability is published, $0.01 per rescan. Default: " +
        "on-push, in prod continuous.",
    ),
    scanFilters: list(
      string(
        /^[a-z0-9*]+(?:[._\-/][a-z0-9*]+)*$/,
        "part of a repository's name in lowercase, with * for any characters",
        "A filter.",
      ),
      { ...ecrLimits.scanFilters, allowed: "a list of 1 to 100 names with *" },
      "Repositories that enhanced scanning scans, by name with *; all others are not scanned. Default: *, all of the " +
        "account's in the region.",
    ),
    manageRegistrySettings: withDefault(
      false,
      boolean(
        "Whether this stack manages the settings that ECR has once per account and region: enhanced scanning, replication " +
          "and the registry policy. True in one stack only: a second one would overwrite them.",
      ),
    ),
    replicateTo: list(
      string(
        /^(\d{12}\/)?[a-z]{2,}(-[a-z]+)+-\d$/,
        "a region, or account/region, such as eu-west-1 or 111122223333/eu-west-1",
        "A destination.",
      ),
      { ...ecrLimits.replicationDestinations, allowed: "a list of 1 to 25 regions or account/region" },
      `Regions, or account/region, that images are replicated to. Needs namespace and manageRegistrySettings. ${storagePrice} in each.`,
    ),
    allowReplicationFrom: object(
      {},
      "Other accounts whose registries can replicate images to this one. Needs manageRegistrySettings.",
      {
        accounts: list(
          awsAccount("An account."),
          { min: 1, max: 100, allowed: "a list of AWS accounts" },
          "The source accounts.",
        ),
        namespaces: list(
          namespace("A namespace."),
          { min: 1, max: 20, allowed: "a list of namespaces, such as [acme/shop]" },
          "Prefixes of the repositories that can be replicated.",
        ),
      },
    ),
    pullAccounts: list(
      awsAccount("An account."),
      { min: 1, max: 100, allowed: "a list of AWS accounts" },
      "Other AWS accounts that can pull.",
    ),
    pullOrganizations: list(
      string(/^o-[a-z0-9]{10,32}$/, "the id of an organization, such as o-a1b2c3d4e5", "An organization."),
      { min: 1, max: 10, allowed: "a list of organizations" },
      "AWS organizations whose accounts can all pull.",
    ),
    pullByLambda: withDefault(
      false,
      boolean("Whether Lambda can create functions of this account and of pullAccounts from the images."),
    ),
    caches: object(
      {
        "ecr-public": object({}, "Images of public.ecr.aws."),
        "docker-hub": object({}, "Images of Docker Hub.", credentials),
        github: object({}, "Images of ghcr.io.", credentials),
      },
      `Pull-through caches of public registries, for images such as cache:docker-hub/…. ${storagePrice}.`,
    ),
    publicRepositories: record(
      repositoryName,
      publicRepository,
      "Public repositories, by name; they are in us-east-1. 50 GB are free.",
    ),
    promotedTo: list(
      stackName("A stack."),
      { min: 1, max: 10, allowed: "a list of 1 to 10 stacks as organization/project/stack" },
      "Stacks that run images of this one's repositories (imageFrom). The images that they run don't expire.",
    ),
    keepImages: withDefault(
      30,
      integer(
        ecrLimits.keepImages,
        `Number of tagged images that each repository keeps; older ones expire. ${storagePrice}.`,
      ),
    ),
    expireAfterDays: integer(
      ecrLimits.expireAfterDays,
      "Days after their push until tagged images expire, instead of keepImages.",
    ),
    archiveAfterDays: integer(
      ecrLimits.expireAfterDays,
      "Days without a pull until tagged images are moved to archive storage, instead of keepImages. They can't be pulled " +
        "until they are restored.",
    ),
    expireArchivedAfterDays: integer(
      ecrLimits.expireArchivedAfterDays,
      "Days until archived images expire. AWS charges for at least 90. Default: never.",
    ),
    tagRules: list(
      object(
        {
          keepImages: integer(ecrLimits.keepImages, "Number of images to keep."),
          expireAfterDays: integer(
            ecrLimits.expireAfterDays,
            "Days after their push until the images expire.",
          ),
        },
        "Retention of the images with certain tags.",
        {
          pattern: string(
            /^(?!\*+$)(?=[A-Za-z0-9_.-]*(\*[A-Za-z0-9_.-]*){0,4}$)[A-Za-z0-9_.*-]{1,128}$/,
            "a tag with up to four *, such as pr-*",
            "Pattern of the tags, with up to four *.",
          ),
        },
      ),
      { min: 1, max: 20, allowed: 'a list such as [{ pattern: "pr-*", expireAfterDays: 14 }]' },
      "Retention of images by their tags, instead of the repository's; the first rule that matches applies.",
    ),
    expireUntaggedAfterDays: withDefault(
      1,
      integer(ecrLimits.expireAfterDays, "Days until images without a tag expire."),
    ),
    encryption: withDefault(
      { dev: "aes256", prod: "kms" },
      choice(
        ["aes256", "kms"],
        "Encryption of the images: with a key of AWS, or with a KMS key of the stack's own ($1 per month). A change " +
          "replaces the repositories.",
      ),
    ),
  },
  "The private image repositories.",
);

type Given = z.output<typeof schema>;

type Credentials = { credentialsArn?: pulumi.Input<string> };

type Completed = Complete<typeof schema>;

/** The registry. */
export interface RegistrySettings extends Omit<Completed, "caches" | "keepImages"> {
  /** Not there where images expire by time. */
  keepImages?: number;
  caches?: Partial<Record<"ecr-public" | "docker-hub" | "github", Credentials>>;
  forceDelete: boolean;
  protect: boolean;
}

/** The image registry. */
export const registry: Section<typeof schema, RegistrySettings> = {
  schema,
  meaning:
    "The private image repositories in ECR, one for each service with a source. Tags are immutable, so that a reference " +
    "always means the same image; what runs never expires. The registry can be scanned, replicated, shared with other " +
    "accounts and promoted from, can cache public registries, and can have public repositories. See " +
    "[registry.md](registry.md).",
  example: `aws-containers:registry:
  namespace: acme/shop
  keepImages: 50
  tagRules:
    - { pattern: "pr-*", expireAfterDays: 14 }
  caches:
    ecr-public: {}`,
  settings(given, stack) {
    const { keepImages, caches, ...rest } = complete(schema, given, stack.tier);
    const byTime = rest.expireAfterDays ?? rest.archiveAfterDays;
    const isContinuous = scansEnhanced(rest) && stack.tier === "prod";
    return {
      ...(byTime === undefined && { keepImages }),
      ...(isContinuous && { scanFrequency: "continuous" as const }),
      ...rest,
      ...(caches && { caches: withSecrets(caches, stack.isSecret) }),
      forceDelete: !stack.protection,
      protect: stack.protection,
    };
  },
  validate(given = {}, stack, errors) {
    validateManaged(given, errors);
    validateDestinations(given.replicateTo ?? [], stack, errors);
    validateRetention(given, errors);
  },
};

/** Secret credentials as secret outputs. */
function withSecrets(caches: NonNullable<Given["caches"]>, isSecret: StackContext["isSecret"]) {
  const entries = Object.entries(caches).map(([name, cache]): [string, Credentials] => {
    const arn = "credentialsArn" in cache ? cache.credentialsArn : undefined;
    const secret = isSecret(["registry", "caches", name, "credentialsArn"]);
    return [name, arn === undefined ? {} : { credentialsArn: secret ? pulumi.secret(arn) : arn }];
  });
  return Object.fromEntries(entries);
}

function scansEnhanced({ scanning, manageRegistrySettings }: Given): boolean {
  return scanning === "enhanced" && manageRegistrySettings === true;
}

/** What ECR has once per account and region needs the stack that manages it. */
function validateManaged(given: Given, errors: ValidationErrors): void {
  const add = (key: keyof Given, text: string) => errors.add(["registry", key], text);
  for (const key of ["scanFrequency", "scanFilters"] as const) {
    if (given[key] !== undefined && !scansEnhanced(given)) {
      add(key, "needs scanning: enhanced and manageRegistrySettings: true.");
    }
  }
  const once = "needs manageRegistrySettings: true, in this one stack of the account and region: ECR has one";
  if (given.replicateTo !== undefined && given.namespace === undefined) {
    add("replicateTo", "needs namespace: in the destinations ECR finds the settings of the replicas by it.");
  }
  if (given.replicateTo !== undefined && !given.manageRegistrySettings) {
    add("replicateTo", `${once} replication configuration.`);
  }
  if (given.allowReplicationFrom !== undefined && !given.manageRegistrySettings) {
    add("allowReplicationFrom", `${once} registry policy.`);
  }
}

function validateDestinations(
  destinations: readonly string[],
  stack: StackContext,
  errors: ValidationErrors,
): void {
  for (const [index, destination] of destinations.entries()) {
    const path = ["registry", "replicateTo", index];
    const unknown = unknownRegion(destination.split("/").at(-1) ?? "", stack.knownRegionsOnly);
    if (destinations.indexOf(destination) !== index) {
      errors.add(path, `is ${destination}, which is already in the list.`);
    } else if (destination === stack.region) {
      errors.add(path, `is ${destination}, the stack's own region.`);
    } else if (unknown !== undefined) {
      errors.add(path, unknown);
    }
  }
}

function validateRetention(given: Given, errors: ValidationErrors): void {
  const [first, ...others] = (["keepImages", "expireAfterDays", "archiveAfterDays"] as const).filter(
    (key) => given[key] !== undefined,
  );
  for (const key of others) {
    errors.add(["registry", key], `can't be combined with ${first}: ECR applies only one rule to an image.`);
  }
  if (given.expireArchivedAfterDays !== undefined && given.archiveAfterDays === undefined) {
    errors.add(["registry", "expireArchivedAfterDays"], "needs archiveAfterDays: no image is archived.");
  }
  for (const [index, { keepImages, expireAfterDays }] of (given.tagRules ?? []).entries()) {
    if ((keepImages === undefined) === (expireAfterDays === undefined)) {
      errors.add(["registry", "tagRules", index], "needs either keepImages or expireAfterDays.");
    }
  }
}
