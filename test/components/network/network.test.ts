import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Address4 } from "ip-address";
import { Network } from "../../../components/network";
import { subnetBlocks } from "../../../components/network/subnet-blocks";
import { planOf } from "../../support/plan";
import { planOfNetwork } from "./network-plan";

describe("Network", () => {
  it("is a VPC over two zones with one NAT gateway, a default security group without rules and an S3 endpoint", async () => {
    const plan = await planOfNetwork();

    assert.deepEqual(plan.resources.map(({ type, name }) => `${type} ${name}`).sort(), [
      "aws-containers:network:Network network",
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup network-default",
      "aws:ec2/vpcEndpoint:VpcEndpoint network-s3",
      "awsx:ec2:Vpc network",
    ]);
    assert.deepEqual(plan.resource("awsx:ec2:Vpc", "network").inputs, {
      cidrBlock: "10.0.0.0/16",
      numberOfAvailabilityZones: 2,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      natGateways: { strategy: "Single" },
      subnetStrategy: "Auto",
      subnetSpecs: [
        { type: "Private", cidrBlocks: ["10.0.0.0/20", "10.0.32.0/20"], tags: {} },
        { type: "Public", cidrBlocks: ["10.0.16.0/21", "10.0.48.0/21"], tags: {} },
      ],
    });
    assert.deepEqual(plan.resource("network-default").inputs, {
      vpcId: plan.outputs.vpcId,
      ingress: [],
      egress: [],
    });
    const { routeTableIds, ...endpoint } = plan.resource("network-s3").inputs;
    assert.deepEqual(endpoint, {
      vpcId: plan.outputs.vpcId,
      vpcEndpointType: "Gateway",
      serviceName: "com.amazonaws.us-east-1.s3",
    });
    assert.equal(Array.isArray(routeTableIds) && new Set(routeTableIds).size, 4);
  });

  for (const [nat, strategy] of [
    ["single", "Single"],
    ["per-zone", "OnePerAz"],
  ] as const) {
    it(`runs containers in private subnets with nat ${nat}`, async () => {
      const plan = await planOfNetwork({ nat });
      assert.deepEqual(plan.resource("awsx:ec2:Vpc", "network").inputs.natGateways, { strategy });
      assert.equal(plan.outputs.assignPublicIp, false);
      assert.deepEqual(plan.outputs.workloadSubnetIds, plan.outputs.privateSubnetIds);
      assert.notDeepEqual(plan.outputs.workloadSubnetIds, plan.outputs.publicSubnetIds);
    });
  }

  it("runs containers in public subnets without NAT, and lays out the same subnets", async () => {
    const [without, withNat] = [await planOfNetwork({ nat: "none" }), await planOfNetwork()];
    const [vpcWithout, vpcWithNat] = [without, withNat].map((plan) => plan.resource("Vpc", "network").inputs);
    assert.deepEqual(vpcWithout, { ...vpcWithNat, natGateways: { strategy: "None" } });
    assert.equal(without.outputs.assignPublicIp, true);
    assert.deepEqual(without.outputs.workloadSubnetIds, without.outputs.publicSubnetIds);
    assert.deepEqual(without.outputs.privateSubnetIds, withNat.outputs.privateSubnetIds);
  });

  it("divides its range between zones and leaves a quarter of each free", async () => {
    const plan = await planOfNetwork({ cidr: "172.16.0.0/20", availabilityZones: 3, kubernetesTags: true });
    const { cidrBlock, numberOfAvailabilityZones, subnetSpecs } = plan.resource("Vpc", "network").inputs;
    assert.deepEqual([cidrBlock, numberOfAvailabilityZones], ["172.16.0.0/20", 3]);
    assert.deepEqual(subnetSpecs, [
      {
        type: "Private",
        cidrBlocks: ["172.16.0.0/24", "172.16.2.0/24", "172.16.4.0/24"],
        tags: { "kubernetes.io/role/internal-elb": "1" },
      },
      {
        type: "Public",
        cidrBlocks: ["172.16.1.0/25", "172.16.3.0/25", "172.16.5.0/25"],
        tags: { "kubernetes.io/role/elb": "1" },
      },
    ]);
  });

  for (const cidr of ["10.0.0.0/16", "10.0.4.0/22", "10.0.2.0/23", "10.0.1.0/24"]) {
    it(`divides ${cidr} so that another zone moves no subnet, none overlap and load balancers fit`, () => {
      const most = { "/23": 4, "/24": 2 }[cidr.slice(-3)] ?? 6;
      const vpc = new Address4(cidr);
      const all = subnetBlocks(cidr, most);
      for (let zones = 1; zones <= most; zones++) {
        const some = subnetBlocks(cidr, zones);
        assert.deepEqual(some.private, all.private.slice(0, zones));
        assert.deepEqual(some.public, all.public.slice(0, zones));
      }
      const subnets = [...all.private, ...all.public].map((block) => new Address4(block));
      for (const [index, subnet] of subnets.entries()) {
        assert.ok(subnet.isInSubnet(vpc) && subnet.subnetMask <= 27);
        const overlapping = subnets.filter((other) => other.isInSubnet(subnet) || subnet.isInSubnet(other));
        assert.deepEqual(overlapping, [subnets[index]]);
      }
    });
  }

  describe("with IPv6", () => {
    const subnets = ["network-private-1", "network-public-1"];
    const planWith = (ipv6: boolean) =>
      planOf(() => {
        const { vpc } = new Network("network", { ipv6 });
        new aws.ec2.Vpc("network-vpc", { cidrBlock: "10.0.0.0/16" }, { parent: vpc });
        for (const name of subnets) {
          const args = { vpcId: "vpc-1", cidrBlock: "10.0.255.0/24", assignIpv6AddressOnCreation: true };
          new aws.ec2.Subnet(name, args, { parent: vpc });
        }
      });

    it("has a range of Amazon's, of which public subnets have parts, and their routes lead to the gateway", async () => {
      const plan = await planWith(true);
      const { assignGeneratedIpv6CidrBlock, subnetSpecs } = plan.resource("awsx:ec2:Vpc", "network").inputs;
      assert.equal(assignGeneratedIpv6CidrBlock, true);
      assert.deepEqual(subnetSpecs, [
        {
          type: "Private",
          cidrBlocks: ["10.0.0.0/20", "10.0.32.0/20"],
          tags: {},
          assignIpv6AddressOnCreation: false,
        },
        {
          type: "Public",
          cidrBlocks: ["10.0.16.0/21", "10.0.48.0/21"],
          tags: {},
          assignIpv6AddressOnCreation: true,
        },
      ]);
      const routes = plan.ofType("aws:ec2/route:Route");
      assert.deepEqual(
        routes.map(({ name }) => name),
        ["network-public-1-ipv6", "network-public-2-ipv6"],
      );
      for (const { inputs } of routes) {
        const { routeTableId, gatewayId, ...rest } = inputs;
        assert.deepEqual(rest, { destinationIpv6CidrBlock: "::/0" });
        assert.match(String(routeTableId), /^rtb-/);
        assert.match(String(gatewayId), /^igw-/);
      }
      assert.equal(new Set(routes.map(({ inputs }) => inputs.routeTableId)).size, 2);
    });

    it("gives no address to what is in them but load balancers", async () => {
      const plan = await planWith(true);
      for (const name of subnets) {
        assert.equal(plan.resource(name).inputs.assignIpv6AddressOnCreation, false);
        assert.deepEqual(plan.resource(name).ignoreChanges, ["availabilityZone"]);
      }
      assert.deepEqual(plan.resource("network-vpc").ignoreChanges, []);
    });

    it("keeps its ranges when it has it no more: they can't be taken back while load balancers have addresses of them", async () => {
      const plan = await planWith(false);
      assert.deepEqual(plan.resource("network-vpc").ignoreChanges, ["assignGeneratedIpv6CidrBlock"]);
      for (const name of subnets) {
        assert.deepEqual(plan.resource(name).ignoreChanges, [
          "availabilityZone",
          "ipv6CidrBlock",
          "assignIpv6AddressOnCreation",
        ]);
      }
      assert.deepEqual(plan.ofType("aws:ec2/route:Route"), []);
    });
  });

  it("places subnets in zones that EKS takes, in no Local Zone, and leaves them there", async () => {
    const asked: unknown[] = [];
    const plan = await planOf(() => {
      pulumi.runtime.registerInvokeTransform(({ token, args }) => {
        if (token.includes("getAvailabilityZones")) asked.push(args);
        return undefined;
      });
      const { vpc } = new Network("network", { availabilityZones: 3 });
      for (const name of ["network-private-1", "network-public-3", "network-other"]) {
        const args = { vpcId: "vpc-1", cidrBlock: "10.0.255.0/24", availabilityZone: "us-east-1-atl-1a" };
        new aws.ec2.Subnet(name, args, { parent: vpc });
      }
    });
    assert.deepEqual(asked, [
      {
        filters: [{ name: "zone-type", values: ["availability-zone"] }],
        excludeZoneIds: ["use1-az3", "usw1-az2", "cac1-az3"],
      },
    ]);
    const zoneOf = (name: string) => plan.resource(name).inputs.availabilityZone;
    assert.deepEqual(["network-private-1", "network-public-3", "network-other"].map(zoneOf), [
      "us-east-1a",
      "us-east-1c",
      "us-east-1-atl-1a",
    ]);
    assert.equal(plan.resource("network-private-1").ignoreChanges[0], "availabilityZone");
    assert.ok(!plan.resource("network-other").ignoreChanges.includes("availabilityZone"));
  });

  it("fails where the region has fewer zones, and says how many", async () => {
    await assert.rejects(
      planOf(() => {
        const { vpc } = new Network("network", { availabilityZones: 6 });
        new aws.ec2.Subnet("network-public-4", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }, { parent: vpc });
      }),
      /The region has 3 availability zones for this account \(us-east-1a, us-east-1b, us-east-1c\), Local Zones and those that EKS refuses aside: availabilityZones must be at most 3\./,
    );
  });

  it("has its subnets depend on the routes of the VPC", async () => {
    const plan = await planOf(() => {
      const { publicSubnetIds, workloadSubnetIds } = new Network("network");
      new aws.lb.LoadBalancer("public", { subnets: publicSubnetIds });
      new aws.lb.LoadBalancer("workload", { subnets: workloadSubnetIds });
    });
    for (const name of ["public", "workload"]) {
      assert.ok(plan.resource(name).dependencies.includes(plan.resource("Vpc", "network").urn));
    }
  });

  it("passes its provider to all children", async () => {
    const plan = await planOf(() => {
      const provider = new aws.Provider("elsewhere", { region: "eu-central-1" });
      new Network("network", { endpoints: true, flowLogs: true }, { providers: [provider] });
    });
    const provider = plan.resource("elsewhere").urn;
    for (const resource of plan.ofType("").filter(({ type }) => type.startsWith("aws:"))) {
      assert.ok(resource.provider?.startsWith(provider), resource.urn);
    }
    assert.ok(plan.resource("Vpc", "network").providers.aws?.startsWith(provider));
    assert.equal(plan.resource("network-s3").inputs.serviceName, "com.amazonaws.eu-central-1.s3");
  });
});
