import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { containerUser } from "../../facts/container-user";
import { nfsPort } from "../../facts/file-systems";
import type { BackedUp } from "../backed-up";
import type { DataSource } from "../data-source";
import type { EfsFileSystem } from "../file-system";
import { assertValidArguments } from "../invalid-arguments";
import { denyWithoutTls } from "../over-tls";
import type { DataFileSystemArgs } from "./data-file-system-arguments";
import { validateDataName } from "./data-name";

/** What a client does with files as the access point's user, who isn't root. */
const clientActions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];

/**
 * An EFS file system that containers share: encrypted, with elastic throughput, a mount target in each zone, and one access
 * point, by which every file belongs to the containers' user and nothing above its directory can be seen. Its policy refuses
 * clients without TLS, without IAM or past the access point. Files that aren't read for 30 days move to Infrequent Access, and
 * back with the first access.
 *
 * Costs nothing at rest but its files, in us-east-1: $0.30 per GB-month, $0.016 in Infrequent Access; $0.03 per GB read, $0.06
 * per GB written.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class DataFileSystem extends pulumi.ComponentResource implements EfsFileSystem {
  /** Name of the data. */
  public readonly name: string;
  /** The file system. */
  public readonly fileSystem: aws.efs.FileSystem;
  /** Its id. */
  public readonly fileSystemId: pulumi.Output<string>;
  /** The mount targets' security group, without rules. */
  public readonly securityGroup: aws.ec2.SecurityGroup;
  /** One in each zone; whoever mounts it depends on them. */
  public readonly mountTargets: aws.efs.MountTarget[];
  /** Sets the user and the directory of whoever mounts it. */
  public readonly accessPoint: aws.efs.AccessPoint;
  /** Its id. */
  public readonly accessPointId: pulumi.Output<string>;
  /** None. */
  public readonly variables: DataSource["variables"] = {};
  /** Mounts it and writes to it, by the access point alone. */
  public readonly statements: DataSource["statements"];
  /** The file system. */
  public readonly backedUp: BackedUp;
  /** Where it is mounted from. */
  public readonly endpoint: NonNullable<DataSource["endpoint"]>;

  constructor(name: string, args: DataFileSystemArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("DataFileSystem", name, validateDataName(name));
    super("aws-containers:data:DataFileSystem", name, {}, opts);

    const { network, backups = false, protect = false } = args;
    this.name = name;
    this.fileSystem = this.createFileSystem(name, protect);
    this.fileSystemId = this.fileSystem.id;
    this.securityGroup = new aws.ec2.SecurityGroup(
      `${name}-file-system`,
      { vpcId: network.vpcId, description: `File system ${name}: NFS from the services that mount it` },
      { parent: this },
    );
    this.mountTargets = this.createMountTargets(name, network);
    this.accessPoint = this.createAccessPoint(name, protect);
    this.accessPointId = this.accessPoint.id;
    this.createPolicy(name);
    this.createBackupPolicy(name, backups);
    this.statements = mountStatements(this.fileSystem.arn, this.accessPoint.arn);
    this.backedUp = { type: "EFS", arn: this.fileSystem.arn };
    this.endpoint = {
      name,
      securityGroupId: this.securityGroup.id,
      ports: [nfsPort],
      cidrBlocks: network.dataCidrBlocks,
    };

    this.registerOutputs({ fileSystem: this.fileSystem.id, accessPoint: this.accessPoint.id });
  }

  private createFileSystem(name: string, protect: boolean): aws.efs.FileSystem {
    return new aws.efs.FileSystem(
      `${name}-file-system`,
      {
        encrypted: true,
        throughputMode: "elastic",
        lifecyclePolicies: [
          { transitionToIa: "AFTER_30_DAYS" },
          { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
        ],
        // EFS has no names: people find it in the console by this tag.
        tags: { Name: name },
      },
      { parent: this, protect },
    );
  }

  /**
   * Named for the zone's number: a further zone gets one, and the others stay. EFS refuses a second one in a zone, hence one for
   * another subnet is created only after the deletion of the former.
   */
  private createMountTargets(name: string, network: DataFileSystemArgs["network"]): aws.efs.MountTarget[] {
    const subnetIds = pulumi.output(network.dataSubnetIds);
    return Array.from(
      { length: network.dataSubnetCount },
      (_, zone) =>
        new aws.efs.MountTarget(
          `${name}-mount-target-${zone + 1}`,
          {
            fileSystemId: this.fileSystem.id,
            subnetId: subnetIds.apply((ids) => ids[zone] ?? ""),
            securityGroups: [this.securityGroup.id],
          },
          { parent: this, deleteBeforeReplace: true },
        ),
    );
  }

  private createAccessPoint(name: string, protect: boolean): aws.efs.AccessPoint {
    const owner = { ownerUid: containerUser, ownerGid: containerUser };
    return new aws.efs.AccessPoint(
      `${name}-access-point`,
      {
        fileSystemId: this.fileSystem.id,
        posixUser: { uid: containerUser, gid: containerUser },
        rootDirectory: { path: "/data", creationInfo: { ...owner, permissions: "0750" } },
        tags: { Name: name },
      },
      { parent: this, protect },
    );
  }

  /**
   * Without a policy EFS lets every client in that reaches a mount target, without IAM. This one allows nothing, so that a client
   * needs a role which may; it limits roles that may do more elsewhere.
   *
   * @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
   */
  private createPolicy(name: string): aws.efs.FileSystemPolicy {
    const { arn } = this.fileSystem;
    const policy: aws.iam.PolicyDocument = {
      Version: "2012-10-17",
      Statement: [
        denyWithoutTls("elasticfilesystem:Client*", arn),
        {
          Sid: "OnlyByTheAccessPoint",
          Effect: "Deny",
          Principal: "*",
          Action: "elasticfilesystem:Client*",
          Resource: arn,
          Condition: { StringNotEquals: { "elasticfilesystem:AccessPointArn": this.accessPoint.arn } },
        },
        {
          Sid: "NobodyIsRoot",
          Effect: "Deny",
          Principal: "*",
          Action: "elasticfilesystem:ClientRootAccess",
          Resource: arn,
        },
      ],
    };
    return new aws.efs.FileSystemPolicy(
      `${name}-file-system`,
      { fileSystemId: this.fileSystem.id, policy: pulumi.jsonStringify(policy) },
      { parent: this },
    );
  }

  /** Without backups too: EFS would keep those that were turned on in the console. */
  private createBackupPolicy(name: string, backups: boolean): aws.efs.BackupPolicy {
    return new aws.efs.BackupPolicy(
      `${name}-file-system`,
      { fileSystemId: this.fileSystem.id, backupPolicy: { status: backups ? "ENABLED" : "DISABLED" } },
      { parent: this },
    );
  }
}

