import assert from "node:assert/strict";
import { Backups, type BackupsArgs, backUp } from "../../../components/backups";
import { restoreTestsName } from "../../../components/backups/restore-tests";
import { DataFileSystem, DataTable, existingTable } from "../../../components/data";
import { json, planOf } from "../../support/plan";
import { dataNetwork } from "../data/worker-data";

const fileSystem = {
  type: "EFS",
  arn: "arn:aws:elasticfilesystem:us-east-1:000000000000:file-system/fs-1",
} as const;
const cluster = { type: "EKS", arn: "arn:aws:eks:us-east-1:000000000000:cluster/shop" } as const;
const volumes = {
  type: "EBS",
  arn: "arn:aws:ec2:us-east-1:000000000000:volume/*",
  tags: { "eks:eks-cluster-name": "shop" },
} as const;

const planOfBackups = (args: Partial<BackupsArgs> = {}) =>
  planOf(() => {
    new Backups("backups", { resources: [fileSystem, cluster], ...args });
  });

describe("Backups", () => {
  it("are in a vault with a key of its own, which is deleted with them", async () => {
    const plan = await planOfBackups();
    const key = plan.theOne("Key");
    assert.deepEqual(
      [key.inputs, key.protect ?? false],
      [
        { description: "Backups of aws-containers/dev", enableKeyRotation: true, deletionWindowInDays: 7 },
        false,
      ],
    );
    const vault = plan.theOne("backup/vault:Vault");
    assert.deepEqual(
      [vault.name, vault.inputs, vault.protect ?? false],
      ["backups-vault", { kmsKeyArn: key.outputs.arn, forceDestroy: true }, false],
    );
    assert.deepEqual(plan.ofType("VaultLockConfiguration"), []);
  });

  it("stay with protection, for longer", async () => {
    const plan = await planOfBackups({ protect: true });
    assert.equal(plan.theOne("Key").inputs.deletionWindowInDays, 30);
    const vault = plan.theOne("backup/vault:Vault");
    assert.deepEqual(
      [vault.inputs.forceDestroy, vault.protect, plan.theOne("Key").protect],
      [false, true, true],
    );
  });

  it("are made each day and kept for 35 days, tagged as the stack's", async () => {
    const plan = await planOfBackups();
    assert.deepEqual(plan.theOne("backup/plan:Plan").inputs, {
      rules: [
        {
          ruleName: "scheduled",
          targetVaultName: plan.theOne("backup/vault:Vault").outputs.name,
          schedule: "cron(0 5 ? * * *)",
          scheduleExpressionTimezone: "Etc/UTC",
          lifecycle: { deleteAfter: 35 },
          recoveryPointTags: { project: "aws-containers", stack: "dev" },
        },
      ],
    });
  });

  it("are made and kept as the arguments say, and locked for as long in governance mode", async () => {
    const plan = await planOfBackups({
      schedule: "cron(0 3 ? * SUN *)",
      timezone: "Europe/Berlin",
      keepDays: 90,
      lock: true,
    });
    const [rule] = plan.theOne("backup/plan:Plan").inputs.rules as Record<string, unknown>[];
    assert.deepEqual(
      [rule?.schedule, rule?.scheduleExpressionTimezone, rule?.lifecycle],
      ["cron(0 3 ? * SUN *)", "Europe/Berlin", { deleteAfter: 90 }],
    );
    assert.deepEqual(plan.theOne("VaultLockConfiguration").inputs, {
      backupVaultName: plan.theOne("backup/vault:Vault").outputs.name,
      minRetentionDays: 90,
    });
  });

  it("are of resources by ARN, and of volumes by their tags", async () => {
    const plan = await planOfBackups({ resources: [fileSystem, cluster, volumes] });
    const { id: planId } = plan.theOne("backup/plan:Plan");
    const iamRoleArn = plan.theOne("Role").outputs.arn;
    assert.deepEqual(
      plan.ofType("backup/selection:Selection").map(({ name, inputs }) => [name, inputs]),
      [
        [
          "backups-ebs",
          {
            planId,
            iamRoleArn,
            resources: [volumes.arn],
            conditions: [{ stringEquals: [{ key: "aws:ResourceTag/eks:eks-cluster-name", value: "shop" }] }],
          },
        ],
        ["backups-resources", { planId, iamRoleArn, resources: [fileSystem.arn, cluster.arn] }],
      ],
    );
  });

  it("have a role for AWS Backup in this account, with its policy and the use of the key", async () => {
    const plan = await planOfBackups();
    assert.deepEqual(json(plan.theOne("Role").inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "backup.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
        },
      ],
    });
    assert.deepEqual(
      plan.ofType("RolePolicyAttachment").map(({ inputs }) => inputs.policyArn),
      ["arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"],
    );
    const { Statement } = json(plan.theOne("RolePolicy").inputs.policy) as {
      Statement: { Resource: string }[];
    };
    assert.equal(Statement[0]?.Resource, plan.theOne("Key").outputs.arn);
  });

  it("are restored as a test, each kind that AWS Backup can test", async () => {
    const table = { type: "DynamoDB", arn: "arn:aws:dynamodb:us-east-1:000000000000:table/orders" } as const;
    const plan = await planOfBackups({
      resources: [fileSystem, table, cluster, volumes],
      keepDays: 7,
      restoreTests: true,
    });
    assert.deepEqual(plan.theOne("RestoreTestingPlan").inputs, {
      name: "aws_containers_dev",
      scheduleExpression: "cron(0 9 1 * ? *)",
      startWindowHours: 8,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [plan.theOne("backup/vault:Vault").outputs.arn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 7,
      },
    });
    const common = {
      restoreTestingPlanName: "aws_containers_dev",
      iamRoleArn: plan.theOne("Role").outputs.arn,
      validationWindowHours: 1,
    };
    assert.deepEqual(
      plan.ofType("RestoreTestingSelection").map(({ name, inputs }) => [name, inputs]),
      [
        [
          "backups-restore-file-systems",
          {
            ...common,
            name: "file_systems",
            protectedResourceType: "EFS",
            protectedResourceArns: [fileSystem.arn],
          },
        ],
        [
          "backups-restore-tables",
          {
            ...common,
            name: "tables",
            protectedResourceType: "DynamoDB",
            protectedResourceArns: [table.arn],
          },
        ],
        [
          "backups-restore-volumes",
          { ...common, name: "volumes", protectedResourceType: "EBS", protectedResourceArns: ["*"] },
        ],
      ],
    );
    assert.deepEqual(
      plan.ofType("RolePolicyAttachment").map(({ inputs }) => inputs.policyArn),
      [
        "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
        "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
      ],
    );
  });

  it("are named for the stack where they are tested, at most 50 characters long", () => {
    assert.equal(restoreTestsName("shop.web", "dev-1"), "shop_web_dev_1");
    const long = restoreTestsName("shop-of-the-whole-company-everywhere", "production-in-europe");
    assert.equal(long.length, 50);
    assert.notEqual(long, restoreTestsName("shop-of-the-whole-company-everywhere", "production-in-america"));
  });

  it("are refused with wrong arguments, all at once", async () => {
    await assert.rejects(
      planOfBackups({ resources: [], schedule: "rate(1 day)", timezone: "Berlin", keepDays: 0 }),
      {
        message: [
          'Invalid arguments for Backups "backups":',
          "  - resources is empty: must have a file system, a table or a cluster of the stack's own, or nothing is backed up",
          '  - schedule is "rate(1 day)", but must be cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with ? for one of the days, such as cron(0 3 * * ? *)',
          '  - timezone is "Berlin": must be a time zone of the IANA database, such as Europe/Berlin',
          "  - keepDays is 0: must be a whole number from 1 to 36500",
        ].join("\n"),
      },
    );
  });
});

describe("The backups of a stack", () => {
  const planOfStack = (args: Parameters<typeof backUp>[1]) =>
    planOf(() => {
      const data = {
        shared: new DataFileSystem("shared", { network: dataNetwork }),
        orders: new DataTable("orders"),
        foreign: existingTable("foreign", "arn:aws:dynamodb:us-east-1:111122223333:table/foreign"),
      };
      const deployments = [{ deployed: [], outputs: {}, backedUp: [cluster] }];
      return backUp("backups", args, { data, deployments }, {}).outputs;
    });

  it("are of its own file systems and tables, and of what its platforms keep", async () => {
    const plan = await planOfStack({});
    assert.deepEqual(plan.theOne("backup/selection:Selection").inputs.resources, [
      plan.theOne("efs/fileSystem:FileSystem").outputs.arn,
      plan.theOne("dynamodb/table:Table").outputs.arn,
      cluster.arn,
    ]);
    assert.deepEqual(plan.outputs, { backupVault: plan.theOne("backup/vault:Vault").outputs.name });
  });

  it("are none where it says nothing of them", async () => {
    assert.deepEqual((await planOfStack(undefined)).ofType("backup"), []);
  });
});
