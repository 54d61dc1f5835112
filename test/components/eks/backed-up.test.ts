import assert from "node:assert/strict";
import { EksCluster, ExistingCluster } from "../../../components/eks";
import type { ServiceDescription } from "../../../components/service";
import { planOf } from "../../support/plan";
import { described, network } from "./described";

const cluster = { type: "EKS", arn: "arn:aws:eks:us-east-1:000000000000:cluster/shop" };

async function backedUp(changes: Partial<ServiceDescription>): Promise<unknown> {
  const plan = await planOf(() => {
    const services = [described(changes)];
    return { backedUp: new EksCluster("eks", { clusterName: "shop", network, services }).backedUp };
  });
  return plan.outputs.backedUp;
}

describe("What AWS Backup backs up on EKS", () => {
  it("is the cluster", async () => {
    assert.deepEqual(await backedUp({}), [cluster]);
  });

  it("is each block volume of the services' namespace, by the tags of Auto Mode and its driver", async () => {
    const volumes = { "/data": { storageGib: 20 } };
    assert.deepEqual(await backedUp({ volumes, scaling: { min: 1, max: 1 } }), [
      cluster,
      {
        type: "EBS",
        arn: "arn:aws:ec2:us-east-1:000000000000:volume/*",
        tags: { "eks:eks-cluster-name": "shop", "kubernetes.io/created-for/pvc/namespace": "services" },
      },
    ]);
  });

  it("is nothing of a cluster that is there already", async () => {
    const plan = await planOf(() => ({
      backedUp: new ExistingCluster("eks", { existing: { context: "kind" }, services: [] }).backedUp,
    }));
    assert.deepEqual(plan.outputs.backedUp, []);
  });
});
