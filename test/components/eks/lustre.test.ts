import assert from "node:assert/strict";
import { sharedVolumesOf } from "../../../components/bucket-volume";
import { createData, ExistingLustre } from "../../../components/data";
import { EksCluster, EksLoadBalancer, nodesForJob, Workload } from "../../../components/eks";
import { parseLustreSource } from "../../../facts/lustre";
import { planOf, type RecordedPlan } from "../../support/plan";
import { dataNetwork } from "../data/worker-data";
import { described, network } from "./described";

const existing = "fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh/shop";
const securityGroupId = "sg-0fedcba9876543210";

function planOfScratch(): Promise<RecordedPlan> {
  return planOf(() => {
    const data = createData(
      { scratch: { type: "lustre", existing, securityGroupId }, shared: { type: "filesystem" } },
      { network: () => dataNetwork },
      {},
    );
    const volumes = sharedVolumesOf({ "/scratch": "scratch" }, data);
    const services = {
      hello: described({ volumes }),
      web: described({
        volumes: sharedVolumesOf({ "/data": "shared" }, data),
        routes: [{ path: "/web", priority: 101 }],
      }),
    };
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: [...Object.values(services), nodesForJob({ image: services.hello.image, volumes })],
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services });
    for (const [name, service] of Object.entries(services)) {
      new Workload(name, { cluster, loadBalancer, service });
    }
  });
}

describe("Workload: file systems of FSx for Lustre", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfScratch();
  });

  it("are a volume of what exists and a claim, by the driver of the add-on, which needs no role", () => {
    const { inputs, outputs } = plan.resource("core/v1:PersistentVolume", "eks-scratch");
    assert.deepEqual(inputs.spec, {
      accessModes: ["ReadWriteMany"],
      storageClassName: "",
      volumeMode: "Filesystem",
      capacity: { storage: "1Gi" },
      persistentVolumeReclaimPolicy: "Retain",
      mountOptions: ["flock"],
      csi: {
        driver: "fsx.csi.aws.com",
        volumeHandle: "fs-0123456789abcdef0::abcdefgh/shop",
        volumeAttributes: {
          dnsname: "fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com",
          mountname: "abcdefgh/shop",
        },
      },
    });
    const claim = plan.resource("PersistentVolumeClaim", "eks-scratch").inputs;
    assert.equal(
      (claim.spec as { volumeName: string }).volumeName,
      (outputs.metadata as { name: string }).name,
    );
    assert.deepEqual(plan.resource("eks/addon:Addon", "eks-lustre").inputs, {
      clusterName: "shop",
      addonName: "aws-fsx-csi-driver",
      addonVersion: "v1.9.0-eksbuild.1",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    });
    assert.deepEqual(
      plan.ofType("PodIdentityAssociation").map(({ inputs: { serviceAccount } }) => serviceAccount),
      ["efs-csi-node-sa"],
    );
  });

  it("let nodes and servers connect to each other, by the ports of Lustre alone", () => {
    const rules = plan
      .ofType("SecurityGroupIngressRule")
      .filter(({ name }) => name.includes("scratch"))
      .map(({ name, inputs }) => [
        name,
        inputs.securityGroupId === securityGroupId ? "servers" : "nodes",
        inputs.referencedSecurityGroupId === securityGroupId ? "servers" : "nodes",
        `${inputs.ipProtocol} ${inputs.fromPort}-${inputs.toPort}`,
        inputs.description,
      ]);
    assert.deepEqual(rules.sort(), [
      ["eks-nodes-from-scratch-1018", "nodes", "servers", "tcp 1018-1023", "Lustre from servers of scratch"],
      ["eks-nodes-from-scratch-988", "nodes", "servers", "tcp 988-988", "Lustre from servers of scratch"],
      ["scratch-from-eks-nodes-1018", "servers", "nodes", "tcp 1018-1023", "Lustre from nodes of eks"],
      ["scratch-from-eks-nodes-988", "servers", "nodes", "tcp 988-988", "Lustre from nodes of eks"],
    ]);
  });

  it("are mounted by the pods of a service that says so, once driver and rules are there", () => {
    const deployment = plan.resource("hello-deployment");
    const { spec } = (
      deployment.inputs.spec as {
        template: { spec: { volumes: object[]; containers: { volumeMounts: object[] }[] } };
      }
    ).template;
    const { name: claimName } = plan.resource("PersistentVolumeClaim", "eks-scratch").outputs.metadata as {
      name: string;
    };
    assert.deepEqual(spec.volumes.at(-1), {
      name: "file-system-scratch",
      persistentVolumeClaim: { claimName },
    });
    assert.deepEqual(spec.containers[0]?.volumeMounts.at(-1), {
      name: "file-system-scratch",
      mountPath: "/scratch",
    });
    const dependencies = plan.dependenciesOf(deployment);
    for (const needed of ["eks-lustre", "scratch-from-eks-nodes-988", "eks-nodes-from-scratch-1018"]) {
      assert.ok(dependencies.includes(needed), needed);
    }
  });
});

describe("ExistingLustre", () => {
  it("is what a client mounts: all of a file system, or a directory of it", () => {
    assert.deepEqual(parseLustreSource(existing), {
      dnsName: "fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com",
      fileSystemId: "fs-0123456789abcdef0",
      region: "us-east-1",
      mountName: "abcdefgh/shop",
    });
    const chinese = "fs-0123456789abcdef0.fsx.cn-north-1.amazonaws.com.cn@tcp:/fsx";
    assert.equal(parseLustreSource(chinese)?.mountName, "fsx");
    for (const wrong of [
      "fs-0123456789abcdef0",
      existing.replace("/abcdefgh/shop", ""),
      `${existing}/../other`,
      `${existing}/`,
      `${existing}/${"a/".repeat(50_000)}`,
      existing.replace("@tcp", ""),
    ]) {
      assert.equal(parseLustreSource(wrong), undefined, wrong.slice(0, 100));
    }
  });

  it("is refused where its clients couldn't mount it", async () => {
    await assert.rejects(
      planOf(() => {
        new ExistingLustre("scratch", { existing: "fs-0123456789abcdef0", securityGroupId });
      }),
      {
        message: [
          'Invalid arguments for ExistingLustre "scratch":',
          '  - existing is "fs-0123456789abcdef0": must be what mount -t lustre takes, such as fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh/shop',
        ].join("\n"),
      },
    );
  });
});
