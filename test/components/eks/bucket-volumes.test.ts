import assert from "node:assert/strict";
import { sharedVolumesOf } from "../../../components/bucket-volume";
import { createData } from "../../../components/data";
import { EksCluster, EksJob, EksLoadBalancer, nodesForJob, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { bucketVolume } from "../data/a-bucket-volume";
import { dataNetwork } from "../data/worker-data";
import { described, network } from "./described";

/** A service and a job that mount a bucket, and a service that uses it alone. */
function planOfMounts(changes: Partial<ServiceDescription> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const data = createData({ uploads: { type: "bucket" } }, { network: () => dataNetwork }, {});
    const uses = Object.values(data);
    const volumes = sharedVolumesOf({ "/uploads": "uploads", "/copy": "uploads", "/x": "unknown" }, data);
    const hello = described({ uses, volumes, before: { command: ["node", "migrate.js"] }, ...changes });
    const services = { hello, web: described({ uses, routes: [{ path: "/web", priority: 101 }] }) };
    const job = { image: hello.image, uses, volumes };
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: [...Object.values(services), nodesForJob(job)],
    });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services });
    for (const [name, service] of Object.entries(services)) {
      new Workload(name, { cluster, loadBalancer, service });
    }
    new EksJob("report", { cluster, job });
  });
}

interface Pod {
  containers: { volumeMounts: object[] }[];
  volumes: object[];
}

const podOf = (plan: RecordedPlan, type: string, name: string) =>
  (plan.resource(type, name).inputs.spec as { template: { spec: Pod } }).template.spec;
const podOfJob = (plan: RecordedPlan) =>
  (plan.resource("report-job").inputs.spec as { jobTemplate: { spec: { template: { spec: Pod } } } })
    .jobTemplate.spec.template.spec;

describe("Workload: buckets that it mounts", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfMounts();
  });

  it("are a volume and a claim for each bucket, mounted as the pod's role, for its user", () => {
    const volume = plan.theOne("core/v1:PersistentVolume");
    const { bucket } = plan.theOne("s3/bucket:Bucket").outputs;
    const common = { accessModes: ["ReadWriteMany"], storageClassName: "", volumeMode: "Filesystem" };
    assert.deepEqual(volume.inputs.spec, {
      ...common,
      capacity: { storage: "1Gi" },
      persistentVolumeReclaimPolicy: "Retain",
      mountOptions: [
        "region us-east-1",
        "uid=65532",
        "gid=65532",
        "allow-other",
        "allow-delete",
        "allow-overwrite",
      ],
      csi: {
        driver: "s3.csi.aws.com",
        volumeHandle: `uploads-${bucket}`,
        volumeAttributes: { bucketName: bucket, authenticationSource: "pod" },
      },
    });
    const claim = plan.theOne("PersistentVolumeClaim");
    assert.deepEqual(claim.inputs.spec, {
      ...common,
      resources: { requests: { storage: "1Gi" } },
      volumeName: (volume.outputs.metadata as { name: string }).name,
    });
    assert.equal((claim.inputs.metadata as { namespace: string }).namespace, "services");
  });

  it("are mounted by the pods of services, jobs and commands before them that say so", () => {
    const { name: claimName } = plan.theOne("PersistentVolumeClaim").outputs.metadata as { name: string };
    const volumes = [
      { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      { name: "bucket-uploads", persistentVolumeClaim: { claimName } },
    ];
    const mounts = [
      { name: "tmp", mountPath: "/tmp" },
      { name: "bucket-uploads", mountPath: "/copy" },
      { name: "bucket-uploads", mountPath: "/uploads" },
    ];
    for (const pod of [
      podOf(plan, "Deployment", "hello-deployment"),
      podOf(plan, "batch/v1:Job", "hello-before"),
      podOfJob(plan),
    ]) {
      assert.deepEqual([pod.volumes, pod.containers[0]?.volumeMounts], [volumes, mounts]);
    }
    const { containers, volumes: others } = podOf(plan, "Deployment", "web-deployment");
    assert.deepEqual([others, containers[0]?.volumeMounts], [volumes.slice(0, 1), mounts.slice(0, 1)]);
  });

  it("take the driver, which has no role, before the pods that mount", () => {
    const addon = plan.resource("eks/addon:Addon", "eks-bucket-volumes");
    assert.deepEqual(addon.inputs, {
      clusterName: "shop",
      addonName: "aws-mountpoint-s3-csi-driver",
      addonVersion: "v2.7.0-eksbuild.1",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    });
    assert.deepEqual(
      plan
        .ofType("PodIdentityAssociation")
        .map(({ inputs }) => inputs.namespace)
        .filter((namespace) => namespace !== "services"),
      [],
    );
    const needed = ["eks-bucket-volumes", "hello-pod-identity", "hello-permissions"];
    const dependencies = plan.dependenciesOf(plan.resource("hello-deployment"));
    assert.deepEqual(
      needed.filter((name) => !dependencies.includes(name)),
      [],
    );
    assert.ok(!plan.dependenciesOf(plan.resource("web-deployment")).includes("eks-bucket-volumes"));
  });

  it("are a volume of their own beside block volumes", async () => {
    const stateful = await planOf(() => {
      const data = createData({ uploads: { type: "bucket" } }, { network: () => dataNetwork }, {});
      const service = described({
        uses: Object.values(data),
        volumes: { ...sharedVolumesOf({ "/uploads": "uploads" }, data), "/data": { storageGib: 1 } },
      });
      const cluster = new EksCluster("eks", { containerLogs: false, network, services: [service] });
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
      new Workload("hello", { cluster, loadBalancer, service });
    });
    const { containers, volumes } = podOf(stateful, "StatefulSet", "hello-stateful-set");
    assert.deepEqual(
      containers[0]?.volumeMounts.map((mount) => (mount as { mountPath: string }).mountPath),
      ["/tmp", "/uploads", "/data"],
    );
    assert.deepEqual(
      volumes.map((volume) => (volume as { name: string }).name),
      ["tmp", "bucket-uploads"],
    );
  });

  it("are refused without their use, at a directory of something else, and by a cluster that doesn't know them", async () => {
    const volumes = { "/tmp/uploads": bucketVolume(), "/other": bucketVolume("other") };
    await assert.rejects(
      planOf(() => {
        const service = described({ volumes });
        const cluster = new EksCluster("eks", {
          containerLogs: false,
          network,
          services: [{ ...service, volumes: { "/other": bucketVolume("other") } }],
        });
        const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
        new Workload("hello", { cluster, loadBalancer, service });
      }),
      {
        message: [
          'Invalid arguments for Workload "hello":',
          '  - service.volumes["/tmp/uploads"] is the bucket "uploads": must be among service.uses too, for its permissions',
          '  - service.volumes["/other"] is the bucket "other": must be among service.uses too, for its permissions',
          '  - cluster has no volume of the bucket "uploads": must have it, for which its services have to say their volumes',
          '  - service.volumes is "/tmp/uploads": must be outside of /tmp, which is writable already',
        ].join("\n"),
      },
    );
  });
});
