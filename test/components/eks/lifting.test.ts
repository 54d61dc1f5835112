import assert from "node:assert/strict";
import { EksCluster, EksLoadBalancer, Workload } from "../../../components/eks";
import { Network } from "../../../components/network";
import { planOf } from "../../support/plan";

describe("A program that takes the EKS components alone", () => {
  it("runs a public image in six lines", async () => {
    const plan = await planOf(() => {
      const network = new Network("network", { kubernetesTags: true });
      const service = { image: "public.ecr.aws/nginx/nginx:1.29" };
      const cluster = new EksCluster("shop", { network, services: [service] });
      const loadBalancer = new EksLoadBalancer("shop", { cluster, services: { web: service } });
      return { url: new Workload("web", { cluster, loadBalancer, service }).url };
    });
    const { spec } = plan.resource("web-deployment").inputs as { spec: { replicas: number } };
    assert.equal(spec.replicas, 1);
    assert.match(JSON.stringify(spec), /"karpenter\.sh\/capacity-type":"on-demand"/);
    assert.match(JSON.stringify(spec), /"cpu":"250m","memory":"512Mi"/);
    assert.match(JSON.stringify(plan.resource("shop-ingress").inputs.spec), /"path":"\/\*"/);
  });

  it("doesn't compile with a version that EKS doesn't have", async () => {
    await planOf(() => {
      const network = { vpcId: "vpc-1", publicSubnetIds: ["a", "b"], workloadSubnetIds: ["c", "d"] };
      const services = [{ image: "web:1" }];
      // @ts-expect-error: EKS has no Kubernetes 1.20
      assert.throws(() => new EksCluster("shop", { network, services, version: "1.20" }));
    });
  });
});
