import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { choice, flag, keys, list, named, secretable, text, wholeNumber } from "./kinds";
import type { Path, Report } from "./report";
import type { ByTier, Tier } from "./tier";

const imageCount = (description: string) => wholeNumber(2, 10000, description);
const dayCount = (description: string) => wholeNumber(1, 3650, description);

const repositoryName = {
  pattern: /^[a-z0-9]+([._/-][a-z0-9]+)*$/,
  allowed: "lowercase letters and digits, with single . _ - or / between them",
};

const account = (description: string) =>
  text(/^\d{12}$/, "the 12 digits of an AWS account, in quotes", description);

const namespace = (description: string) =>
  text(/^(?=.{1,30}$)[a-z0-9]+([._/-][a-z0-9]+)*$/, `at most 30 ${repositoryName.allowed}`, description);

/** The name of a stack as other stacks refer to it. */
export const stackName = (description: string) =>
  text(
    /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/,
    "a stack as organization/project/stack, such as acme/aws-containers/dev",
    description,
  );

const credentials = {
  credentialsArn: secretable(
    text(
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/\S+$/,
      "the ARN of a secret whose name begins with ecr-pullthroughcache/",
      "Secret in Secrets Manager with username and accessToken, in the stack's account and region. $0.40 a month.",
    ),
  ),
};

