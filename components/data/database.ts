import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { databaseAuthority, databaseEngines, databaseLogGroup } from "../../facts/databases";
import type { DataEndpoint, DataSource } from "../data-source";
import { assertValidArguments } from "../invalid-arguments";
import { validateDataName } from "./data-name";
import {
  type CompleteDatabase,
  completeDatabase,
  type DatabaseArgs,
  validateDatabase,
} from "./database-arguments";
import { createDatabaseKey } from "./database-key";
import { databaseSource } from "./database-source";
import { createMonitoringRole } from "./monitoring-role";

/** The owner of the database: no name that attackers try first, as RDS.24 asks. */
const masterUsername = "app";

/**
 * A database of Aurora Serverless v2, PostgreSQL or MySQL: encrypted, in private subnets, over TLS only, with a password that
 * RDS keeps in Secrets Manager and that no plan, state or program sees. Its security group has no rules of its own: a platform
 * adds one for each service that uses it.
 *
 * Costs $0.12 an hour for each capacity unit (ACU) in use, at least `scaling.min` of each instance: $43.80 a month for 0.5;
 * nothing while it is paused. Storage is $0.10 per GB-month, I/O $0.20 per million requests, and a key of its own $1.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class Database extends pulumi.ComponentResource implements DataSource {
  /** The cluster. */
  public readonly cluster: aws.rds.Cluster;
  /** Its instances, in the order that they were created: any of them can be the writer. */
  public readonly instances: readonly aws.rds.ClusterInstance[];
  /** The security group, without rules. */
  public readonly securityGroup: aws.ec2.SecurityGroup;
  /** NAME_HOST, NAME_READER_HOST, NAME_PORT and NAME_NAME. */
  public readonly variables: DataSource["variables"];
  /** None: a database has users of its own. */
  public readonly statements: DataSource["statements"];
  /** NAME_USER and NAME_PASSWORD. */
  public readonly secrets: NonNullable<DataSource["secrets"]>;
  /** Its port. */
  public readonly endpoint: DataEndpoint;

  private readonly name: string;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    const database = completeDatabase(args);
    assertValidArguments("Database", name, [...validateDataName(name), ...validateDatabase(name, database)]);
    super("aws-containers:data:Database", name, {}, opts);

    this.name = name;
    this.securityGroup = this.createSecurityGroup(database);
    const key = database.ownKey ? this.createKey(database) : undefined;
    this.cluster = this.createCluster(database, key);
    this.createRotation(database);
    const logGroups = this.createLogGroups(database);
    this.instances = this.createInstances(database, key, logGroups);
    const source = databaseSource(name, database.engine, {
      // Services start when an instance answers.
      host: after(this.instances, this.cluster.endpoint),
      readerHost: after(this.instances, this.cluster.readerEndpoint),
      database: database.database,
      secretArn: this.secretArn,
      securityGroupId: this.securityGroup.id,
      cidrBlocks: database.network.dataCidrBlocks,
    });
    this.variables = source.variables;
    this.statements = source.statements;
    this.secrets = source.secrets;
    this.endpoint = source.endpoint;

    this.registerOutputs({ host: this.cluster.endpoint });
  }

  /** ARN of the secret that RDS keeps the password in. */
  private get secretArn(): pulumi.Output<string> {
    return this.cluster.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? "");
  }

  private createSecurityGroup({ network }: CompleteDatabase): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      `${this.name}-database`,
      { vpcId: network.vpcId, description: "Database: the services that use it" },
      { parent: this },
    );
  }

  /** A key whose snapshot outlives the stack has to outlive it as well. */
  private createKey({ protect, finalSnapshot }: CompleteDatabase): aws.kms.Key {
    return createDatabaseKey(this.name, { protect, retainOnDelete: finalSnapshot }, this);
  }

  private createSubnetGroup({ network }: CompleteDatabase): aws.rds.SubnetGroup {
    return new aws.rds.SubnetGroup(
      `${this.name}-subnets`,
      { description: `Subnets of the database ${this.name}`, subnetIds: network.dataSubnetIds },
      { parent: this },
    );
  }

  /**
   * Belongs to one major version, and to one cluster: its description has what replaces the cluster, so that they are replaced
   * together and the name of the final snapshot, which contains this one's, never is that of a previous cluster.
   */
  private createParameterGroup(
    { engine, version, database }: CompleteDatabase,
    key: aws.kms.Key | undefined,
  ): aws.rds.ClusterParameterGroup {
    const { engine: family, parameters } = databaseEngines[engine];
    return new aws.rds.ClusterParameterGroup(
      `${this.name}-parameters`,
      {
        family: `${family}${version}`,
        description: pulumi.interpolate`Database ${database}, encrypted with ${key?.keyId ?? "aws/rds"}`,
        parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
      },
      { parent: this },
    );
  }

  private createCluster(database: CompleteDatabase, key: aws.kms.Key | undefined): aws.rds.Cluster {
    const { engine, scaling, protect, finalSnapshot } = database;
    const { min, max, pauseSeconds } = scaling;
    const { engine: engineName, logs, port } = databaseEngines[engine];
    const parameterGroup = this.createParameterGroup(database, key);
    return new aws.rds.Cluster(
      `${this.name}-cluster`,
      {
        engine: engineName,
        engineMode: "provisioned",
        // The major version alone: AWS upgrades the minor one, which an update would otherwise revert.
        engineVersion: database.version,
        allowMajorVersionUpgrade: true,
        serverlessv2ScalingConfiguration: {
          minCapacity: min,
          maxCapacity: max,
          ...(min === 0 && { secondsUntilAutoPause: pauseSeconds }),
        },
        databaseName: database.database,
        port,
        masterUsername,
        manageMasterUserPassword: true,
        iamDatabaseAuthenticationEnabled: true,
        storageEncrypted: true,
        ...(key && { kmsKeyId: key.arn, masterUserSecretKmsKeyId: key.arn }),
        dbSubnetGroupName: this.createSubnetGroup(database).name,
        vpcSecurityGroupIds: [this.securityGroup.id],
        dbClusterParameterGroupName: parameterGroup.name,
        backupRetentionPeriod: database.backupDays,
        copyTagsToSnapshot: true,
        deletionProtection: protect,
        skipFinalSnapshot: !finalSnapshot,
        ...(finalSnapshot && { finalSnapshotIdentifier: pulumi.interpolate`${parameterGroup.name}-final` }),
        enabledCloudwatchLogsExports: [...logs],
        // What a plan shows happens in the update, and not at night.
        applyImmediately: true,
      },
      { parent: this, protect },
    );
  }

  /** Without rules: RDS would rotate every 7 days, and containers read the password only as they start. */
  private createRotation({ rotationDays }: CompleteDatabase): void {
    new aws.secretsmanager.SecretRotation(
      `${this.name}-password`,
      {
        secretId: this.secretArn,
        rotateImmediately: false,
        ...(rotationDays === undefined
          ? { rotationEnabled: false }
          : { rotationRules: { automaticallyAfterDays: rotationDays } }),
      },
      { parent: this },
    );
  }

  /** Before the instances, whose logs would otherwise go to groups of RDS's own that never expire. */
  private createLogGroups({
    engine,
    logRetentionDays,
    logKeyArn,
  }: CompleteDatabase): aws.cloudwatch.LogGroup[] {
    return databaseEngines[engine].logs.map(
      (log) =>
        new aws.cloudwatch.LogGroup(
          `${this.name}-${log}`,
          {
            name: this.cluster.clusterIdentifier.apply((cluster) => databaseLogGroup(cluster, log)),
            retentionInDays: logRetentionDays,
            ...(logKeyArn !== undefined && { kmsKeyId: logKeyArn }),
          },
          { parent: this },
        ),
    );
  }

  private createInstances(
    { engine, instances, insights, network, monitoringSeconds }: CompleteDatabase,
    key: aws.kms.Key | undefined,
    logGroups: pulumi.Resource[],
  ): aws.rds.ClusterInstance[] {
    const monitoring = monitoringSeconds > 0 ? createMonitoringRole(this.name, { parent: this }) : undefined;
    const dependsOn = [...logGroups, ...(monitoring ? [monitoring.policy] : [])];
    return Array.from(
      { length: instances },
      (_, index) =>
        new aws.rds.ClusterInstance(
          `${this.name}-instance-${index + 1}`,
          {
            clusterIdentifier: this.cluster.clusterIdentifier,
            engine: databaseEngines[engine].engine,
            instanceClass: "db.serverless",
            dbSubnetGroupName: this.cluster.dbSubnetGroupName,
            availabilityZone: this.zone(network, index),
            // In this order they take over; those of the first two tiers always have the capacity of the writer.
            promotionTier: index,
            publiclyAccessible: false,
            caCertIdentifier: databaseAuthority,
            autoMinorVersionUpgrade: true,
            copyTagsToSnapshot: true,
            performanceInsightsEnabled: insights,
            ...(insights && key && { performanceInsightsKmsKeyId: key.arn }),
            monitoringInterval: monitoringSeconds,
            ...(monitoring && { monitoringRoleArn: monitoring.role.arn }),
            applyImmediately: true,
          },
          // Other zones of the network would replace it; what is in a zone stays there.
          { parent: this, dependsOn, ignoreChanges: ["availabilityZone"] },
        ),
    );
  }

  /** The zone of one of the subnets, in turn. */
  private zone({ dataSubnetIds }: CompleteDatabase["network"], index: number): pulumi.Output<string> {
    const id = pulumi.output(dataSubnetIds).apply((ids) => ids[index % ids.length] ?? "");
    return aws.ec2.getSubnetOutput({ id }, { parent: this }).availabilityZone;
  }
}

/** A value of the cluster that is known once its instances are there. */
function after(
  instances: readonly aws.rds.ClusterInstance[],
  value: pulumi.Output<string>,
): pulumi.Output<string> {
  return pulumi.all([value, pulumi.all(instances.map(({ id }) => id))]).apply(([known]) => known);
}
