import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { DeployRoles } from "../../components/deploy-roles";

// Settings: `npx pulumi config set KEY VALUE` in this folder; docs/deploying.md says which.
const config = new pulumi.Config();
const region = new pulumi.Config("aws").require("region");
const bucketArn = config.get("stateBucketArn");

const provider = new aws.Provider("aws", {
  region,
  defaultTags: { tags: { project: pulumi.getProject(), stack: pulumi.getStack() } },
});

const roles = new DeployRoles(
  "github",
  {
    repository: config.require("repository"),
    branch: config.require("branch"),
    project: config.require("project"),
    stacks: config.requireObject<string[]>("stacks"),
    regions: config.getObject<string[]>("regions") ?? [region],
    components: config.requireObject<string[]>("components"),
    clusters: config.getObject<string[]>("clusters"),
    hostedZoneIds: config.getObject<string[]>("hostedZoneIds"),
    state: bucketArn === undefined ? undefined : { bucketArn, keyArn: config.get("stateKeyArn") },
    reads: config.getObject<string[]>("reads"),
    servicePolicies: config.getObject<string[]>("servicePolicies"),
    clientSecrets: config.getObject<string[]>("clientSecrets"),
    identityProviderArn: config.get("identityProviderArn"),
    permissionsBoundaryArn: config.get("permissionsBoundaryArn"),
  },
  { providers: [provider] },
);

// For the repository's variables in GitHub.
export const previewRole = roles.previewRole.arn;
export const deployRoles = Object.fromEntries(
  Object.entries(roles.deployRoles).map(([stack, role]) => [stack, role.arn]),
);
