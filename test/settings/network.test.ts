import assert from "node:assert/strict";
import { type Case, errorsOf, hasPlatforms, read } from "./reading";

const privateAlone = {
  vpcId: "vpc-01234567",
  privateSubnetIds: ["subnet-01234567", "subnet-89abcdef"],
};

const image = `111122223333.dkr.ecr.us-east-1.amazonaws.com/shop@sha256:${"0".repeat(64)}`;

const cases: Case[] = [
  {
    what: "something other than a range",
    config: { network: { cidr: "10.0.0.0/8" } },
    lines: [
      'aws-containers:network.cidr is "10.0.0.0/8", but must be an IPv4 range from /16 to /24, such as 10.0.0.0/16.',
    ],
  },
  {
    what: "a part above 255",
    config: { network: { cidr: "10.0.256.0/16" } },
    lines: ['aws-containers:network.cidr is "10.0.256.0/16", but no part of an address can be above 255.'],
  },
  {
    what: "an address inside a range",
    config: { network: { cidr: "10.0.1.0/16" } },
    lines: [
      'aws-containers:network.cidr is "10.0.1.0/16", an address inside of a range: the range is 10.0.0.0/16.',
    ],
  },
  {
    what: "a range that AWS reserves",
    config: { network: { cidr: "169.254.0.0/16" } },
    lines: [
      'aws-containers:network.cidr is "169.254.0.0/16", but AWS reserves that range: use a private one, such as 10.0.0.0/16.',
    ],
  },
  {
    what: "a range without room for the zones",
    config: { network: { cidr: "10.0.0.0/24", availabilityZones: "3" } },
    lines: [
      'aws-containers:network.cidr is "10.0.0.0/24", too small for a public and a private subnet in each of 3 zones: use /23 or larger.',
    ],
  },
  {
    what: "an existing VPC combined with settings of a new one",
    config: {
      network: {
        existing: {
          vpcId: "vpc-0123456789abcdef0",
          publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef0"],
        },
        cidr: "10.0.0.0/16",
        availabilityZones: 2,
        nat: "none",
        endpoints: false,
        flowLogs: true,
      },
    },
    lines: [
      "aws-containers:network.availabilityZones can't be combined with aws-containers:network.existing.",
      "aws-containers:network.cidr can't be combined with aws-containers:network.existing.",
      "aws-containers:network.endpoints can't be combined with aws-containers:network.existing.",
      "aws-containers:network.existing.publicSubnetIds[1] is subnet-0123456789abcdef0, which is already in the list.",
      "aws-containers:network.flowLogs can't be combined with aws-containers:network.existing.",
      "aws-containers:network.nat can't be combined with aws-containers:network.existing.",
    ],
  },
  {
    what: "an existing VPC without required keys",
    config: {
      network: {
        existing: { publicSubnetIds: ["subnet-0123456789abcdef0"], privateSubnetIds: "subnet-1,net-2" },
      },
    },
    lines: [
      'aws-containers:network.existing.privateSubnetIds[0] is "subnet-1", but must be the id of a subnet, such as subnet-0123456789abcdef0.',
      'aws-containers:network.existing.privateSubnetIds[1] is "net-2", but must be the id of a subnet, such as subnet-0123456789abcdef0.',
      "aws-containers:network.existing.publicSubnetIds is a list of 1, but must be a list of 2 to 16 subnet ids.",
      "aws-containers:network.existing.vpcId is missing: it must be the id of a VPC, such as vpc-0123456789abcdef0.",
    ],
  },
  {
    what: "an existing VPC without any subnet",
    config: { network: { existing: { vpcId: "vpc-01234567" } } },
    lines: [
      "aws-containers:network.existing has no subnets: set privateSubnetIds, publicSubnetIds for load balancers, or both.",
    ],
  },
  {
    what: "public services in an existing VPC of private subnets alone",
    config: {
      network: { existing: privateAlone },
      services: {
        api: { image, routes: [{ path: "/api/*" }] },
        web: { image, routes: [{ path: "/*" }] },
        orders: { image, exposure: "internal" },
      },
    },
    lines: [
      "aws-containers:network.existing.publicSubnetIds is missing: load balancers are placed in public subnets, and api, web are public. Name the subnets with a route to an internet gateway, or set exposure: internal or none.",
    ],
  },
  {
    what: "an existing VPC with a wrong id",
    config: {
      network: { existing: { vpcId: "my-vpc", publicSubnetIds: "subnet-01234567,subnet-89abcdef" } },
    },
    lines: [
      'aws-containers:network.existing.vpcId is "my-vpc", but must be the id of a VPC, such as vpc-0123456789abcdef0.',
    ],
  },
];

describe("network settings reject", () => {
  for (const { what, config, secrets, lines } of cases) {
    it(what, () => {
      assert.deepEqual(errorsOf(config, secrets), lines);
    });
  }
});

describe("network settings", () => {
  it("take an existing VPC as it is, with or without private subnets", () => {
    const existing = { vpcId: "vpc-01234567", publicSubnetIds: "subnet-01234567,subnet-89abcdef" };
    assert.deepEqual(read({ network: { existing } }).network, {
      existing: {
        vpcId: "vpc-01234567",
        publicSubnetIds: ["subnet-01234567", "subnet-89abcdef"],
        privateSubnetIds: [],
      },
    });
  });

  it("take an existing VPC of private subnets alone where no load balancer is in public ones", () => {
    const network = { existing: privateAlone };
    const taken = { existing: { publicSubnetIds: [], ...privateAlone } };
    const internal = { hello: { exposure: "internal" } };
    assert.deepEqual(read({ network, services: internal }).network, taken);
    if (!hasPlatforms("ecs")) return;
    const behindCloudFront = { platforms: ["ecs"], loadBalancer: { cloudFront: true } };
    assert.deepEqual(read({ network, ...behindCloudFront }).network, taken);
  });

  it("prefer what the stack sets", () => {
    const network = {
      cidr: "10.1.0.0/22",
      availabilityZones: 6,
      nat: "none",
      endpoints: true,
      flowLogs: true,
    };
    assert.deepEqual(read({ network }).network, { ...network, flowLogRetentionDays: 365, protect: false });
  });
});
