import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ReplicationPermissionsArgs } from "./replication-permissions-arguments";
import { ReplicationTemplates } from "./replication-templates";

/** Stacks may have it under its previous type: they keep its resources. */
const previousType = { aliases: [{ type: "aws-containers:registry:ReceivedCopies" }] };

/**
 * Allows other accounts to replicate images into namespaces of this account and region, and creates the templates of their
 * repositories. ECR has one registry policy per account and region: only one stack may have this. The images cost $0.10 per
 * GB-month.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions-create-replication.html
 */
export class ReplicationPermissions extends pulumi.ComponentResource {
  /** The registry policy. */
  public readonly policy: aws.ecr.RegistryPolicy;

  constructor(name: string, args: ReplicationPermissionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "aws-containers:registry:ReplicationPermissions",
      name,
      {},
      pulumi.mergeOptions(opts, previousType),
    );

    const { allowReplicationFrom, ...settings } = args;
    const { accounts, namespaces } = allowReplicationFrom;
    const templates = namespaces.flatMap((namespace) => {
      const regions = { received: args.context.region };
      const ofNamespace = new ReplicationTemplates(
        `${name}-${namespace.replaceAll("/", "-")}`,
        { ...settings, namespace, regions },
        { parent: this },
      );
      return Object.values(ofNamespace.templates);
    });
    this.policy = new aws.ecr.RegistryPolicy(
      `${name}-received`,
      { policy: pulumi.jsonStringify(this.policyDocument(args)) },
      // Replication before the template exists would create a repository with ECR's own settings.
      { parent: this, dependsOn: templates },
    );

    this.registerOutputs({ accounts, namespaces });
  }

  private policyDocument({
    allowReplicationFrom,
    context,
  }: ReplicationPermissionsArgs): aws.iam.PolicyDocument {
    const { partition, region, accountId } = context;
    const { accounts, namespaces } = allowReplicationFrom;
    return {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AllowReplication",
          Effect: "Allow",
          Principal: {
            AWS: accounts.map((account) => pulumi.interpolate`arn:${partition}:iam::${account}:root`),
          },
          Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
          Resource: namespaces.map(
            (namespace) =>
              pulumi.interpolate`arn:${partition}:ecr:${region}:${accountId}:repository/${namespace}/*`,
          ),
        },
      ],
    };
  }
}