const publicRepository = keys(
  {
    description: text(/^[\s\S]{1,1024}$/, "at most 1024 characters", "One line, shown in searches."),
    about: text(/^[\s\S]{1,25600}$/, "at most 25600 characters", "What is in the images, as Markdown."),
    usage: text(/^[\s\S]{1,25600}$/, "at most 25600 characters", "How to use them, as Markdown."),
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
  "A public repository: what the gallery says about it.",
);

/** What a stack file may say about the registry. */
export const registrySchema = keys(
  {
    namespace: namespace(
      "What the repositories' names begin with, up to a slash, such as acme/shop; a change replaces them. Default: none.",
    ),
    scanning: choice(
      ["basic", "enhanced", "off"],
      "Whether images are scanned for known vulnerabilities: basic on push, free; enhanced, by Amazon Inspector, also the " +
        "application's packages, $0.09 an image.",
    ),
    scanFrequency: choice(
      ["on-push", "continuous"],
      "When enhanced scanning scans; continuous also whenever a vulnerability is published, $0.01 each time. Default: " +
        "on-push, in prod continuous.",
    ),
    scanFilters: list(
      text(
        /^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$/,
        "part of a repository's name, with * for any characters",
        "Repositories.",
      ),
      { min: 1, max: 100, allowed: "a list of 1 to 100 names with *" },
      "Repositories that enhanced scanning scans; no others are scanned at all. Default: *, all of the account's in the region.",
    ),
    ownsAccountSettings: flag(
      "Whether this stack sets what ECR has once in each account and region: enhanced scanning and replication. True in " +
        "one stack only: a second one would overwrite it. Default: false.",
    ),
    replicateTo: list(
      text(
        /^(\d{12}\/)?[a-z]{2,}(-[a-z]+)+-\d$/,
        "a region, or account/region, such as eu-west-1 or 111122223333/eu-west-1",
        "A destination.",
      ),
      { min: 1, max: 25, allowed: "a list of 1 to 25 regions or account/region" },
      "Where images are copied to. Needs namespace and ownsAccountSettings. $0.10 a GB and month for each copy. Default: none.",
    ),
    receive: keys(
      {},
      "Copies that registries of other accounts may make here. Needs ownsAccountSettings. Default: none.",
      {
        accounts: list(
          account("An account."),
          { min: 1, max: 100, allowed: "a list of AWS accounts" },
          "The accounts that the images come from.",
        ),
        namespaces: list(
          namespace("A namespace."),
          { min: 1, max: 20, allowed: "a list of namespaces, such as [acme/shop]" },
          "What the names of the repositories there begin with.",
        ),
      },
    ),
    pullAccounts: list(
      account("An account."),
      { min: 1, max: 100, allowed: "a list of AWS accounts" },
      "Other AWS accounts that may pull. Default: none.",
    ),
    pullOrganizations: list(
      text(/^o-[a-z0-9]{10,32}$/, "the id of an organization, such as o-a1b2c3d4e5", "An organization."),
      { min: 1, max: 10, allowed: "a list of organizations" },
      "AWS organizations, all of whose accounts may pull. Default: none.",
    ),
    pullByLambda: flag(
      "Whether Lambda functions of this account and of pullAccounts may be made from the images. Default: false.",
    ),
    caches: keys(
      {
        "ecr-public": keys({}, "Images of public.ecr.aws."),
        "docker-hub": keys({}, "Images of Docker Hub.", credentials),
        github: keys({}, "Images of ghcr.io.", credentials),
      },
      "Caches of public registries, for images named cache:docker-hub/…. $0.10 a GB and month. Default: none.",
    ),
    publicRepositories: named(
      repositoryName,
      publicRepository,
      "Public repositories, by name; they are in us-east-1. 50 GB are free. Default: none.",
    ),
    promotedTo: list(
      stackName("A stack."),
      { min: 1, max: 10, allowed: "a list of 1 to 10 stacks as organization/project/stack" },
      "Stacks that run images of this one's repositories (imageFrom): what they run never expires. Default: none.",
    ),
    keepImages: imageCount(
      "Tagged images that each repository keeps; older ones expire. $0.10 a GB and month. Default: 30.",
    ),
    expireAfterDays: dayCount("Days after which tagged images expire, instead of keepImages."),
    archiveAfterDays: dayCount(
      "Days without a pull after which tagged images go to archive storage, instead of keepImages. They can't be pulled " +
        "from there before they are restored.",
    ),
    expireArchivedAfterDays: wholeNumber(
      90,
      3650,
      "Days after which archived images expire. AWS charges for 90 at least. Default: never.",
    ),
    tagRules: list(
      keys(
        {
          keepImages: wholeNumber(1, 10000, "Images that are kept."),
          expireAfterDays: dayCount("Days after which they expire."),
        },
        "What is kept of the images with certain tags.",
        {
          pattern: text(
            /^(?!\*+$)(?=[A-Za-z0-9_.-]*(\*[A-Za-z0-9_.-]*){0,4}$)[A-Za-z0-9_.*-]{1,128}$/,
            "a tag with up to four *, such as pr-*",
            "The tags.",
          ),
        },
      ),
      { min: 1, max: 20, allowed: 'a list such as [{ pattern: "pr-*", expireAfterDays: 14 }]' },
      "Tags with a life of their own; the first that matches counts. Default: none.",
    ),
    expireUntaggedAfterDays: wholeNumber(1, 365, "Days after which images without a tag expire."),
    encryption: choice(
      ["aes256", "kms"],
      "Encryption of the images: with a key of AWS, or with a KMS key of the stack's own ($1 a month).",
    ),
  },
  "The private image repositories, one for each service with a source.",
);

type Given = z.output<typeof registrySchema>;

type Credentials = { credentialsArn?: pulumi.Input<string> };

/** The registry. In dev its images go with it; in prod it is protected. */
export interface RegistrySettings extends Omit<Given, "caches" | "ownsAccountSettings" | "receive"> {
  manageRegistrySettings?: boolean;
  allowReplicationFrom?: Given["receive"];
  scanning: "basic" | "enhanced" | "off";
  expireUntaggedAfterDays: number;
  encryption: "aes256" | "kms";
  caches?: Partial<Record<"ecr-public" | "docker-hub" | "github", Credentials>>;
  forceDelete: boolean;
  protect: boolean;
}

type Settable = Required<Pick<Given, "scanning" | "keepImages" | "expireUntaggedAfterDays" | "encryption">>;

/** The registry of a stack that says nothing about it. */
export const registryDefaults: ByTier<Settable> = {
  dev: { scanning: "basic", keepImages: 30, expireUntaggedAfterDays: 1, encryption: "aes256" },
  prod: { scanning: "basic", keepImages: 30, expireUntaggedAfterDays: 1, encryption: "kms" },
};

/** The registry, complete. */
export function registrySettings(
  given: Given | undefined,
  tier: Tier,
  isSecret: (path: Path) => boolean,
): RegistrySettings {
  const prod = tier === "prod";
  const { keepImages, ...defaults } = registryDefaults[tier];
  const {
    caches,
    ownsAccountSettings: manageRegistrySettings,
    receive: allowReplicationFrom,
    ...rest
  } = given ?? {};
  const byTime = rest.expireAfterDays ?? rest.archiveAfterDays;
  const scans = rest.scanning === "enhanced" && manageRegistrySettings;
  return {
    ...defaults,
    ...(byTime === undefined && { keepImages }),
    ...(scans && prod && { scanFrequency: "continuous" as const }),
    ...rest,
    ...(manageRegistrySettings !== undefined && { manageRegistrySettings }),
    ...(allowReplicationFrom && { allowReplicationFrom }),
    ...(caches && { caches: sealed(caches, isSecret) }),
    forceDelete: !prod,
    protect: prod,
  };
}

function sealed(caches: NonNullable<Given["caches"]>, isSecret: (path: Path) => boolean) {
  const entries = Object.entries(caches).map(([name, cache]): [string, Credentials] => {
    const arn = "credentialsArn" in cache ? cache.credentialsArn : undefined;
    const secret = isSecret(["registry", "caches", name, "credentialsArn"]);
    return [name, arn === undefined ? {} : { credentialsArn: secret ? pulumi.secret(arn) : arn }];
  });
  return Object.fromEntries(entries);
}

/** Reports what can't go together, and what would do nothing. */
export function checkRegistry(given: Given | undefined, region: string | undefined, report: Report): void {
  const registry = given ?? {};
  const refuse = (key: keyof Given, what: string, ...inside: (string | number)[]) =>
    report.refuse(["registry", key, ...inside], what);
  const owner = registry.ownsAccountSettings === true;
  for (const key of ["scanFrequency", "scanFilters"] as const) {
    if (registry[key] !== undefined && !(registry.scanning === "enhanced" && owner)) {
      refuse(key, "needs scanning: enhanced and ownsAccountSettings: true beside it.");
    }
  }
  if (registry.replicateTo !== undefined && registry.namespace === undefined) {
    refuse(
      "replicateTo",
      "needs a namespace beside it: in the destinations ECR finds the settings of the copies by it.",
    );
  }
  if (registry.replicateTo !== undefined && !owner) {
    refuse(
      "replicateTo",
      "needs ownsAccountSettings: true beside it, in this one stack of the account and region: ECR has one replication configuration.",
    );
  }
  if (registry.receive !== undefined && !owner) {
    refuse(
      "receive",
      "needs ownsAccountSettings: true beside it, in this one stack of the account and region: ECR has one policy of the registry.",
    );
  }
  for (const [index, destination] of (registry.replicateTo ?? []).entries()) {
    if (registry.replicateTo?.indexOf(destination) !== index) {
      refuse("replicateTo", `names ${destination} a second time.`, index);
    } else if (destination === region) {
      refuse("replicateTo", `is ${destination}, where the images are already.`, index);
    }
  }
  const [first, ...others] = (["keepImages", "expireAfterDays", "archiveAfterDays"] as const).filter(
    (key) => registry[key] !== undefined,
  );
  for (const key of others) {
    refuse(key, `can't stand next to ${first}: ECR lets only one rule decide about an image.`);
  }
  if (registry.expireArchivedAfterDays !== undefined && registry.archiveAfterDays === undefined) {
    refuse("expireArchivedAfterDays", "needs archiveAfterDays beside it: nothing is archived.");
  }
  for (const [index, { keepImages, expireAfterDays }] of (registry.tagRules ?? []).entries()) {
    if ((keepImages === undefined) === (expireAfterDays === undefined)) {
      refuse("tagRules", "needs either keepImages or expireAfterDays.", index);
    }
  }
}