/**
 * An EFS file system which exists, by its access point. Its mount targets and their security groups belong to its owner, who
 * lets services in; tasks on ECS open the connection by `egress`.
 */
export class ExistingFileSystem extends pulumi.ComponentResource implements EfsFileSystem {
  /** Name of the data. */
  public readonly name: string;
  /** Id of the file system, which is looked up. */
  public readonly fileSystemId: pulumi.Output<string>;
  /** Id of the access point. */
  public readonly accessPointId: pulumi.Output<string>;
  /** None of the program's. */
  public readonly mountTargets = [];
  /** None. */
  public readonly variables: DataSource["variables"] = {};
  /** Mounts it and writes to it, by the access point alone. */
  public readonly statements: DataSource["statements"];

  /** @param arn ARN of the access point, in the account and region of the provider. */
  constructor(name: string, arn: string, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:data:ExistingFileSystem", name, {}, opts);

    this.name = name;
    const [prefix, accessPointId = ""] = arn.split("access-point/");
    const { fileSystemId } = aws.efs.getAccessPointOutput({ accessPointId }, { parent: this });
    this.accessPointId = pulumi.output(accessPointId);
    this.fileSystemId = fileSystemId;
    this.statements = mountStatements(pulumi.interpolate`${prefix}file-system/${fileSystemId}`, arn);

    this.registerOutputs({ fileSystem: fileSystemId, accessPoint: accessPointId });
  }
}

function mountStatements(
  fileSystemArn: pulumi.Input<string>,
  accessPointArn: pulumi.Input<string>,
): aws.iam.PolicyStatement[] {
  return [
    {
      Effect: "Allow",
      Action: clientActions,
      Resource: [fileSystemArn],
      Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": accessPointArn } },
    },
  ];
}
