import assert from "node:assert/strict";
import {
  EksCluster,
  type EksClusterArgs,
  EksLoadBalancer,
  ExistingCluster,
  Workload,
} from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { invalidManifests, manifestsIn } from "../../support/manifests";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const stateful: Partial<ServiceDescription> = {
  volumes: { "/data": { storageGib: 20 }, "/var/lib/index": { storageGib: 1 } },
  scaling: { min: 2, max: 2 },
};

function planOfWorkload(
  changes: Partial<ServiceDescription> = stateful,
  ofCluster: Partial<EksClusterArgs> = {},
): Promise<RecordedPlan> {
  return planOf(() => {
    const service = described(changes);
    const services = [service];
    const cluster = new EksCluster("eks", { clusterName: "shop", network, services, ...ofCluster });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
    new Workload("hello", { cluster, loadBalancer, service });
  });
}

const classOf = (claim: Pick<RecordedPlan["resources"][number], "inputs"> | undefined) =>
  (claim?.inputs.spec as { storageClassName?: string } | undefined)?.storageClassName;

interface StatefulSet {
  template: {
    spec: {
      containers: { volumeMounts: object[] }[];
      volumes: object[];
      securityContext: Record<string, unknown>;
    };
  };
  [key: string]: unknown;
}

describe("Workload: block volumes", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorkload();
  });

  it("are mounted by the replicas of a StatefulSet, which replaces Deployment and autoscaler", () => {
    const set = plan.theOne("apps/v1:StatefulSet");
    const { template, serviceName, ...spec } = set.inputs.spec as StatefulSet;
    assert.ok(set.dependencies.some((urn) => urn.endsWith("::hello-replicas")));
    assert.deepEqual(set.customTimeouts, { create: 660, update: 840, delete: 660 });
    const templateOf = (name: string) => ({
      metadata: { name },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "",
        resources: { requests: { storage: "1Gi" } },
      },
    });
    assert.deepEqual(spec, {
      replicas: 2,
      podManagementPolicy: "Parallel",
      selector: { matchLabels: { "app.kubernetes.io/name": "hello" } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      volumeClaimTemplates: [templateOf("data"), templateOf("var-lib-index-c3dad2e9")],
    });
    const { containers, volumes, securityContext } = template.spec;
    assert.deepEqual(containers[0]?.volumeMounts, [
      { name: "tmp", mountPath: "/tmp" },
      { name: "data", mountPath: "/data" },
      { name: "var-lib-index-c3dad2e9", mountPath: "/var/lib/index" },
    ]);
    assert.deepEqual(volumes, [{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }]);
    assert.deepEqual(
      [securityContext.fsGroup, securityContext.fsGroupChangePolicy],
      [65532, "OnRootMismatch"],
    );
    assert.deepEqual(plan.resource("hello-replicas").inputs.spec, {
      clusterIP: "None",
      selector: { "app.kubernetes.io/name": "hello" },
    });
    assert.deepEqual(
      [plan.ofType("Deployment").length, plan.ofType("HorizontalPodAutoscaler").length],
      [0, 0],
    );
  });

  it("are claims of the stack's, one for each replica, by the names that the StatefulSet looks for", () => {
    const claims = plan.ofType("PersistentVolumeClaim");
    assert.deepEqual(
      claims.map(({ name, inputs }) => [name, (inputs.metadata as { name: string }).name]),
      ["data", "var-lib-index-c3dad2e9"].flatMap((volume) =>
        [0, 1].map((replica) => [`hello-${volume}-${replica}`, `${volume}-hello-${replica}`]),
      ),
    );
    assert.deepEqual(claims[0]?.inputs.spec, {
      accessModes: ["ReadWriteOnce"],
      storageClassName: "gp3-delete",
      resources: { requests: { storage: "20Gi" } },
    });
    const { dependencies } = plan.theOne("apps/v1:StatefulSet");
    for (const { urn } of claims) assert.ok(dependencies.includes(urn), urn);
  });

  it("are encrypted, grow in place, and are created in the zone of their pod", () => {
    assert.deepEqual(
      plan.ofType("StorageClass").map(({ inputs: { apiVersion, kind, ...inputs } }) => inputs),
      [
        ["gp3-delete", "Delete"],
        ["gp3-retain", "Retain"],
      ].map(([name, reclaimPolicy]) => ({
        metadata: { name },
        provisioner: "ebs.csi.eks.amazonaws.com",
        parameters: { type: "gp3", encrypted: "true" },
        reclaimPolicy,
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
      })),
    );
  });

  it("have a StorageClass of their kind, and another name, so that another kind is another volume", async () => {
    const kinds = await planOfWorkload({
      volumes: {
        "/data": { storageGib: 100, type: "io2", iops: 4000 },
        "/fast": { storageGib: 20, iops: 6000, throughput: 250 },
        "/files": { storageGib: 200, type: "st1" },
        "/logs": { storageGib: 20, type: "gp3", iops: 3000, throughput: 125 },
        "/slow": { storageGib: 125, type: "sc1" },
      },
      scaling: { min: 1, max: 1 },
    });
    const claims = kinds.ofType("PersistentVolumeClaim");
    const named = ["data-io2-4000-a7eeda86", "fast-gp3-6000-250-97b23dae", "files-st1-0c71ee33", "logs"];
    const names = [...named, "slow-sc1-b4c749a3"];
    assert.deepEqual(
      claims.map(({ name, inputs }) => [
        name,
        (inputs.metadata as { name: string }).name,
        classOf({ inputs }),
      ]),
      ["io2-4000", "gp3-6000-250", "st1", "gp3", "sc1"].map((kind, index) => [
        `hello-${names[index]}-0`,
        `${names[index]}-hello-0`,
        `${kind}-delete`,
      ]),
    );
    const { template, volumeClaimTemplates } = kinds.theOne("apps/v1:StatefulSet").inputs
      .spec as StatefulSet & {
      volumeClaimTemplates: { metadata: { name: string } }[];
    };
    assert.deepEqual(
      volumeClaimTemplates.map(({ metadata }) => metadata.name),
      names,
    );
    assert.deepEqual(
      template.spec.containers[0]?.volumeMounts.slice(1),
      ["/data", "/fast", "/files", "/logs", "/slow"].map((mountPath, index) => ({
        name: names[index],
        mountPath,
      })),
    );
    assert.deepEqual(
      kinds
        .ofType("StorageClass")
        .filter((_, index) => index % 2 === 0)
        .map(({ inputs: { metadata, parameters } }) => [(metadata as { name: string }).name, parameters]),
      [
        ["gp3-6000-250-delete", { type: "gp3", iops: "6000", throughput: "250", encrypted: "true" }],
        ["gp3-delete", { type: "gp3", encrypted: "true" }],
        ["io2-4000-delete", { type: "io2", iops: "4000", encrypted: "true" }],
        ["sc1-delete", { type: "sc1", encrypted: "true" }],
        ["st1-delete", { type: "st1", encrypted: "true" }],
      ],
    );
  });

  it("can have snapshots, which stay in the account as they do", async () => {
    assert.deepEqual(plan.ofType("VolumeSnapshotClass"), []);
    const ofCluster = (retainVolumes: boolean) =>
      planOfWorkload(stateful, { volumeSnapshots: true, retainVolumes });
    const [deleted, retained] = [await ofCluster(false), await ofCluster(true)];
    const addon = deleted.resource("eks-volume-snapshots");
    assert.deepEqual(addon.inputs, {
      clusterName: "shop",
      addonName: "snapshot-controller",
      addonVersion: "v8.6.0-eksbuild.4",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    });
    const snapshots = deleted.theOne("VolumeSnapshotClass");
    assert.deepEqual(snapshots.inputs, {
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshotClass",
      metadata: { name: "volumes" },
      driver: "ebs.csi.eks.amazonaws.com",
      deletionPolicy: "Delete",
    });
    assert.ok(snapshots.dependencies.includes(addon.urn));
    assert.equal(retained.theOne("VolumeSnapshotClass").inputs.deletionPolicy, "Retain");
    assert.deepEqual(invalidManifests(manifestsIn(deleted)), []);
  });

  it("stay in the account, and are protected, where the cluster says so", async () => {
    const kept = await planOfWorkload(stateful, { retainVolumes: true, protect: true });
    const [claim] = kept.ofType("PersistentVolumeClaim");
    assert.equal(classOf(claim), "gp3-retain");
    assert.equal(claim?.protect, true);
    assert.equal(plan.ofType("PersistentVolumeClaim")[0]?.protect, false);
  });

  it("are no part of a command before the replicas", async () => {
    const withBefore = await planOfWorkload({ ...stateful, before: { command: ["npm", "run", "migrate"] } });
    const { template } = withBefore.theOne("batch/v1:Job").inputs.spec as unknown as StatefulSet;
    assert.deepEqual(template.spec.containers[0]?.volumeMounts, [{ name: "tmp", mountPath: "/tmp" }]);
    assert.equal("fsGroup" in template.spec.securityContext, false);
  });

  it("have a StorageClass of an existing cluster, which gets none", async () => {
    const existing = { name: "shared", namespace: "shop", storageClass: "fast" };
    const onExisting = await planOf(() => {
      const service = described({ ...stateful, exposure: "internal", routes: [] });
      const cluster = new ExistingCluster("eks", { existing, services: [service] });
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
      new Workload("hello", { cluster, loadBalancer, service });
    });
    assert.deepEqual(onExisting.ofType("StorageClass"), []);
    const [claim] = onExisting.ofType("PersistentVolumeClaim");
    assert.equal(classOf(claim), "fast");
  });

  it("are refused where the cluster has no StorageClass of their kind, and with values that EBS doesn't have", async () => {
    const linesOf = async (program: () => void) => {
      const error = await planOf(program).then(
        () => new Error("planned"),
        (thrown: Error) => thrown,
      );
      return error.message.split("\n").filter((line) => line.startsWith("  - "));
    };
    const onExisting = () => {
      const service = described({
        ...stateful,
        exposure: "internal",
        routes: [],
        volumes: { "/data": { storageGib: 20, type: "gp3" } },
      });
      const existing = { name: "shared", namespace: "shop", storageClass: "fast" };
      const cluster = new ExistingCluster("eks", { existing, services: [service] });
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
      new Workload("hello", { cluster, loadBalancer, service });
    };
    assert.deepEqual(await linesOf(onExisting), [
      "  - cluster has no StorageClass for volumes gp3: must have it, for which its services have to say them; one that existed already has only its own",
    ]);
    const wrong = () => {
      const service = described({
        ...stateful,
        volumes: {
          "/a": { storageGib: 20, type: "io2" },
          "/b": { storageGib: 3, type: "io2", iops: 2000 },
          "/c": { storageGib: 20, type: "st1", iops: 500, throughput: 125 },
          "/d": { storageGib: 20, iops: 10_001, throughput: 1000 },
          "/e": { storageGib: 20, throughput: 751 },
          "/f": { storageGib: 20, iops: 64_001, throughput: 1001 },
        },
      });
      const cluster = new EksCluster("eks", { network, services: [service] });
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
      new Workload("hello", { cluster, loadBalancer, service });
    };
    assert.deepEqual(await linesOf(wrong), [
      '  - service.volumes["/a"].iops is undefined: must be set with type io2, which AWS charges by it',
      '  - service.volumes["/b"].storageGib is 3: must be 4 to 16384 with type io2',
      '  - service.volumes["/b"].iops is 2000: must be 100 to 1500 with type io2 and 3 GiB',
      '  - service.volumes["/c"].storageGib is 20: must be 125 to 16384 with type st1',
      '  - service.volumes["/c"].iops is 500: must be left out with type st1',
      '  - service.volumes["/c"].throughput is 125: must be left out with type st1',
      '  - service.volumes["/d"].iops is 10001: must be 3000 to 10000 with type gp3 and 20 GiB',
      '  - service.volumes["/e"].throughput is 751: must be 125 to 750 with 3000 IOPS',
      '  - service.volumes["/f"].iops is 64001: must be a whole number from 100 to 64000',
      '  - service.volumes["/f"].throughput is 1001: must be a whole number from 125 to 1000',
    ]);
  });

  it("are refused with another number of replicas, where something else is, and in a cluster that has none", async () => {
    const wrong = planOf(() => {
      const service = described({
        ...stateful,
        volumes: {
          "/data": { storageGib: 0 },
          "/data/inner": { storageGib: 1.5 },
          "/mnt/secrets/a": { storageGib: 1 },
        },
        scaling: { min: 1, max: 2, cpuPercent: 60 },
        maximumPercent: 150,
        secrets: { TOKEN: "/shop/token" },
      });
      const cluster = new EksCluster("eks", { network, services: [described({ secrets: { A: "/a" } })] });
      const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
      new Workload("hello", { cluster, loadBalancer, service });
    });
    await assert.rejects(wrong, (thrown: Error) => {
      const [, ...lines] = thrown.message.slice(thrown.message.indexOf("Invalid arguments")).split("\n");
      assert.deepEqual(lines.filter((line) => line.startsWith("  - ")).sort(), [
        "  - cluster has no block storage: must have it, for which its services have to say their volumes",
        "  - service.minimumHealthyPercent and maximumPercent have no effect with a block volume, whose replicas are replaced one by one: must be left out",
        "  - service.scaling.max is 2: must be 1 as min, since each replica has a volume of its own",
        '  - service.volumes is "/data": must be another directory, for /data/inner in it is mounted already',
        '  - service.volumes is "/data/inner": must be outside of /data, which is writable already',
        '  - service.volumes is "/mnt/secrets/a": must be outside of /mnt/secrets, where the secrets are mounted',
        '  - service.volumes["/data"].storageGib is 0: must be a whole number from 1 to 16384',
        '  - service.volumes["/data/inner"].storageGib is 1.5: must be a whole number from 1 to 16384',
      ]);
      return true;
    });
  });
});
