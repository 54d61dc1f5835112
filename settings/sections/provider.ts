import type { ProviderArgs } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { accountId, iamRoleArn, regionCode } from "../../facts/identifiers";
import type { Identity, StackContext } from "../section";
import { boolean, choice, integer, list, object, record, secretable, string } from "../toolkit/kinds";
import { withMeta } from "../toolkit/meta";
import { parse } from "../toolkit/parse";
import type { StackFile } from "../toolkit/stack-file";
import { validate } from "../toolkit/validate";
import type { ValidationErrors } from "../toolkit/validation-errors";
import { unknownKey } from "../toolkit/words";
import { unknownRegion } from "./aws-names";

const anyString = (description = "") => secretable(string(/\S/, "a string", description));
const strings = (description = "") =>
  list(string(/\S/, "a string", ""), { min: 0, max: 1000, allowed: "a list of strings" }, description);
const anyNumber = () => integer({ min: 0, max: Number.MAX_SAFE_INTEGER }, "");
const anyName = { pattern: /^/, allowed: "a name" };
const stringMap = () => record(anyName, anyString(), "");

const accounts = (description: string) => {
  const account = z.union([z.string(), z.int()]).transform(String);
  const allowed = "the 12 digits of an AWS account, in quotes";
  return list(
    withMeta(account.pipe(z.string().regex(accountId)), { description: "An account.", allowed }),
    { min: 1, max: 1000, allowed: "a list of AWS accounts" },
    description,
  );
};

const role = {
  duration: anyString(),
  policy: anyString(),
  policyArns: strings(),
  roleArn: secretable(string(iamRoleArn, "the ARN of an IAM role", "")),
  sessionName: anyString(),
};

/** What a value of the provider's arguments is without Pulumi's outputs. */
type Plain<Value> = pulumi.Unwrap<Exclude<Value, undefined>>;

/** All of the provider's arguments: one that is missing here, or that it doesn't have, doesn't compile. */
const providerKeys = {
  accessKey: anyString(),
  allowedAccountIds: accounts("The only accounts that the stack can be deployed to."),
  assumeRoleWithWebIdentity: object(
    { ...role, webIdentityToken: anyString(), webIdentityTokenFile: anyString() },
    "",
  ),
  assumeRoles: list(
    object(
      {
        ...role,
        externalId: anyString(),
        sourceIdentity: anyString(),
        tags: stringMap(),
        transitiveTagKeys: strings(),
      },
      "",
    ),
    { min: 1, max: 10, allowed: "a list of roles" },
    "The roles that the provider assumes, one after another, such as [{ roleArn: … }].",
  ),
  customCaBundle: anyString(),
  defaultTags: object({ tags: stringMap() }, ""),
  ec2MetadataServiceEndpoint: anyString(),
  ec2MetadataServiceEndpointMode: anyString(),
  endpoints: list(stringMap(), { min: 0, max: 10, allowed: "a list of maps" }, ""),
  forbiddenAccountIds: accounts("Accounts that the stack can't be deployed to."),
  httpProxy: anyString(),
  httpsProxy: anyString(),
  ignoreTags: object({ keyPrefixes: strings(), keys: strings() }, ""),
  insecure: boolean(""),
  maxRetries: anyNumber(),
  noProxy: anyString(),
  profile: anyString("The profile of the AWS configuration file whose credentials are used."),
  region: string(
    regionCode,
    "an AWS region, such as us-east-1",
    "The region of the stack. Required. A change replaces everything.",
  ),
  retryMode: choice(["standard", "adaptive"], ""),
  s3UsEast1RegionalEndpoint: choice(["legacy", "regional"], ""),
  s3UsePathStyle: boolean(""),
  secretKey: anyString(),
  sharedConfigFiles: strings(),
  sharedCredentialsFiles: strings(),
  skipCredentialsValidation: boolean(""),
  skipMetadataApiCheck: boolean(""),
  skipRegionValidation: boolean("Whether regions that this template doesn't know are allowed."),
  skipRequestingAccountId: boolean(""),
  stsRegion: anyString(),
  tagPolicyCompliance: choice(["error", "warning", "disabled"], ""),
  token: anyString(),
  tokenBucketRateLimiterCapacity: anyNumber(),
  useDualstackEndpoint: boolean(""),
  useFipsEndpoint: boolean(""),
  userAgents: strings(),
} satisfies { [Key in keyof Required<ProviderArgs>]: z.ZodType<Plain<ProviderArgs[Key]>> };

