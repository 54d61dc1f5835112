import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { Network } from "../../../components/network";
import { planOf } from "../../support/plan";
import { planOfNetwork } from "./network-plan";

describe("Network in an existing VPC", () => {
  it("knows the number of its zones, but not of those of an existing VPC", async () => {
    const zones: (number | undefined)[] = [];
    await planOf(() => {
      const provider = new aws.Provider("aws", { region: "us-east-1" });
      const existing = { vpcId: "vpc-1", publicSubnetIds: ["subnet-1", "subnet-2", "subnet-3"] };
      for (const args of [{}, { availabilityZones: 3 }, { existing }]) {
        zones.push(new Network(`network-${zones.length}`, args, { providers: [provider] }).availabilityZones);
      }
    });
    assert.deepEqual(zones, [2, 3, undefined]);
  });

  it("creates nothing in an existing VPC", async () => {
    const existing = {
      vpcId: "vpc-1",
      publicSubnetIds: ["subnet-1", "subnet-2"],
      privateSubnetIds: ["subnet-3", "subnet-4"],
    };
    const plan = await planOfNetwork({ existing, kubernetesTags: true });
    assert.deepEqual(
      plan.resources.map(({ type }) => type),
      ["aws-containers:network:Network"],
    );
    assert.deepEqual(plan.outputs, {
      ...existing,
      workloadSubnetIds: existing.privateSubnetIds,
      assignPublicIp: false,
    });
    assert.deepEqual(plan.resource("network").outputs, plan.outputs);
  });

  it("runs containers in the public subnets of an existing VPC without private ones", async () => {
    const publicSubnetIds = ["subnet-1", "subnet-2"];
    const plan = await planOfNetwork({ existing: { vpcId: "vpc-1", publicSubnetIds, privateSubnetIds: [] } });
    assert.deepEqual([plan.outputs.workloadSubnetIds, plan.outputs.assignPublicIp], [publicSubnetIds, true]);
  });

  it("takes an existing VPC of private subnets alone, for internal services", async () => {
    const privateSubnetIds = ["subnet-1", "subnet-2"];
    const plan = await planOfNetwork({ existing: { vpcId: "vpc-1", privateSubnetIds } });
    assert.deepEqual(plan.outputs, {
      vpcId: "vpc-1",
      publicSubnetIds: [],
      privateSubnetIds,
      workloadSubnetIds: privateSubnetIds,
      assignPublicIp: false,
    });
  });

  for (const [nat, mapPublicIpOnLaunch] of [
    ["single", false],
    ["none", true],
  ] as const) {
    it(`${mapPublicIpOnLaunch ? "gives" : "denies"} public addresses unasked with nat ${nat}`, async () => {
      const plan = await planOf(() => {
        const { vpc } = new Network("network", { nat });
        const vpcId = "vpc-1";
        const args = { vpcId, cidrBlock: "10.0.255.0/24", mapPublicIpOnLaunch: true };
        new aws.ec2.Subnet("as-awsx-makes-it", args, { parent: vpc });
        new aws.ec2.InternetGateway("untouched", { vpcId }, { parent: vpc });
      });
      const subnet = plan.resource("as-awsx-makes-it");
      assert.equal(subnet.inputs.mapPublicIpOnLaunch, mapPublicIpOnLaunch);
      assert.deepEqual(Object.keys(plan.resource("untouched").inputs), ["vpcId"]);
    });
  }
});
