import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { nodeDiskFor, podStorageOf } from "../../../facts/ephemeral-storage";
import { planOf } from "../../support/plan";
import { described, network } from "./described";

const planOfWorkload = (changes: Partial<ServiceDescription>) =>
  planOf(() => {
    const service = described(changes);
    const cluster = new EksCluster("eks", { containerLogs: false, network, services: [service] });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services: { hello: service } });
    new Workload("hello", { cluster, loadBalancer, service });
  });

interface Spec {
  template: { spec: { containers: { resources: object }[]; volumes: { name: string; emptyDir: object }[] } };
}

describe("Ephemeral storage of pods", () => {
  it("is requested and the limit, of each writable directory too, but of none of a sidecar", async () => {
    const plan = await planOfWorkload({
      cpu: 512,
      memory: 1024,
      ephemeralStorageGib: 100,
      sidecars: { proxy: { image: "proxy@sha256:1", writablePaths: ["/var/proxy"] } },
    });
    const { spec } = (plan.resource("hello-deployment").inputs.spec as Spec).template;
    assert.deepEqual(spec.containers[0]?.resources, {
      requests: { cpu: "438m", memory: "896Mi", "ephemeral-storage": "100Gi" },
      limits: { memory: "896Mi", "ephemeral-storage": "100Gi" },
    });
    const limits = spec.volumes.map(({ emptyDir }) => emptyDir);
    assert.deepEqual(limits, [{ sizeLimit: "100Gi" }, { sizeLimit: "256Mi" }]);
  });

  it("makes the disks of nodes larger than Auto Mode's, where those have no room", async () => {
    const diskOf = async (ephemeralStorageGib: number) => {
      const plan = await planOfWorkload({ ephemeralStorageGib });
      return (plan.resource("eks-node-class").inputs.spec as { ephemeralStorage?: object }).ephemeralStorage;
    };
    assert.deepEqual(await diskOf(100), { size: "133Gi" });
    assert.equal(await diskOf(40), undefined);
  });

  it("makes those of node groups larger too", async () => {
    const plan = await planOf(() => {
      const services = [described({ exposure: "internal", routes: [], ephemeralStorageGib: 100 })];
      new EksCluster("eks", { containerLogs: false, network, services, compute: "managed" });
    });
    const { blockDeviceMappings } = plan.resource("ec2/launchTemplate:LaunchTemplate", "eks-arm64").inputs;
    const [mapping] = blockDeviceMappings as { ebs: { volumeSize: number } }[];
    assert.equal(mapping?.ebs.volumeSize, 133);
  });

  it("fits on the disk, with room for images", () => {
    for (const ephemeralStorageGib of [21, 53, 54, 100, 200]) {
      const disk = nodeDiskFor([{ ephemeralStorageGib }, {}]);
      assert.ok(podStorageOf(disk - 20) >= ephemeralStorageGib, `${ephemeralStorageGib} on ${disk}`);
    }
    assert.equal(nodeDiskFor([]), 80);
    assert.equal(nodeDiskFor([{}], 30), 30);
  });
});
