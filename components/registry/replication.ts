import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ReplicationArgs } from "./replication-arguments";
import { parseDestination, type ReplicationDestination } from "./replication-destination";
import { ReplicationTemplates } from "./replication-templates";

/**
 * Replicates every image that is pushed into a namespace to other regions and accounts. ECR replicates neither settings nor
 * lifecycle policies: in the regions of this account, templates give them to the repositories that replication creates. ECR
 * has one replication configuration per account and region: only one stack may have this.
 *
 * In another account, templates and permissions belong to a stack there: see `ReplicationPermissions`. Repositories that
 * replication created belong to no stack and remain when this one is destroyed.
 *
 * Costs the storage at each destination ($0.10 per GB-month) and data transfer between the regions.
 */
export class Replication extends pulumi.ComponentResource {
  /** The replication configuration. */
  public readonly configuration: aws.ecr.ReplicationConfiguration;
  /** The templates of the repositories in the regions of this account. */
  public readonly templates: ReplicationTemplates;

  constructor(name: string, args: ReplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:Replication", name, {}, opts);

    const destinations = args.replicateTo.flatMap((text) => parseDestination(text) ?? []);
    const own = destinations.filter(({ account }) => account === undefined);
    const regions = Object.fromEntries(own.map(({ region }) => [region, region]));
    this.templates = new ReplicationTemplates(name, { ...args, regions }, { parent: this });
    this.configuration = this.createReplication(name, args, destinations);

    this.registerOutputs({ destinations: args.replicateTo });
  }

  private createReplication(name: string, args: ReplicationArgs, destinations: ReplicationDestination[]) {
    const { namespace, context } = args;
    return new aws.ecr.ReplicationConfiguration(
      `${name}-replication`,
      {
        replicationConfiguration: {
          rules: [
            {
              destinations: destinations.map(({ account, region }) => ({
                region,
                registryId: account ?? context.accountId,
              })),
              repositoryFilters: [{ filter: `${namespace}/`, filterType: "PREFIX_MATCH" }],
            },
          ],
        },
      },
      // Replication before the template exists would create a repository with ECR's own settings.
      { parent: this, dependsOn: Object.values(this.templates.templates) },
    );
  }
}
