import { storageRules } from "../../../policies/rules/storage";
import { resource, testRules } from "../states";

const fileSystem = resource("aws:efs/fileSystem:FileSystem", {});
const encrypted = resource("aws:efs/fileSystem:FileSystem", { encrypted: true });
const other = resource("aws:efs/fileSystem:FileSystem", {}, { name: "other" });
const backups = (status: string) =>
  resource(
    "aws:efs/backupPolicy:BackupPolicy",
    { fileSystemId: "it", backupPolicy: { status } },
    { from: { fileSystemId: [fileSystem] } },
  );
const selection = resource(
  "aws:backup/selection:Selection",
  { resources: ["it"] },
  { from: { resources: [fileSystem] } },
);
const plan = (...days: (number | undefined)[]) =>
  resource("aws:backup/plan:Plan", {
    rules: days.map((deleteAfter) => (deleteAfter === undefined ? {} : { lifecycle: { deleteAfter } })),
  });
const forgotten =
  "Backups are retained for less than 35 days: set aws-containers:backups.keepDays to 35 or more (lifecycle.deleteAfter).";
const accessPoint = (inputs: object) => resource("aws:efs/accessPoint:AccessPoint", { ...inputs });
const cache = (inputs: object) => resource("aws:elasticache/serverlessCache:ServerlessCache", { ...inputs });

const storageClass = (provisioner: string, parameters: object) =>
  resource("kubernetes:storage.k8s.io/v1:StorageClass", { provisioner, parameters });

const plainVolumes =
  'Volumes are not encrypted, which can\'t be enabled later: set parameters.encrypted: "true".';
const plain = "Files are not encrypted, which can't be enabled later: set encrypted: true.";
const lost =
  "Automatic backups are disabled: set aws-containers:data.<name>.backups: true (an aws.efs.BackupPolicy with status ENABLED), or aws-containers:backups.";
const whole =
  "Clients have access to the whole file system: set rootDirectory.path to another directory than /.";
const anyone = "Clients choose their own POSIX user: set posixUser.";
const gone =
  "The cache has no automatic snapshots: set aws-containers:data.<name>.snapshotDays to at least 1 (snapshotRetentionLimit).";

testRules("storage", storageRules, {
  "efs-encryption": { passes: [[encrypted]], fails: [[[fileSystem], plain]] },
  "storage-class-encryption": {
    passes: [
      [storageClass("ebs.csi.eks.amazonaws.com", { encrypted: "true" })],
      [storageClass("efs.csi.aws.com", {})],
    ],
    fails: [
      [[storageClass("ebs.csi.eks.amazonaws.com", {})], plainVolumes],
      [[storageClass("ebs.csi.aws.com", { encrypted: "false" })], plainVolumes],
    ],
  },
  "efs-backups": {
    passes: [
      [fileSystem, backups("ENABLED")],
      [fileSystem, backups("DISABLED"), selection],
    ],
    fails: [
      [[fileSystem], lost],
      [[fileSystem, backups("DISABLED")], lost],
      [[fileSystem, other, backups("ENABLED")], lost],
      [[other, selection], lost],
    ],
  },
  "backup-retention": {
    passes: [[plan(35)], [plan(undefined)]],
    fails: [[[plan(35, 34)], forgotten]],
  },
  "efs-access-point-directory": {
    passes: [[accessPoint({ rootDirectory: { path: "/data" } })]],
    fails: [
      [[accessPoint({})], whole],
      [[accessPoint({ rootDirectory: { path: "/" } })], whole],
    ],
  },
  "efs-access-point-user": {
    passes: [[accessPoint({ posixUser: { uid: 1, gid: 1 } })]],
    fails: [[[accessPoint({})], anyone]],
  },
  "elasticache-snapshots": {
    passes: [[cache({ snapshotRetentionLimit: 1 })]],
    fails: [
      [[cache({})], gone],
      [[cache({ snapshotRetentionLimit: 0 })], gone],
    ],
  },
});
