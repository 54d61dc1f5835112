import assert from "node:assert/strict";
import { createData, DataFileSystem, type DataFileSystemArgs } from "../../../components/data";
import { json, planOf } from "../../support/plan";
import { dataNetwork } from "./worker-data";

/** Plans a file system; the stack's outputs are what a service that mounts it gets. */
const planOfFileSystem = (args: Partial<DataFileSystemArgs> = {}, name = "shared") =>
  planOf(() => {
    const fileSystem = new DataFileSystem(name, { network: dataNetwork, ...args });
    const { variables, statements, endpoint, fileSystemId, accessPointId } = fileSystem;
    return { variables, statements, endpoint, fileSystemId, accessPointId };
  });

describe("DataFileSystem", () => {
  it("is encrypted and elastic, and moves what nobody reads", async () => {
    const plan = await planOfFileSystem();
    const fileSystem = plan.theOne("efs/fileSystem:FileSystem");
    assert.deepEqual(
      [fileSystem.name, fileSystem.inputs, fileSystem.protect ?? false],
      [
        "shared-file-system",
        {
          encrypted: true,
          throughputMode: "elastic",
          lifecyclePolicies: [
            { transitionToIa: "AFTER_30_DAYS" },
            { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
          ],
          tags: { Name: "shared" },
        },
        false,
      ],
    );
    assert.deepEqual(plan.theOne("BackupPolicy").inputs, {
      fileSystemId: fileSystem.id,
      backupPolicy: { status: "DISABLED" },
    });
  });

  it("has a mount target in each zone, named for the zone, with a security group without rules", async () => {
    const network = {
      ...dataNetwork,
      dataSubnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      dataSubnetCount: 3,
    };
    const plan = await planOfFileSystem({ network });
    const group = plan.theOne("SecurityGroup");
    assert.deepEqual(group.inputs, {
      vpcId: "vpc-1",
      description: "File system shared: NFS from the services that mount it",
    });
    const fileSystemId = plan.theOne("efs/fileSystem:FileSystem").id;
    assert.deepEqual(
      plan.ofType("MountTarget").map(({ name, inputs }) => [name, inputs]),
      ["a", "b", "c"].map((zone, index) => [
        `shared-mount-target-${index + 1}`,
        { fileSystemId, subnetId: `subnet-${zone}`, securityGroups: [group.id] },
      ]),
    );
  });

  it("sets the user and the directory of whoever mounts it", async () => {
    const plan = await planOfFileSystem();
    assert.deepEqual(plan.theOne("AccessPoint").inputs, {
      fileSystemId: plan.theOne("efs/fileSystem:FileSystem").id,
      posixUser: { uid: 65532, gid: 65532 },
      rootDirectory: {
        path: "/data",
        creationInfo: { ownerUid: 65532, ownerGid: 65532, permissions: "0750" },
      },
      tags: { Name: "shared" },
    });
  });

  it("refuses clients without TLS, past the access point, as root, and without a role that may", async () => {
    const plan = await planOfFileSystem();
    const { arn: Resource } = plan.theOne("efs/fileSystem:FileSystem").outputs;
    const accessPointArn = plan.theOne("AccessPoint").outputs.arn;
    const deny = { Effect: "Deny", Principal: "*", Resource };
    const { policy } = plan.theOne("FileSystemPolicy").inputs;
    assert.deepEqual(json(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          ...deny,
          Sid: "OnlyOverTls",
          Action: "elasticfilesystem:Client*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          ...deny,
          Sid: "OnlyByTheAccessPoint",
          Action: "elasticfilesystem:Client*",
          Condition: { StringNotEquals: { "elasticfilesystem:AccessPointArn": accessPointArn } },
        },
        { ...deny, Sid: "NobodyIsRoot", Action: "elasticfilesystem:ClientRootAccess" },
      ],
    });
    assert.deepEqual(plan.outputs, {
      variables: {},
      statements: [
        {
          Effect: "Allow",
          Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
          Resource: [Resource],
          Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": accessPointArn } },
        },
      ],
      endpoint: {
        name: "shared",
        securityGroupId: plan.theOne("SecurityGroup").id,
        ports: [2049],
        cidrBlocks: ["10.0.0.0/20", "10.0.32.0/20"],
      },
      fileSystemId: plan.theOne("efs/fileSystem:FileSystem").id,
      accessPointId: plan.theOne("AccessPoint").id,
    });
  });

  it("has backups and protection by argument", async () => {
    const plan = await planOfFileSystem({ backups: true, protect: true });
    assert.deepEqual(plan.theOne("BackupPolicy").inputs.backupPolicy, { status: "ENABLED" });
    const kept = plan.resources.filter(({ protect }) => protect).map(({ name }) => name);
    assert.deepEqual(kept.sort(), ["shared-access-point", "shared-file-system"]);
  });

  it("refuses a name that data can't have", async () => {
    await assert.rejects(planOfFileSystem({}, "Shared"), {
      message:
        'Invalid arguments for DataFileSystem "Shared":\n' +
        '  - name is "Shared": must be 1 to 48 lowercase letters, digits and hyphens, a letter first',
    });
  });

  it("is looked up by its access point where it exists, and nothing is created", async () => {
    const existing = "arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-0123456789abcdef0";
    const plan = await planOf(() => {
      const { shared } = createData(
        { shared: { type: "filesystem", existing } },
        { network: () => dataNetwork },
        {},
      );
      return { ...shared };
    });
    assert.deepEqual(
      plan.resources.filter(({ type }) => type.startsWith("aws:")),
      [],
    );
    const { statements, accessPointId, fileSystemId, endpoint } = plan.outputs;
    assert.deepEqual(
      [accessPointId, endpoint, statements],
      [
        "fsap-0123456789abcdef0",
        undefined,
        [
          {
            Effect: "Allow",
            Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
            Resource: [`arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/${fileSystemId}`],
            Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": existing } },
          },
        ],
      ],
    );
  });
});
