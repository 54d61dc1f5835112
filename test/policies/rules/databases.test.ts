import { databaseRules } from "../../../policies/rules/databases";
import { resource, testRules } from "../states";

const cluster = (inputs: object) => resource("aws:rds/cluster:Cluster", { ...inputs });
const instance = (inputs: object) => resource("aws:rds/clusterInstance:ClusterInstance", { ...inputs });
const group = (name: string, value: string) =>
  resource("aws:rds/clusterParameterGroup:ClusterParameterGroup", { parameters: [{ name, value }] });
const withGroup = (name: string, value: string) => {
  const parameters = group(name, value);
  const from = { dbClusterParameterGroupName: [parameters] };
  return [parameters, resource("aws:rds/cluster:Cluster", {}, { name: "db", from })];
};

const withoutTls =
  "Connections without TLS are accepted: add an aws.rds.ClusterParameterGroup with rds.force_ssl or " +
  "require_secure_transport.";
const shortBackups =
  "Backups are retained for less than 7 days: set aws-containers:data.<name>.backupDays to 7 or more (backupRetentionPeriod).";
const noLogs = "Logs are not exported: set enabledCloudwatchLogsExports.";

const notMonitored =
  "Enhanced Monitoring is disabled: set aws-containers:data.<name>.monitoringSeconds to 60 or less (monitoringInterval).";

testRules("databases", databaseRules, {
  "rds-encryption": {
    passes: [[cluster({ storageEncrypted: true })]],
    fails: [
      [[cluster({})], "Storage and snapshots are not encrypted: set storageEncrypted: true."],
      [
        [cluster({ storageEncrypted: false })],
        "Storage and snapshots are not encrypted: set storageEncrypted: true.",
      ],
    ],
  },
  "rds-public-access": {
    passes: [[instance({ publiclyAccessible: false })], [instance({})]],
    fails: [
      [
        [instance({ publiclyAccessible: true })],
        "The instance can be reached from the internet: set publiclyAccessible: false.",
      ],
    ],
  },
  "rds-password": {
    passes: [[cluster({ manageMasterUserPassword: true })]],
    fails: [
      [
        [cluster({ manageMasterUserPassword: false })],
        "The password is in the state: set manageMasterUserPassword: true in place of masterPassword.",
      ],
    ],
  },
  "rds-tls": {
    passes: [
      withGroup("rds.force_ssl", "1"),
      withGroup("require_secure_transport", "ON"),
      withGroup("require_secure_transport", "on"),
    ],
    fails: [
      [withGroup("rds.force_ssl", "0"), withoutTls],
      [withGroup("toString", "1"), withoutTls],
      [[cluster({})], withoutTls],
    ],
  },
  "rds-iam-authentication": {
    passes: [[cluster({ iamDatabaseAuthenticationEnabled: true })]],
    fails: [[[cluster({})], "IAM authentication is disabled: set iamDatabaseAuthenticationEnabled: true."]],
  },
  "rds-logs": {
    passes: [[cluster({ enabledCloudwatchLogsExports: ["postgresql"] })]],
    fails: [
      [[cluster({})], noLogs],
      [[cluster({ enabledCloudwatchLogsExports: [] })], noLogs],
    ],
  },
  "rds-minor-upgrades": {
    passes: [[instance({})], [instance({ autoMinorVersionUpgrade: true })]],
    fails: [
      [
        [instance({ autoMinorVersionUpgrade: false })],
        "Automatic minor version upgrades are disabled: set autoMinorVersionUpgrade: true.",
      ],
    ],
  },
  "rds-backups": {
    passes: [[cluster({ backupRetentionPeriod: 7 })]],
    fails: [
      [[cluster({})], shortBackups],
      [[cluster({ backupRetentionPeriod: 6 })], shortBackups],
    ],
  },
  "rds-enhanced-monitoring": {
    passes: [[instance({ monitoringInterval: 60 })]],
    fails: [
      [[instance({})], notMonitored],
      [[instance({ monitoringInterval: 0 })], notMonitored],
    ],
  },
  "rds-key": {
    passes: [[cluster({ kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/1" })]],
    fails: [
      [
        [cluster({})],
        "Data is encrypted with an AWS managed key: set aws-containers:data.<name>.ownKey: true for a new database (kmsKeyId).",
      ],
    ],
  },
  "rds-deletion-protection": {
    passes: [[cluster({ deletionProtection: true })]],
    fails: [
      [
        [cluster({})],
        "Deletion protection is off: set aws-containers:protection: true (deletionProtection: true).",
      ],
    ],
  },
  "rds-final-snapshot": {
    passes: [[cluster({ skipFinalSnapshot: false })], [cluster({})]],
    fails: [
      [
        [cluster({ skipFinalSnapshot: true })],
        "No final snapshot is taken before deletion: set aws-containers:data.<name>.finalSnapshot: true (skipFinalSnapshot: false).",
      ],
    ],
  },
});
