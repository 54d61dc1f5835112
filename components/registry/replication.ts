import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CopySettings, type CopySettingsArgs } from "./copy-settings";

/** Arguments of {@link Replication}. */
export interface ReplicationArgs extends Omit<CopySettingsArgs, "regions"> {
  /** Where images are copied to: regions, or account/region. */
  replicateTo: string[];
}

/** Somewhere that images are copied to; without an account of its own it is the stack's. */
export interface Destination {
  account?: string;
  region: string;
}

/** Reads eu-west-1 or 111122223333/eu-west-1. */
export function destinationOf(text: string): Destination | undefined {
  const [, account, region] = /^(?:(\d{12})\/)?([a-z]{2,}(?:-[a-z]+)+-\d)$/.exec(text) ?? [];
  return region === undefined ? undefined : { ...(account !== undefined && { account }), region };
}

/**
 * Copies every image that is pushed below a namespace to other regions and accounts. ECR copies neither settings nor
 * lifecycle: in the regions of this account a creation template gives them to each repository that a first copy makes.
 * ECR has one replication configuration in each account and region: only one stack may have this.
 *
 * In another account that is the affair of a stack there, and so is letting the copies in: see `ReceivedCopies`. Repositories that copies made belong to no stack and stay when this one goes.
 *
 * Costs the storage of each copy ($0.10 a GB and month) and what AWS charges for transfer between the two regions.
 */
export class Replication extends pulumi.ComponentResource {
  /** What is copied where. */
  public readonly configuration: aws.ecr.ReplicationConfiguration;
  /** What repositories are like that a copy makes in the regions of this account. */
  public readonly copies: CopySettings;

  constructor(name: string, args: ReplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:Replication", name, {}, opts);

    const destinations = args.replicateTo.flatMap((text) => destinationOf(text) ?? []);
    const own = destinations.filter(({ account }) => account === undefined);
    const regions = Object.fromEntries(own.map(({ region }) => [region, region]));
    this.copies = new CopySettings(name, { ...args, regions }, { parent: this });
    // A copy that comes before its template would make a repository with ECR's own settings.
    this.configuration = this.replication(name, args, destinations);

    this.registerOutputs({ destinations: args.replicateTo });
  }

  private replication(name: string, args: ReplicationArgs, destinations: Destination[]) {
    const { namespace, place } = args;
    return new aws.ecr.ReplicationConfiguration(
      `${name}-replication`,
      {
        replicationConfiguration: {
          rules: [
            {
              destinations: destinations.map(({ account, region }) => ({
                region,
                registryId: account ?? place.accountId,
              })),
              repositoryFilters: [{ filter: `${namespace}/`, filterType: "PREFIX_MATCH" }],
            },
          ],
        },
      },
      { parent: this, dependsOn: Object.values(this.copies.templates) },
    );
  }
}
