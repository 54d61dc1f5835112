import { ecrRules } from "../../../policies/rules/ecr";
import { resource, testRules } from "../states";

const repository = (inputs: object) => resource("aws:ecr/repository:Repository", { ...inputs });
const named = repository({ name: "hello" });
const policy = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const forever =
  "Images never expire: add an aws.ecr.LifecyclePolicy (the component ImageRetention creates one).";

const repositoryPolicy = (statement: object) =>
  resource("aws:ecr/repositoryPolicy:RepositoryPolicy", {
    policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "ecr:BatchGetImage", ...statement }] }),
  });
const template = (inputs: object) =>
  resource("aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", { ...inputs });
const everyone =
  "Every AWS account has access to the repository: name accounts (aws-containers:registry.pullAccounts), or add a condition such as aws:PrincipalOrgID or aws:SourceAccount.";

testRules("ecr", ecrRules, {
  "ecr-scan-on-push": {
    passes: [[repository({ imageScanningConfiguration: { scanOnPush: true } })]],
    fails: [
      [
        [repository({ imageScanningConfiguration: { scanOnPush: false } })],
        "Images are not scanned on push: set aws-containers:registry.scanning: basic (imageScanningConfiguration.scanOnPush: true).",
      ],
    ],
  },
  "ecr-immutable-tags": {
    passes: [[repository({ imageTagMutability: "IMMUTABLE" })]],
    fails: [
      [
        [repository({ imageTagMutability: "MUTABLE" })],
        "Tags can be overwritten: set imageTagMutability: IMMUTABLE.",
      ],
      [[repository({})], "Tags can be overwritten: set imageTagMutability: IMMUTABLE."],
    ],
  },
  "ecr-lifecycle-policy": {
    passes: [
      [named, resource(policy, { repository: "x" }, { from: { repository: [named] } })],
      [named, resource(policy, { repository: "hello" })],
    ],
    fails: [
      [[named], forever],
      [[named, resource(policy, { repository: "other" })], forever],
    ],
  },
  "ecr-no-public-access": {
    passes: [
      [repositoryPolicy({ Principal: { AWS: "arn:aws:iam::111122223333:root" } })],
      [
        repositoryPolicy({
          Principal: "*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        }),
      ],
      [
        repositoryPolicy({
          Principal: { Service: "lambda.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": ["111122223333"] } },
        }),
      ],
      [repositoryPolicy({ Effect: "Deny", Principal: "*" })],
      [template({ repositoryPolicy: undefined })],
    ],
    fails: [
      [[repositoryPolicy({ Principal: "*" })], everyone],
      [[repositoryPolicy({ Principal: { AWS: ["*"] } })], everyone],
      [[repositoryPolicy({ Principal: { Service: "lambda.amazonaws.com" } })], everyone],
      [
        [repositoryPolicy({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } })],
        everyone,
      ],
      [
        [
          template({
            repositoryPolicy: JSON.stringify({
              Statement: { Effect: "Allow", Principal: "*", Action: "ecr:*" },
            }),
          }),
        ],
        everyone,
      ],
    ],
  },
  "ecr-immutable-replicas": {
    passes: [
      [template({ appliedFors: ["REPLICATION"], imageTagMutability: "IMMUTABLE" })],
      [template({ appliedFors: ["PULL_THROUGH_CACHE"], imageTagMutability: "MUTABLE" })],
    ],
    fails: [
      [
        [template({ appliedFors: ["REPLICATION"], imageTagMutability: "MUTABLE" })],
        "Tags of replicated images can be overwritten: set imageTagMutability: IMMUTABLE.",
      ],
      [
        [template({ appliedFors: ["PULL_THROUGH_CACHE", "REPLICATION"] })],
        "Tags of replicated images can be overwritten: set imageTagMutability: IMMUTABLE.",
      ],
    ],
  },
});
