import assert from "node:assert/strict";
import { Database, type DatabaseArgs } from "../../../components/data";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { dataNetwork } from "./worker-data";

type Args = Omit<DatabaseArgs, "network" | "engine"> & { engine?: DatabaseArgs["engine"] };

const planOfDatabase = (args: Args = {}) =>
  planOf(() => {
    const { variables, secrets, statements, endpoint } = new Database("db", {
      engine: "postgres",
      network: dataNetwork,
      ...args,
    });
    return { variables, secrets, statements, endpoint };
  });

const prod: Args = {
  instances: 2,
  scaling: { min: 0.5, max: 8 },
  backupDays: 14,
  finalSnapshot: true,
  ownKey: true,
  insights: true,
  logRetentionDays: 365,
  logKeyArn: "arn:aws:kms:us-east-1:111122223333:key/logs",
  protect: true,
};

const inputsOf = (plan: RecordedPlan, type: string) => plan.theOne(type).inputs;

describe("Database", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfDatabase();
  });

  it("is a cluster that pauses, with a password that RDS keeps", () => {
    assert.deepEqual(inputsOf(plan, "rds/cluster:Cluster"), {
      engine: "aurora-postgresql",
      engineMode: "provisioned",
      engineVersion: "17",
      allowMajorVersionUpgrade: true,
      serverlessv2ScalingConfiguration: { minCapacity: 0, maxCapacity: 2, secondsUntilAutoPause: 300 },
      databaseName: "app",
      port: 5432,
      masterUsername: "app",
      manageMasterUserPassword: true,
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      dbSubnetGroupName: plan.theOne("SubnetGroup").outputs.name,
      vpcSecurityGroupIds: [plan.theOne("ec2/securityGroup:SecurityGroup").id],
      dbClusterParameterGroupName: plan.theOne("ClusterParameterGroup").outputs.name,
      backupRetentionPeriod: 1,
      copyTagsToSnapshot: true,
      deletionProtection: false,
      skipFinalSnapshot: true,
      enabledCloudwatchLogsExports: ["postgresql"],
      applyImmediately: true,
    });
    assert.equal(plan.theOne("rds/cluster:Cluster").protect, false);
    assert.deepEqual(
      plan.resources.filter(({ type }) => type.startsWith("aws:kms/")),
      [],
    );
  });

  it("listens in the network's subnets, in a security group without rules", () => {
    assert.deepEqual(inputsOf(plan, "SubnetGroup"), {
      description: "Subnets of the database db",
      subnetIds: ["subnet-private-a", "subnet-private-b"],
    });
    assert.deepEqual(inputsOf(plan, "ec2/securityGroup:SecurityGroup"), {
      vpcId: "vpc-1",
      description: "Database: the services that use it",
    });
    assert.deepEqual(
      plan.resources.filter(({ type }) => type.includes("Rule")),
      [],
    );
  });

  it("requires TLS of each connection", async () => {
    assert.deepEqual(inputsOf(plan, "ClusterParameterGroup"), {
      family: "aurora-postgresql17",
      description: "Database app, encrypted with aws/rds",
      parameters: [{ name: "rds.force_ssl", value: "1" }],
    });
    const mysql = await planOfDatabase({ engine: "mysql" });
    assert.deepEqual(inputsOf(mysql, "ClusterParameterGroup"), {
      family: "aurora-mysql8.0",
      description: "Database app, encrypted with aws/rds",
      parameters: [
        { name: "require_secure_transport", value: "ON" },
        { name: "server_audit_events", value: "CONNECT,QUERY_DCL,QUERY_DDL" },
        { name: "server_audit_logging", value: "1" },
      ],
    });
  });

  it("has one instance, private, in the zone of the first subnet, with its logs in a group that expires", () => {
    const cluster = plan.theOne("rds/cluster:Cluster").outputs;
    const { availabilityZone, ...inputs } = inputsOf(plan, "ClusterInstance");
    assert.match(String(availabilityZone), /^us-east-1[abc]$/);
    assert.deepEqual(plan.theOne("ClusterInstance").ignoreChanges, ["availabilityZone"]);
    assert.deepEqual(inputs, {
      clusterIdentifier: cluster.clusterIdentifier,
      engine: "aurora-postgresql",
      instanceClass: "db.serverless",
      dbSubnetGroupName: plan.theOne("SubnetGroup").outputs.name,
      promotionTier: 0,
      publiclyAccessible: false,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: true,
      performanceInsightsEnabled: false,
      monitoringInterval: 0,
      applyImmediately: true,
    });
    assert.deepEqual(inputsOf(plan, "LogGroup"), {
      name: `/aws/rds/cluster/${cluster.clusterIdentifier}/postgresql`,
      retentionInDays: 7,
    });
    assert.ok(plan.dependenciesOf(plan.theOne("ClusterInstance")).includes("db-postgresql"));
  });

  it("says where it is once an instance answers, and where its password is", () => {
    const { endpoint, readerEndpoint, masterUserSecrets } = plan.theOne("rds/cluster:Cluster").outputs;
    const [{ secretArn }] = masterUserSecrets as [{ secretArn: string }];
    assert.deepEqual(plan.outputs, {
      variables: { DB_HOST: endpoint, DB_READER_HOST: readerEndpoint, DB_PORT: "5432", DB_NAME: "app" },
      secrets: {
        DB_USER: { secretArn, key: "username" },
        DB_PASSWORD: { secretArn, key: "password" },
      },
      statements: [],
      endpoint: {
        name: "db",
        securityGroupId: plan.theOne("ec2/securityGroup:SecurityGroup").id,
        ports: [5432],
        cidrBlocks: ["10.0.0.0/20", "10.0.32.0/20"],
      },
    });
  });

  it("has its operating system measured by argument, by a role that writes to RDS's log group alone", async () => {
    assert.deepEqual(plan.ofType("iam/role:Role"), []);
    const measured = await planOfDatabase({ monitoringSeconds: 15, instances: 2 });
    const role = measured.theOne("iam/role:Role");
    assert.equal(role.name, "db-monitoring");
    for (const { inputs } of measured.ofType("rds/clusterInstance:ClusterInstance")) {
      assert.deepEqual([inputs.monitoringInterval, inputs.monitoringRoleArn], [15, role.outputs.arn]);
    }
    const [first] = measured.ofType("rds/clusterInstance:ClusterInstance");
    assert.ok(first?.dependencies.includes(measured.theOne("iam/rolePolicy:RolePolicy").urn));
    assert.deepEqual(json(role.inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "monitoring.rds.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
        },
      ],
    });
    const logGroups = "arn:aws:logs:us-east-1:000000000000:log-group:RDS*";
    assert.deepEqual(json(inputsOf(measured, "iam/rolePolicy:RolePolicy").policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "CreateLogGroup",
          Effect: "Allow",
          Action: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
          Resource: logGroups,
        },
        {
          Sid: "WriteMetrics",
          Effect: "Allow",
          Action: [
            "logs:CreateLogStream",
            "logs:DescribeLogStreams",
            "logs:GetLogEvents",
            "logs:PutLogEvents",
          ],
          Resource: `${logGroups}:log-stream:*`,
        },
      ],
    });
    const seconds: 60 = JSON.parse("20");
    await assert.rejects(planOfDatabase({ monitoringSeconds: seconds }), {
      message:
        'Invalid arguments for Database "db":\n  - monitoringSeconds is 20: must be 0, 1, 5, 10, 15, 30 or 60',
    });
  });

  it("rotates its password only where that is said", async () => {
    const { secretId, ...never } = inputsOf(plan, "SecretRotation");
    assert.match(String(secretId), /^arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!cluster-/);
    assert.deepEqual(never, { rotateImmediately: false, rotationEnabled: false });
    const monthly = await planOfDatabase({ rotationDays: 30 });
    const { rotateImmediately, rotationEnabled, rotationRules } = inputsOf(monthly, "SecretRotation");
    assert.deepEqual(
      { rotateImmediately, rotationEnabled, rotationRules },
      { rotateImmediately: false, rotationEnabled: undefined, rotationRules: { automaticallyAfterDays: 30 } },
    );
  });

  describe("of a prod stack", () => {
    before(async () => {
      plan = await planOfDatabase(prod);
    });

    it("never pauses, is protected, and leaves a snapshot whose name no other cluster has", () => {
      const { inputs, protect } = plan.theOne("rds/cluster:Cluster");
      const group = plan.theOne("ClusterParameterGroup");
      assert.deepEqual(inputs.serverlessv2ScalingConfiguration, { minCapacity: 0.5, maxCapacity: 8 });
      assert.deepEqual([protect, inputs.deletionProtection, inputs.skipFinalSnapshot], [true, true, false]);
      assert.equal(inputs.finalSnapshotIdentifier, `${group.outputs.name}-final`);
      assert.equal(inputs.backupRetentionPeriod, 14);
      // Whatever replaces the cluster replaces the group, and with it the name.
      const { keyId } = plan.theOne("kms/key:Key").outputs;
      assert.equal(group.inputs.description, `Database app, encrypted with ${keyId}`);
    });

    it("is encrypted with a key of its own, which outlives the stack with the snapshot", () => {
      const key = plan.theOne("kms/key:Key");
      const { kmsKeyId, masterUserSecretKmsKeyId } = inputsOf(plan, "rds/cluster:Cluster");
      assert.deepEqual([kmsKeyId, masterUserSecretKmsKeyId], [key.outputs.arn, key.outputs.arn]);
      assert.deepEqual([key.protect, key.retainOnDelete], [true, true]);
      const { Statement } = json(key.inputs.policy) as { Statement: { Sid: string; Condition?: object }[] };
      assert.deepEqual(
        Statement.map(({ Sid, Condition }) => ({ Sid, Condition })),
        [
          { Sid: "AdministerByIam", Condition: undefined },
          {
            Sid: "UseThroughRdsAndSecretsManager",
            Condition: {
              StringEquals: {
                "kms:CallerAccount": "000000000000",
                "kms:ViaService": ["rds.us-east-1.amazonaws.com", "secretsmanager.us-east-1.amazonaws.com"],
              },
            },
          },
        ],
      );
    });

    it("has two instances of which the second takes over first, with insights and encrypted logs", () => {
      const instances = ["db-instance-1", "db-instance-2"].map((name) =>
        plan.resource("ClusterInstance", name),
      );
      assert.deepEqual(
        instances.map(({ inputs }) => inputs.promotionTier),
        [0, 1],
      );
      const { arn } = plan.theOne("kms/key:Key").outputs;
      for (const { inputs } of instances) {
        assert.deepEqual(
          [inputs.performanceInsightsEnabled, inputs.performanceInsightsKmsKeyId],
          [true, arn],
        );
      }
      const { retentionInDays, kmsKeyId } = inputsOf(plan, "LogGroup");
      assert.deepEqual([retentionInDays, kmsKeyId], [365, prod.logKeyArn]);
    });
  });

  it("doesn't keep the key of a database without a snapshot", async () => {
    const key = (await planOfDatabase({ ownKey: true })).theOne("kms/key:Key");
    assert.deepEqual([key.retainOnDelete, key.inputs.deletionWindowInDays], [false, 7]);
  });

  it("exports the audit and the error log of MySQL, which is on", async () => {
    const mysql = await planOfDatabase({ engine: "mysql" });
    const { engine, engineVersion, port, enabledCloudwatchLogsExports } = inputsOf(
      mysql,
      "rds/cluster:Cluster",
    );
    assert.deepEqual(
      { engine, engineVersion, port, enabledCloudwatchLogsExports },
      {
        engine: "aurora-mysql",
        engineVersion: "8.0",
        port: 3306,
        enabledCloudwatchLogsExports: ["audit", "error"],
      },
    );
  });

  it("refuses all that RDS would, at once", async () => {
    const args = {
      version: "8.0",
      database: "Shop",
      scaling: { min: 0.7, max: 512, pauseSeconds: 60 },
      instances: 17,
      backupDays: 0,
      rotationDays: 0,
    };
    await assert.rejects(
      planOf(() => void new Database("my--db", { engine: "postgres", network: dataNetwork, ...args })),
      (error: Error) => {
        assert.deepEqual(error.message.split("\n").slice(-10), [
          'Invalid arguments for Database "my--db":',
          '  - name is "my--db": must be without two hyphens in a row or one at the end, which RDS refuses',
          '  - version is "8.0": must be 15, 16, 17 or 18',
          '  - database is "Shop": must be 1 to 63 lowercase letters, digits and underscores, a letter first',
          "  - scaling.min is 0.7: must be from 0 to 256, in steps of 0.5",
          "  - scaling.max is 512: must be from 1 to 256, in steps of 0.5",
          "  - scaling.pauseSeconds is 60: must be a whole number from 300 to 86400",
          "  - instances is 17: must be a whole number from 1 to 16",
          "  - backupDays is 0: must be a whole number from 1 to 35",
          "  - rotationDays is 0: must be a whole number from 1 to 1000",
        ]);
        return true;
      },
    );
  });
});
