import { always, onlyInProd, type Rule, securityHub } from "../rule";
import { at, differs, isMissing, items } from "../values";

const fileSystem = ["aws:efs/fileSystem:FileSystem"];
const accessPoint = ["aws:efs/accessPoint:AccessPoint"];

/** Rules for file systems and caches. */
export const storageRules: Rule[] = [
  {
    id: "efs-encryption",
    title: "File systems are encrypted",
    controls: ["EFS.1", "EFS.8"],
    url: securityHub("EFS.8"),
    severity: "medium",
    enforcement: always,
    types: fileSystem,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "encrypted", true)
        ? ["Files are not encrypted, which can't be enabled later: set encrypted: true."]
        : [],
  },
  {
    id: "storage-class-encryption",
    title: "EBS volumes are encrypted",
    controls: ["EC2.3"],
    url: securityHub("EC2.3"),
    severity: "medium",
    enforcement: always,
    types: ["kubernetes:storage.k8s.io/v1:StorageClass"],
    needs: "resource",
    check: ({ inputs }) =>
      isEbs(inputs.provisioner) && differs(inputs, "parameters.encrypted", "true")
        ? ['Volumes are not encrypted, which can\'t be enabled later: set parameters.encrypted: "true".']
        : [],
  },
  {
    id: "efs-backups",
    title: "File systems have automatic backups, or are in a backup plan",
    controls: ["EFS.2", "EFS.7"],
    url: securityHub("EFS.7"),
    severity: "medium",
    enforcement: onlyInProd,
    types: fileSystem,
    needs: "stack",
    check: (resource, stack) =>
      stack
        .ofType("aws:efs/backupPolicy:BackupPolicy")
        .some(
          (policy) =>
            stack.refers(policy, "fileSystemId", resource) &&
            !differs(policy.inputs, "backupPolicy.status", "ENABLED"),
        ) ||
      stack
        .ofType("aws:backup/selection:Selection")
        .some((selection) => stack.refers(selection, "resources", resource))
        ? []
        : [
            "Automatic backups are disabled: set aws-containers:data.<name>.backups: true (an aws.efs.BackupPolicy with status ENABLED), or aws-containers:backups.",
          ],
  },
  {
    id: "backup-retention",
    title: "Backups are retained for at least 35 days",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/config/latest/developerguide/backup-plan-min-frequency-and-min-retention-check.html",
    severity: "medium",
    enforcement: onlyInProd,
    types: ["aws:backup/plan:Plan"],
    needs: "resource",
    check: ({ inputs }) =>
      items(at(inputs, "rules")).some((rule) => Number(at(rule, "lifecycle.deleteAfter") ?? 35) < 35)
        ? [
            "Backups are retained for less than 35 days: set aws-containers:backups.keepDays to 35 or more (lifecycle.deleteAfter).",
          ]
        : [],
  },
  {
    id: "efs-access-point-directory",
    title: "Access points enforce a root directory",
    controls: ["EFS.3"],
    url: securityHub("EFS.3"),
    severity: "medium",
    enforcement: always,
    types: accessPoint,
    needs: "resource",
    check: ({ inputs }) =>
      isMissing(inputs, "rootDirectory.path") || at(inputs, "rootDirectory.path") === "/"
        ? [
            "Clients have access to the whole file system: set rootDirectory.path to another directory than /.",
          ]
        : [],
  },
  {
    id: "efs-access-point-user",
    title: "Access points enforce a user",
    controls: ["EFS.4"],
    url: securityHub("EFS.4"),
    severity: "medium",
    enforcement: always,
    types: accessPoint,
    needs: "resource",
    check: ({ inputs }) =>
      isMissing(inputs, "posixUser") ? ["Clients choose their own POSIX user: set posixUser."] : [],
  },
  {
    id: "elasticache-snapshots",
    title: "Caches have automatic snapshots",
    controls: ["ElastiCache.1"],
    url: securityHub("ElastiCache.1"),
    severity: "high",
    enforcement: onlyInProd,
    types: ["aws:elasticache/serverlessCache:ServerlessCache"],
    needs: "resource",
    check: ({ inputs }) =>
      isMissing(inputs, "snapshotRetentionLimit") || at(inputs, "snapshotRetentionLimit") === 0
        ? [
            "The cache has no automatic snapshots: set aws-containers:data.<name>.snapshotDays to at least 1 (snapshotRetentionLimit).",
          ]
        : [],
  },
];

/** Auto Mode's provisioner, and that of the add-on. */
function isEbs(provisioner: unknown): boolean {
  return provisioner === "ebs.csi.eks.amazonaws.com" || provisioner === "ebs.csi.aws.com";
}
