import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { cacheLimits, cacheNameLength, cachePorts } from "../../facts/cache-limits";
import type { DataSource } from "../data-source";
import { assertValidArguments, validateLength, validateWholeNumber } from "../invalid-arguments";
import type { DataCacheArgs } from "./data-cache-arguments";
import { validateDataName } from "./data-name";
import { dataVariable } from "./data-variables";

/** Another version is an update in place; there is no way back. */
const valkey = { engine: "valkey", majorEngineVersion: "8" } as const;

/** Subnets of the endpoint, the first of the network: others replace the cache, so that further zones don't change them. */
const endpointSubnets = 2;

/**
 * An ElastiCache Serverless cache with Valkey in two zones: encrypted at rest, and in transit, since it speaks TLS alone. Who
 * reaches it is decided by its security group, which has no rules but those of the services that use it. It has Valkey's
 * default user, without a password: to authenticate with IAM takes tokens that few clients can request, and a password would
 * be in Pulumi's state.
 *
 * Costs $6.13 a month in us-east-1 for up to 100 MB, $61.32 for each GB, and $0.0023 per million ECPUs.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class DataCache extends pulumi.ComponentResource implements DataSource {
  /** The cache. */
  public readonly cache: aws.elasticache.ServerlessCache;
  /** Its security group, without rules. */
  public readonly securityGroup: aws.ec2.SecurityGroup;
  /** The KMS key that encrypts it, with `ownKey`. */
  public readonly key: aws.kms.Key | undefined;
  /** NAME_HOST, NAME_PORT and NAME_URL, such as rediss://HOST:6379. */
  public readonly variables: DataSource["variables"];
  /** None: the network decides. */
  public readonly statements: DataSource["statements"] = [];
  /** Where it listens, for reading from replicas too. */
  public readonly endpoint: NonNullable<DataSource["endpoint"]>;

  constructor(name: string, args: DataCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    const { network, maxGigabytes = 1, maxEcpusPerSecond = 1000, snapshotDays = 0, protect = false } = args;
    assertValidArguments("DataCache", name, [
      ...validateDataName(name),
      ...validateLength("name", name, { max: cacheNameLength }),
      ...validateWholeNumber("maxGigabytes", maxGigabytes, cacheLimits.maxGigabytes),
      ...validateWholeNumber("maxEcpusPerSecond", maxEcpusPerSecond, cacheLimits.maxEcpusPerSecond),
      ...validateWholeNumber("snapshotDays", snapshotDays, cacheLimits.snapshotDays),
    ]);
    super("aws-containers:data:DataCache", name, {}, opts);

    this.securityGroup = new aws.ec2.SecurityGroup(
      `${name}-cache`,
      { vpcId: network.vpcId, description: `Cache ${name}: connections from the services that use it` },
      { parent: this },
    );
    this.key = args.ownKey ? this.createKey(name, protect) : undefined;
    this.cache = new aws.elasticache.ServerlessCache(
      `${name}-cache`,
      {
        ...valkey,
        description: `Cache ${name}`,
        subnetIds: pulumi.output(network.dataSubnetIds).apply((ids) => ids.slice(0, endpointSubnets)),
        securityGroupIds: [this.securityGroup.id],
        kmsKeyId: this.key?.arn,
        snapshotRetentionLimit: snapshotDays,
        cacheUsageLimits: {
          dataStorage: { maximum: maxGigabytes, unit: "GB" },
          ecpuPerSeconds: [{ maximum: maxEcpusPerSecond }],
        },
      },
      { parent: this, protect },
    );
    this.variables = cacheVariables(
      name,
      this.cache.endpoints.apply(([endpoint]) => endpoint?.address ?? ""),
    );
    this.endpoint = {
      name,
      securityGroupId: this.securityGroup.id,
      ports: [cachePorts.primary, cachePorts.reader],
      cidrBlocks: network.dataCidrBlocks,
    };

    this.registerOutputs({ cache: this.cache.name });
  }

  private createKey(name: string, protect: boolean): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-key`,
      {
        description: `Cache ${name} of ${pulumi.getProject()}/${pulumi.getStack()}`,
        enableKeyRotation: true,
        deletionWindowInDays: protect ? 30 : 7,
      },
      { parent: this, protect },
    );
  }
}

/**
 * A serverless cache which exists: where it is, and nothing else. Its security group belongs to its owner, who lets the services
 * in; they open the connection by `egress`.
 */
export class ExistingCache extends pulumi.ComponentResource implements DataSource {
  /** NAME_HOST, NAME_PORT and NAME_URL. */
  public readonly variables: DataSource["variables"];
  /** None: the network decides. */
  public readonly statements: DataSource["statements"] = [];

  /** @param arn ARN of the cache, in the account and region of the provider. */
  constructor(name: string, arn: string, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:data:ExistingCache", name, {}, opts);

    const { endpoint } = aws.elasticache.getServerlessCacheOutput(
      { name: arn.slice(arn.lastIndexOf(":") + 1) },
      { parent: this },
    );
    this.variables = cacheVariables(name, endpoint.address);

    this.registerOutputs({ host: endpoint.address });
  }
}

function cacheVariables(name: string, host: pulumi.Output<string>): Record<string, pulumi.Output<string>> {
  const { primary } = cachePorts;
  return {
    [dataVariable(name, "HOST")]: host,
    [dataVariable(name, "PORT")]: pulumi.output(String(primary)),
    [dataVariable(name, "URL")]: pulumi.interpolate`rediss://${host}:${primary}`,
  };
}
