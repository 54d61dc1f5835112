import assert from "node:assert/strict";
import { EksCluster, type EksClusterArgs, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { invalidManifests, manifestsIn } from "../../support/manifests";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const scratch: Partial<ServiceDescription> = {
  volumes: {
    "/var/cache/web": { storageGib: 100, iops: 4000, ephemeral: true },
    "/cache": { storageGib: 20, ephemeral: true },
  },
  scaling: { min: 1, max: 4, cpuPercent: 60 },
};

function planWith(
  changes: Partial<ServiceDescription>,
  ofCluster: Partial<EksClusterArgs> = {},
): Promise<RecordedPlan> {
  return planOf(() => {
    const service = described(changes);
    const cluster = new EksCluster("eks", { network, services: [service], ...ofCluster });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
    new Workload("hello", { cluster, loadBalancer, service });
  });
}

interface Pod {
  securityContext: Record<string, unknown>;
  containers: { volumeMounts: object[] }[];
  volumes: object[];
}

const podOf = (plan: RecordedPlan, type: string) =>
  (plan.theOne(type).inputs.spec as { template: { spec: Pod } }).template.spec;

const ephemeral = (name: string, storageClassName: string, storage: string) => ({
  name,
  ephemeral: {
    volumeClaimTemplate: {
      spec: { accessModes: ["ReadWriteOnce"], storageClassName, resources: { requests: { storage } } },
    },
  },
});

const expected = {
  mounts: [
    { name: "tmp", mountPath: "/tmp" },
    { name: "cache", mountPath: "/cache" },
    { name: "var-cache-web-gp3-4000-ed4d9551", mountPath: "/var/cache/web" },
  ],
  volumes: [
    { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
    ephemeral("cache", "gp3-delete", "20Gi"),
    ephemeral("var-cache-web-gp3-4000-ed4d9551", "gp3-4000-delete", "100Gi"),
  ],
};

describe("Workload: volumes that are deleted with their pod", () => {
  it("are created with each pod of a Deployment that scales, writable for its user, and always deleted", async () => {
    const plan = await planWith(scratch, { retainVolumes: true, protect: true });
    const { containers, volumes, securityContext } = podOf(plan, "apps/v1:Deployment");
    assert.deepEqual(containers[0]?.volumeMounts, expected.mounts);
    assert.deepEqual(volumes, expected.volumes);
    assert.equal(securityContext.fsGroup, 65532);
    assert.deepEqual(
      ["StatefulSet", "PersistentVolumeClaim"].flatMap((type) => plan.ofType(type)),
      [],
    );
    assert.equal(plan.ofType("HorizontalPodAutoscaler").length, 1);
    assert.deepEqual(invalidManifests(manifestsIn(plan)), []);
  });

  it("are of the command before a deployment, too", async () => {
    const plan = await planWith({ ...scratch, before: { command: ["npm", "run", "migrate"] } });
    const { containers, volumes, securityContext } = podOf(plan, "batch/v1:Job");
    assert.deepEqual([containers[0]?.volumeMounts, volumes], [expected.mounts, expected.volumes]);
    assert.equal(securityContext.fsGroup, 65532);
  });

  it("are beside volumes that a replica of a StatefulSet gets back", async () => {
    const plan = await planWith({
      volumes: { "/cache": { storageGib: 20, ephemeral: true }, "/data": { storageGib: 1 } },
      scaling: { min: 1, max: 1 },
    });
    const { containers, volumes } = podOf(plan, "apps/v1:StatefulSet");
    assert.deepEqual(containers[0]?.volumeMounts, [
      { name: "tmp", mountPath: "/tmp" },
      { name: "cache", mountPath: "/cache" },
      { name: "data", mountPath: "/data" },
    ]);
    assert.deepEqual(volumes, expected.volumes.slice(0, 2));
    assert.deepEqual(
      plan.ofType("PersistentVolumeClaim").map(({ name }) => name),
      ["hello-data-0"],
    );
  });

  it("are refused in a cluster that has no StorageClass for them", async () => {
    await assert.rejects(planWith(scratch, { services: [described({})] }), {
      message: `Invalid arguments for Workload "hello":
  - cluster has no block storage: must have it, for which its services have to say their volumes`,
    });
  });
});
