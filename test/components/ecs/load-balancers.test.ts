import assert from "node:assert/strict";
import { createLoadBalancers, type LoadBalancersArgs } from "../../../components/ecs";
import { planOf } from "../../support/plan";

const network = {
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-1", "subnet-2"],
  workloadSubnetIds: ["subnet-3"],
};

const typesOf = async (services: LoadBalancersArgs["services"]) => {
  const plan = await planOf(() => {
    createLoadBalancers("ecs", { network, services }, {});
  });
  return plan.resources
    .filter(({ type }) => type.endsWith(":LoadBalancer"))
    .map(({ type }) => type)
    .sort();
};

describe("The load balancers on ECS", () => {
  it("are one for all public services", async () => {
    const services = { web: {}, api: { protocol: "http" as const }, mail: { exposure: "none" as const } };
    assert.deepEqual(await typesOf(services), [
      "aws-containers:ecs:LoadBalancer",
      "aws:lb/loadBalancer:LoadBalancer",
    ]);
  });

  it("are none where no service is public", async () => {
    assert.deepEqual(await typesOf({ orders: { exposure: "internal" }, mail: { exposure: "none" } }), []);
  });
});
