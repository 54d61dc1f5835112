import type { Resource } from "../resource";
import { always, onlyInProd, type Rule, securityHub } from "../rule";
import { at, blocks, differs, hasUnknown, isMissing, items, number, unknown } from "../values";

const cluster = ["aws:rds/cluster:Cluster"];

/** The parameters by which an engine refuses connections without TLS, and the values that do. */
const tlsParameters: Readonly<Record<string, readonly string[]>> = {
  "rds.force_ssl": ["1"],
  require_secure_transport: ["1", "ON"],
};

/** Rules for databases of RDS. */
export const databaseRules: Rule[] = [
  {
    id: "rds-encryption",
    title: "Databases are encrypted",
    controls: ["RDS.27"],
    url: securityHub("RDS.27"),
    severity: "high",
    enforcement: always,
    types: cluster,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "storageEncrypted", true)
        ? ["Storage and snapshots are not encrypted: set storageEncrypted: true."]
        : [],
  },
  {
    id: "rds-public-access",
    title: "Databases are not publicly accessible",
    controls: ["RDS.2"],
    url: securityHub("RDS.2"),
    severity: "critical",
    enforcement: always,
    types: ["aws:rds/clusterInstance:ClusterInstance"],
    needs: "resource",
    check: ({ inputs }) =>
      at(inputs, "publiclyAccessible") === true
        ? ["The instance can be reached from the internet: set publiclyAccessible: false."]
        : [],
  },
  {
    id: "rds-password",
    title: "RDS manages the passwords of databases",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html",
    severity: "high",
    enforcement: always,
    types: cluster,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "manageMasterUserPassword", true)
        ? ["The password is in the state: set manageMasterUserPassword: true in place of masterPassword."]
        : [],
  },
  {
    id: "rds-tls",
    title: "Databases require TLS",
    controls: ["RDS.38", "RDS.39"],
    url: securityHub("RDS.38"),
    severity: "medium",
    enforcement: always,
    types: cluster,
    needs: "stack",
    check: (resource, stack) =>
      stack
        .ofType("aws:rds/clusterParameterGroup:ClusterParameterGroup")
        .some((group) => stack.refers(resource, "dbClusterParameterGroupName", group) && requiresTls(group))
        ? []
        : [
            "Connections without TLS are accepted: add an aws.rds.ClusterParameterGroup with rds.force_ssl or " +
              "require_secure_transport.",
          ],
  },
  {
    id: "rds-iam-authentication",
    title: "IAM authentication of databases is enabled",
    controls: ["RDS.12"],
    url: securityHub("RDS.12"),
    severity: "medium",
    enforcement: always,
    types: cluster,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "iamDatabaseAuthenticationEnabled", true)
        ? ["IAM authentication is disabled: set iamDatabaseAuthenticationEnabled: true."]
        : [],
  },
  {
    id: "rds-logs",
    title: "Databases export their logs to CloudWatch Logs",
    controls: ["RDS.34", "RDS.37"],
    url: securityHub("RDS.37"),
    severity: "medium",
    enforcement: always,
    types: cluster,
    needs: "resource",
    check: ({ inputs }) => {
      const logs = at(inputs, "enabledCloudwatchLogsExports");
      return logs !== unknown && items(logs).length === 0
        ? ["Logs are not exported: set enabledCloudwatchLogsExports."]
        : [];
    },
  },
  {
    id: "rds-minor-upgrades",
    title: "Automatic minor version upgrades are enabled",
    controls: ["RDS.13"],
    url: securityHub("RDS.13"),
    severity: "high",
    enforcement: always,
    types: ["aws:rds/clusterInstance:ClusterInstance"],
    needs: "resource",
    check: ({ inputs }) =>
      at(inputs, "autoMinorVersionUpgrade") === false
        ? ["Automatic minor version upgrades are disabled: set autoMinorVersionUpgrade: true."]
        : [],
  },
  {
    id: "rds-backups",
    title: "Databases are backed up for at least 7 days",
    controls: ["RDS.50"],
    url: securityHub("RDS.50"),
    severity: "medium",
    enforcement: onlyInProd,
    types: cluster,
    needs: "resource",
    check: ({ inputs }) => {
      const days = at(inputs, "backupRetentionPeriod");
      return days !== unknown && (number(days) ?? 1) < 7
        ? [
            "Backups are retained for less than 7 days: set aws-containers:data.<name>.backupDays to 7 or more (backupRetentionPeriod).",
          ]
        : [];
    },
  },
  {
    id: "rds-enhanced-monitoring",
    title: "Enhanced Monitoring of database instances is on",
    controls: ["RDS.6"],
    url: securityHub("RDS.6"),
    severity: "low",
    enforcement: onlyInProd,
    types: ["aws:rds/clusterInstance:ClusterInstance"],
    needs: "resource",
    check: ({ inputs }) => {
      const seconds = at(inputs, "monitoringInterval");
      return seconds !== unknown && (number(seconds) ?? 0) === 0
        ? [
            "Enhanced Monitoring is disabled: set aws-containers:data.<name>.monitoringSeconds to 60 or less (monitoringInterval).",
          ]
        : [];
    },
  },
  {
    id: "rds-key",
    title: "Databases are encrypted with a customer managed key",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
    severity: "medium",
    enforcement: onlyInProd,
    types: cluster,
    needs: "resource",
    check: ({ inputs }) =>
      isMissing(inputs, "kmsKeyId")
        ? [
            "Data is encrypted with an AWS managed key: set aws-containers:data.<name>.ownKey: true for a new database (kmsKeyId).",
          ]
        : [],
  },
  {
    id: "rds-deletion-protection",
    title: "Deletion protection of databases is on",
    controls: ["RDS.7"],
    url: securityHub("RDS.7"),
    severity: "medium",
    // The setting `protection` decides, so that a prod stack can be taken down.
    enforcement: { dev: "off", prod: "advisory" },
    types: cluster,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "deletionProtection", true)
        ? ["Deletion protection is off: set aws-containers:protection: true (deletionProtection: true)."]
        : [],
  },
  {
    id: "rds-final-snapshot",
    title: "Databases have a final snapshot",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html",
    severity: "medium",
    enforcement: onlyInProd,
    types: cluster,
    needs: "resource",
    check: ({ inputs }) =>
      at(inputs, "skipFinalSnapshot") === true
        ? [
            "No final snapshot is taken before deletion: set aws-containers:data.<name>.finalSnapshot: true (skipFinalSnapshot: false).",
          ]
        : [],
  },
];

function requiresTls({ inputs }: Resource): boolean {
  const parameters = at(inputs, "parameters");
  if (hasUnknown(parameters)) return true;
  return blocks(parameters).some(({ name, value }) =>
    Object.hasOwn(tlsParameters, String(name))
      ? (tlsParameters[String(name)] ?? []).includes(String(value).toUpperCase())
      : false,
  );
}
