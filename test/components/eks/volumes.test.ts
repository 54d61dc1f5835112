import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { FileSystemSource } from "../../../components/file-system";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { fileSystem } from "../data/a-file-system";
import { described, network } from "./described";

type Volumes = Record<string, FileSystemSource>;

function planOfWorkloads(
  mounted: () => Record<string, Volumes>,
  { ofCluster, ...changes }: Partial<ServiceDescription> & { ofCluster?: Volumes } = {},
): Promise<RecordedPlan> {
  return planOf(() => {
    const services = Object.fromEntries(
      Object.entries(mounted()).map(([name, volumes], index) => [
        name,
        described({ volumes, routes: [{ path: "/*", priority: 100 + index }], ...changes }),
      ]),
    );
    const known = Object.values(services).map((service) => ({
      ...service,
      ...(ofCluster && { volumes: ofCluster }),
    }));
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: known,
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services });
    for (const [name, service] of Object.entries(services)) {
      new Workload(name, { cluster, loadBalancer, service });
    }
  });
}

interface Pod {
  containers: { volumeMounts: object[] }[];
  volumes: object[];
}

function podOf(plan: RecordedPlan, name: string): Pod {
  return (plan.resource(`${name}-deployment`).inputs.spec as { template: { spec: Pod } }).template.spec;
}

describe("Workload: volumes", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorkloads(() => {
      const shared = fileSystem();
      return { hello: { "/data": shared, "/cache": shared }, orders: { "/data": shared }, web: {} };
    });
  });

  it("are a volume and a claim for each file system, mounted over TLS with IAM by its access point", () => {
    const volume = plan.theOne("core/v1:PersistentVolume");
    const ids = [plan.theOne("efs/fileSystem:FileSystem").id, plan.theOne("AccessPoint").id];
    const common = { accessModes: ["ReadWriteMany"], storageClassName: "", volumeMode: "Filesystem" };
    assert.deepEqual(volume.inputs.spec, {
      ...common,
      capacity: { storage: "1Gi" },
      persistentVolumeReclaimPolicy: "Retain",
      mountOptions: ["iam"],
      csi: {
        driver: "efs.csi.aws.com",
        volumeHandle: ids.join("::"),
        volumeAttributes: { encryptInTransit: "true" },
      },
    });
    const claim = plan.theOne("PersistentVolumeClaim");
    const volumeName = (volume.outputs.metadata as { name: string }).name;
    assert.deepEqual(claim.inputs.spec, {
      ...common,
      resources: { requests: { storage: "1Gi" } },
      volumeName,
    });
    assert.equal((claim.inputs.metadata as { namespace: string }).namespace, "services");
  });

  it("are mounted by the pods of services that say so", () => {
    const { name: claimName } = plan.theOne("PersistentVolumeClaim").outputs.metadata as { name: string };
    const volumes = [
      { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      { name: "file-system-shared", persistentVolumeClaim: { claimName } },
    ];
    const mounts = (name: string) => podOf(plan, name).containers[0]?.volumeMounts;
    assert.deepEqual(podOf(plan, "hello").volumes, volumes);
    assert.deepEqual(mounts("hello"), [
      { name: "tmp", mountPath: "/tmp" },
      { name: "file-system-shared", mountPath: "/cache" },
      { name: "file-system-shared", mountPath: "/data" },
    ]);
    assert.deepEqual(podOf(plan, "orders").volumes, volumes);
    assert.deepEqual(podOf(plan, "web").volumes, volumes.slice(0, 1));
    assert.deepEqual(mounts("web"), [{ name: "tmp", mountPath: "/tmp" }]);
  });

  it("are mounted by the driver on the nodes, which may mount these alone, and no pod has a role for it", () => {
    const { clusterName, namespace, serviceAccount } = plan.theOne("PodIdentityAssociation").inputs;
    assert.deepEqual([clusterName, namespace, serviceAccount], ["shop", "kube-system", "efs-csi-node-sa"]);
    const { policy, role } = plan.resource("RolePolicy", "eks-file-systems-permissions").inputs;
    assert.equal(role, plan.resource("iam/role:Role", "eks-file-systems-pod").outputs.name);
    assert.deepEqual((json(policy) as { Statement: object[] }).Statement, [
      {
        Effect: "Allow",
        Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        Resource: [plan.theOne("efs/fileSystem:FileSystem").outputs.arn],
        Condition: {
          StringEquals: { "elasticfilesystem:AccessPointArn": plan.theOne("AccessPoint").outputs.arn },
        },
      },
    ]);
    const addon = plan.resource("eks/addon:Addon", "eks-file-systems");
    assert.deepEqual(addon.inputs, {
      clusterName: "shop",
      addonName: "aws-efs-csi-driver",
      addonVersion: "v3.4.1-eksbuild.1",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    });
    assert.ok(plan.dependenciesOf(addon).includes("eks-file-systems-pod-identity"));
  });

  it("are reached from the nodes on the port of NFS, and mounted once driver and mount targets are there", () => {
    const rules = plan.ofType("SecurityGroupIngressRule");
    assert.deepEqual(
      rules.map(({ name, inputs }) => [name, inputs.fromPort, inputs.toPort]),
      [["shared-from-eks-pods-2049", 2049, 2049]],
    );
    const dependencies = plan.dependenciesOf(plan.resource("hello-deployment"));
    for (const needed of ["eks-file-systems", "shared-mount-target-2", "shared-from-eks-pods-2049"]) {
      assert.ok(dependencies.includes(needed), needed);
    }
    assert.ok(!plan.dependenciesOf(plan.resource("web-deployment")).includes("eks-file-systems"));
  });

  it("take the driver only where a service has some, and keep file systems at one path apart", async () => {
    const without = await planOfWorkloads(() => ({ web: {} }));
    assert.deepEqual(
      without.ofType("eks/addon:Addon").map(({ name }) => name),
      ["eks-metrics-server"],
    );
    const apart = await planOfWorkloads(() => ({
      hello: { "/data": fileSystem("one") },
      orders: { "/data": fileSystem("other") },
    }));
    assert.deepEqual(
      apart.ofType("PersistentVolumeClaim").map(({ name }) => name),
      ["eks-one", "eks-other"],
    );
  });

  it("are mounted outside of the secrets, and known to the cluster", async () => {
    await assert.rejects(
      planOfWorkloads(() => ({ hello: { "/mnt/secrets/data": fileSystem() } }), {
        secrets: { TOKEN: "/shop/token" },
        ofCluster: {},
      }),
      {
        message: [
          'Invalid arguments for Workload "hello":',
          '  - cluster has no file system "shared": must have it, for which its services have to say their volumes',
          '  - service.volumes is "/mnt/secrets/data": must be outside of /mnt/secrets, where the secrets are mounted',
        ].join("\n"),
      },
    );
  });
});