/** What a stack file may contain in the namespace `aws:`. */
export const providerSchema = object(providerKeys, "The AWS provider.");

/** The section's meaning, for the documentation. */
export const providerMeaning =
  "The AWS provider. Each of [its arguments](https://www.pulumi.com/registry/packages/aws/installation-configuration/) is a " +
  `key of the namespace aws: ${Object.keys(providerKeys).join(", ")}. Only the region is required. The table has those that ` +
  "most stacks use.";

/** An example, for the documentation. */
export const providerExample = `aws:region: eu-central-1
aws:profile: work
aws:allowedAccountIds: ["210987654321"]`;

/** The `aws:` settings of a stack. */
export type GivenProvider = z.output<typeof providerSchema>;

type Tags = Record<string, pulumi.Input<string>>;

/** The identity of the AWS provider, for other clients that need the same. */
export function identityOf(given: GivenProvider, isSecret: StackContext["isSecret"]): Identity {
  const input = (key: string, value: string | undefined) =>
    value !== undefined && isSecret([key]) ? pulumi.secret(value) : value;
  const profileName = input("aws:profile", given.profile);
  const roleArn = input("aws:assumeRoles", given.assumeRoles?.at(-1)?.roleArn);
  return { ...(profileName && { profileName }), ...(roleArn && { roleArn }) };
}

/** Reads the stack's `aws:` settings; an explicit provider doesn't read them by itself. */
export function readProvider(file: StackFile, errors: ValidationErrors): GivenProvider {
  const known = Object.keys(providerKeys);
  const given: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(file.aws)) {
    const name = key.slice("aws:".length);
    const schema = Object.entries(providerSchema.shape).find(([other]) => other === name)?.[1];
    if (schema) {
      const read = validate(schema, parse(schema, value), errors, [key]);
      if (read !== undefined) given[name] = read;
    } else {
      errors.add([key], unknownKey(name, known));
    }
  }
  const provider = providerSchema.safeParse(given).data ?? {};
  validateRegion(provider, file, errors);
  return provider;
}

function validateRegion(provider: GivenProvider, file: StackFile, errors: ValidationErrors): void {
  const path = ["aws:region"];
  if (provider.region !== undefined) {
    const unknown = unknownRegion(provider.region, provider.skipRegionValidation !== true);
    if (unknown !== undefined && !errors.isSecret(path)) errors.add(path, unknown);
  } else if (!("aws:region" in file.aws)) {
    const isEmpty = Object.keys(file.aws).length + file.foreign.length + Object.keys(file.tree).length === 0;
    const advice = isEmpty
      ? ` The stack has no configuration at all: in Pulumi.${pulumi.getStack()}.yaml every key must be below \`config:\`, indented.`
      : "";
    errors.add(path, `is missing: set the region of the stack, such as us-east-1.${advice}`);
  }
}

/** Arguments of the AWS provider that say the tags of every resource. */
export interface TaggingProviderArgs extends ProviderArgs {
  defaultTags: { tags: Tags };
}

/** The arguments of the AWS provider: all `aws:` settings, and the tags of every resource. */
export function providerSettings(
  given: GivenProvider,
  isSecret: StackContext["isSecret"],
  tags: Tags,
): TaggingProviderArgs {
  const { defaultTags, ...rest } = given;
  const areSecret = isSecret(["aws:defaultTags"]);
  const others = Object.entries(defaultTags?.tags ?? {}).map(
    ([key, value]): [string, pulumi.Input<string>] => [key, areSecret ? pulumi.secret(value) : value],
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
