import assert from "node:assert/strict";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { bucketVolume } from "../data/a-bucket-volume";
import { fileSystem } from "../data/a-file-system";
import { lustre } from "../data/a-lustre";
import { description, network } from "./a-service";

function planOfVolumes(
  service: (shared: ReturnType<typeof fileSystem>) => Partial<ServiceDescription>,
): Promise<RecordedPlan> {
  return planOf(() => {
    const cluster = new EcsCluster("ecs");
    const loadBalancer = new LoadBalancer("ecs", { network });
    new FargateService("hello", {
      cluster,
      loadBalancer,
      service: { ...description, ...service(fileSystem()) },
    });
  });
}

describe("FargateService: volumes", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfVolumes((shared) => ({ volumes: { "/data": shared, "/cache": shared } }));
  });

  it("are mounted over TLS with the task role, by the access point, each file system once", () => {
    const { volumes, containerDefinitions } = plan.resource("TaskDefinition", "hello-task").inputs;
    assert.deepEqual(volumes, [
      { name: "tmp" },
      {
        name: "file-system-shared",
        efsVolumeConfiguration: {
          fileSystemId: plan.theOne("efs/fileSystem:FileSystem").id,
          transitEncryption: "ENABLED",
          authorizationConfig: { accessPointId: plan.theOne("AccessPoint").id, iam: "ENABLED" },
        },
      },
    ]);
    const [container] = json(containerDefinitions) as { mountPoints: object[] }[];
    const mountPoint = (sourceVolume: string, containerPath: string) => ({
      sourceVolume,
      containerPath,
      readOnly: false,
    });
    assert.deepEqual(container?.mountPoints, [
      mountPoint("tmp", "/tmp"),
      mountPoint("file-system-shared", "/cache"),
      mountPoint("file-system-shared", "/data"),
    ]);
  });

  it("are allowed to the task role by the access point alone", () => {
    const { policy, role } = plan.resource("RolePolicy", "hello-permissions").inputs;
    assert.equal(role, plan.resource("iam/role:Role", "hello-task").outputs.name);
    assert.deepEqual(json(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
          Resource: [plan.theOne("efs/fileSystem:FileSystem").outputs.arn],
          Condition: {
            StringEquals: { "elasticfilesystem:AccessPointArn": plan.theOne("AccessPoint").outputs.arn },
          },
        },
      ],
    });
  });

  it("are reached on the port of NFS alone, and mounted once every mount target is there", () => {
    const onPort = { ipProtocol: "tcp", fromPort: 2049, toPort: 2049 };
    const group = plan.resource("ec2/securityGroup:SecurityGroup", "hello-service").id;
    const ofFiles = plan.resource("ec2/securityGroup:SecurityGroup", "shared-file-system").id;
    assert.deepEqual(plan.resource("SecurityGroupEgressRule", "hello-to-shared-2049").inputs, {
      securityGroupId: group,
      referencedSecurityGroupId: ofFiles,
      description: "Connections to shared",
      ...onPort,
    });
    assert.deepEqual(plan.resource("SecurityGroupIngressRule", "shared-from-hello-2049").inputs, {
      securityGroupId: ofFiles,
      referencedSecurityGroupId: group,
      description: "Connections from hello",
      ...onPort,
    });
    const dependencies = plan.dependenciesOf(plan.resource("ecs/service:Service", "hello-service"));
    for (const needed of ["shared-mount-target-1", "shared-mount-target-2", "shared-from-hello-2049"]) {
      assert.ok(dependencies.includes(needed), needed);
    }
  });

  it("are mounted at directories where nothing else is", async () => {
    await assert.rejects(
      planOfVolumes((shared) => ({
        writablePaths: ["/tmp", "/var/cache/web"],
        files: { "/etc/web/config.yaml": "" },
        volumes: {
          "/data": shared,
          "/data/inner": shared,
          "/tmp": shared,
          "/var/cache": shared,
          "/etc/web": shared,
          "/proc/1": shared,
          data: shared,
        },
      })),
      {
        message: [
          'Invalid arguments for FargateService "hello":',
          '  - service.volumes is "/data/inner": must be outside of /data, which is writable already',
          '  - service.volumes is "/tmp": must be outside of /tmp, which is writable already',
          '  - service.volumes is "/var/cache": must be another directory, for /var/cache/web in it is writable already',
          '  - service.volumes is "/etc/web": must be another directory than that of /etc/web/config.yaml',
          '  - service.volumes is "/proc/1": must be outside of /proc, /sys, /dev',
          '  - service.volumes is "data": must be an absolute path such as /var/cache, of letters, digits, dots, underscores and hyphens',
        ].join("\n"),
      },
    );
    await assert.rejects(
      planOfVolumes((shared) => ({
        volumes: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`/data${index}`, shared])),
      })),
      /service\.volumes has 11 directories: must have at most 10/,
    );
  });

  it("of a replica's own are refused, since ECS deletes them with the task", async () => {
    await assert.rejects(
      planOfVolumes(() => ({ volumes: { "/data": { storageGib: 20 } } })),
      /service\.volumes\["\/data"\] is a block volume, which ECS deletes with its task: must be a file system, be ephemeral, or run on EKS/,
    );
  });

  it("of a bucket and of FSx for Lustre are refused", async () => {
    await assert.rejects(
      planOfVolumes(() => ({ volumes: { "/uploads": bucketVolume(), "/scratch": lustre() } })),
      /service\.volumes\["\/uploads"\] is the bucket "uploads", which ECS doesn't mount: must be a file system, or run on EKS\n {2}- service\.volumes\["\/scratch"\] is "scratch", of FSx for Lustre, which ECS doesn't mount: must be of EFS, or run on EKS/,
    );
  });
});
