import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Address4 } from "ip-address";
import { Network, type NetworkArgs } from "../../../components/network";
import { subnetBlocks } from "../../../components/network/subnet-blocks";
import { json, planOf } from "../../support/plan";

const planOfNetwork = (args?: NetworkArgs) =>
  planOf(() => {
    const { vpcId, publicSubnetIds, privateSubnetIds, workloadSubnetIds, assignPublicIp } = new Network(
      "network",
      args,
    );
    return { vpcId, publicSubnetIds, privateSubnetIds, workloadSubnetIds, assignPublicIp };
  });

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

  it("creates interface endpoints that only the VPC can reach, over TLS", async () => {
    const plan = await planOfNetwork({ endpoints: true, cidr: "10.1.0.0/16" });
    const group = plan.resource("network-endpoints");
    assert.deepEqual(group.inputs, {
      description: "Interface endpoints: TLS from the VPC only",
      vpcId: plan.outputs.vpcId,
      ingress: [
        {
          description: "TLS from the VPC",
          protocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrBlocks: ["10.1.0.0/16"],
        },
      ],
      egress: [],
    });
    const endpoints = plan.ofType("VpcEndpoint").filter(({ name }) => name !== "network-s3");
    assert.deepEqual(
      endpoints.map(({ name, inputs }) => ({ name, ...inputs })),
      ["ecr.api", "ecr.dkr", "logs", "ssmmessages", "sts"].map((service) => ({
        name: `network-${service.replace(".", "-")}`,
        vpcId: plan.outputs.vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.us-east-1.${service}`,
        privateDnsEnabled: true,
        subnetIds: plan.outputs.privateSubnetIds,
        securityGroupIds: [group.id],
      })),
    );
  });

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

  it("creates the further endpoints of EKS nodes", async () => {
    const plan = await planOfNetwork({ endpoints: true, kubernetesTags: true });
    assert.deepEqual(
      plan
        .ofType("VpcEndpoint")
        .map(({ inputs }) => String(inputs.serviceName).replace("com.amazonaws.us-east-1.", ""))
        .sort(),
      [
        "ec2",
        "ecr.api",
        "ecr.dkr",
        "eks",
        "eks-auth",
        "elasticloadbalancing",
        "logs",
        "s3",
        "ssmmessages",
        "sts",
      ],
    );
  });

  it("logs connections with a role that may write to that log group only", async () => {
    const plan = await planOfNetwork({ flowLogs: true, flowLogRetentionDays: 365 });
    const logGroup = plan.theOne("LogGroup");
    const role = plan.theOne("iam/role:Role");
    const permission = plan.theOne("RolePolicy");
    const flowLog = plan.theOne("FlowLog");

    assert.deepEqual(logGroup.inputs, { retentionInDays: 365 });
    assert.deepEqual(json(role.inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
        },
      ],
    });
    assert.equal(permission.inputs.role, role.id);
    assert.deepEqual(json(permission.inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: [
            "logs:CreateLogStream",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
          ],
          Resource: [`${logGroup.outputs.arn}:*`],
        },
      ],
    });
    assert.deepEqual(flowLog.inputs, {
      vpcId: plan.outputs.vpcId,
      trafficType: "ALL",
      logDestination: logGroup.outputs.arn,
      iamRoleArn: role.outputs.arn,
      maxAggregationInterval: 60,
    });
    assert.ok(flowLog.dependencies.includes(permission.urn));
  });

  it("protects flow logs by argument", async () => {
    assert.equal((await planOfNetwork({ flowLogs: true, protect: true })).theOne("LogGroup").protect, true);
    assert.equal((await planOfNetwork({ flowLogs: true })).theOne("LogGroup").protect, false);
  });

  it("encrypts flow logs with a key, by argument, which says nothing in an existing VPC", async () => {
    const logKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";
    const { inputs } = (await planOfNetwork({ flowLogs: true, logKeyArn })).theOne("LogGroup");
    assert.deepEqual(inputs, { retentionInDays: 30, kmsKeyId: logKeyArn });
    const existing = { vpcId: "vpc-1", publicSubnetIds: ["subnet-1", "subnet-2"] };
    const types = (await planOfNetwork({ existing, logKeyArn })).resources.map(({ type }) => type);
    assert.deepEqual(
      types.sort(),
      (await planOfNetwork({ existing })).resources.map(({ type }) => type).sort(),
    );
  });

  it("keeps flow logs for 30 days by default", async () => {
    const plan = await planOfNetwork({ flowLogs: true });
    assert.equal(plan.theOne("LogGroup").inputs.retentionInDays, 30);
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
