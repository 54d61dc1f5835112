import assert from "node:assert/strict";
import {
  EksCluster,
  type EksClusterArgs,
  EksLoadBalancer,
  ExistingCluster,
  Workload,
} from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
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

const classOf = (claim: RecordedPlan["resources"][number] | undefined) =>
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
