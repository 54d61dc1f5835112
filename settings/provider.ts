import type { ProviderArgs } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { keys, list, named, text } from "./kinds";
import type { Report } from "./report";
import { fromStrings, shaped, unknownKey } from "./shape";
import type { StackFile } from "./stack-file";

const string = (allowed = "a string") => text(/\S/, allowed, "");
const strings = list(string(), { min: 0, max: 1000, allowed: "a list of strings" }, "");
const switched = z.boolean().meta({ allowed: "true or false" });
const count = z.int().min(0).meta({ allowed: "a whole number from 0" });
const anyName = { pattern: /^/, allowed: "a name" };
const tags = named(anyName, string(), "");
const accounts = list(
  z
    .union([z.string(), z.int()])
    .transform(String)
    .pipe(z.string().regex(/^\d{12}$/))
    .meta({ allowed: "the 12 digits of an AWS account, in quotes" }),
  { min: 1, max: 1000, allowed: "a list of AWS accounts" },
  "",
);
const role = {
  duration: string(),
  policy: string(),
  policyArns: strings,
  roleArn: text(/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/, "the ARN of an IAM role", ""),
  sessionName: string(),
};

/** What the AWS provider can be told: the keys of the namespace `aws:`, with the types of the provider's arguments. */
export const providerSchema = keys(
  {
    accessKey: string(),
    allowedAccountIds: accounts,
    assumeRoleWithWebIdentity: keys(
      { ...role, webIdentityToken: string(), webIdentityTokenFile: string() },
      "",
    ),
    assumeRoles: list(
      keys({ ...role, externalId: string(), sourceIdentity: string(), tags, transitiveTagKeys: strings }, ""),
      { min: 1, max: 10, allowed: "a list of roles" },
      "",
    ),
    customCaBundle: string(),
    defaultTags: keys({ tags }, ""),
    ec2MetadataServiceEndpoint: string(),
    ec2MetadataServiceEndpointMode: string(),
    endpoints: list(named(anyName, string(), ""), { min: 0, max: 10, allowed: "a list of maps" }, ""),
    forbiddenAccountIds: accounts,
    httpProxy: string(),
    httpsProxy: string(),
    ignoreTags: keys({ keyPrefixes: strings, keys: strings }, ""),
    insecure: switched,
    maxRetries: count,
    noProxy: string(),
    profile: string(),
    region: text(/^[a-z]{2,}(-[a-z]+)+-\d$/, "an AWS region, such as us-east-1", ""),
    retryMode: z.enum(["standard", "adaptive"]).meta({ allowed: "standard or adaptive" }),
    s3UsEast1RegionalEndpoint: z.enum(["legacy", "regional"]).meta({ allowed: "legacy or regional" }),
    s3UsePathStyle: switched,
    secretKey: string(),
    sharedConfigFiles: strings,
    sharedCredentialsFiles: strings,
    skipCredentialsValidation: switched,
    skipMetadataApiCheck: switched,
    skipRegionValidation: switched,
    skipRequestingAccountId: switched,
    stsRegion: string(),
    tagPolicyCompliance: z
      .enum(["error", "warning", "disabled"])
      .meta({ allowed: "error, warning or disabled" }),
    token: string(),
    tokenBucketRateLimiterCapacity: count,
    useDualstackEndpoint: switched,
    useFipsEndpoint: switched,
    userAgents: strings,
  },
  "",
);

/** The `aws:` settings of a stack, read and right. */
export type GivenProvider = z.output<typeof providerSchema>;

type Tags = Record<string, pulumi.Input<string>>;

/** The named profile and the role that the AWS provider uses; of a chain of roles the last. */
export interface Identity {
  profileName?: pulumi.Input<string>;
  roleArn?: pulumi.Input<string>;
}

/** Who the AWS provider is, for other clients that have to be the same. */
export function identityOf(given: GivenProvider, isSecret: StackFile["isSecret"]): Identity {
  const of = (key: string, value: string | undefined) =>
    value !== undefined && isSecret([key]) ? pulumi.secret(value) : value;
  const profileName = of("aws:profile", given.profile);
  const roleArn = of("aws:assumeRoles", given.assumeRoles?.at(-1)?.roleArn);
  return { ...(profileName && { profileName }), ...(roleArn && { roleArn }) };
}

/** Reads the stack's `aws:` settings; an explicit provider doesn't read them by itself. */
export function readProvider(file: StackFile, report: Report): GivenProvider {
  const known = Object.keys(providerSchema.shape);
  const given: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(file.aws)) {
    const name = key.slice("aws:".length);
    const schema = Object.entries(providerSchema.shape).find(([other]) => other === name)?.[1];
    if (schema) {
      const read = shaped(schema, fromStrings(schema, value), report, [key]);
      if (read !== undefined) {
        given[name] = read;
      }
    } else {
      report.refuse([key], unknownKey(name, known));
    }
  }
  if (!("aws:region" in file.aws)) {
    report.refuse(["aws:region"], "is missing: say where the stack lives, for instance us-east-1.");
  }
  return providerSchema.safeParse(given).data ?? {};
}

/** The arguments of the AWS provider: all `aws:` settings, and the tags that every resource gets. */
export function providerSettings(
  given: GivenProvider,
  isSecret: StackFile["isSecret"],
  tags: Tags,
): ProviderArgs {
  const { defaultTags, ...rest } = given;
  const sealed = isSecret(["aws:defaultTags"]);
  const others = Object.entries(defaultTags?.tags ?? {}).map(
    ([key, value]): [string, pulumi.Input<string>] => [key, sealed ? pulumi.secret(value) : value],
  );
  return {
    ...withSecrets(rest, (key) => isSecret([`aws:${key}`])),
    defaultTags: { tags: { ...Object.fromEntries(others), ...tags } },
  };
}

function withSecrets<Values extends object>(
  values: Values,
  isSecret: (key: string) => boolean,
): { [Key in keyof Values]: pulumi.Input<Values[Key]> } {
  const result: { [Key in keyof Values]: pulumi.Input<Values[Key]> } = { ...values };
  for (const key in values) {
    if (isSecret(key)) {
      // The values are plain, so that unwrapping what is inside of them changes no type.
      result[key] = pulumi.secret(values[key]) as pulumi.Output<unknown> as pulumi.Output<
        (typeof values)[typeof key]
      >;
    }
  }
  return result;
}
