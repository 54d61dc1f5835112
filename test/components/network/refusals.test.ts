import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Network, type NetworkArgs } from "../../../components/network";

const refusalOf = (args: NetworkArgs): string => {
  try {
    new Network("network", args);
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), String(error));
    return error.message;
  }
  assert.fail("nothing was refused");
};

const retentions =
  "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653";
const existing = { vpcId: "vpc-1", publicSubnetIds: ["a", "b"], privateSubnetIds: [] };

describe("Network refuses", () => {
  it("all invalid arguments at once", () => {
    const args = { cidr: "10.0.0.0", availabilityZones: 1, nat: "one", flowLogRetentionDays: 2 };
    assert.equal(
      refusalOf(args as NetworkArgs),
      [
        'Invalid arguments for Network "network":',
        '  - cidr is "10.0.0.0": must be an IPv4 CIDR block from /16 to /24, such as 10.0.0.0/16',
        "  - availabilityZones is 1: must be a whole number from 2 to 6",
        '  - nat is "one": must be none, single or per-zone',
        `  - flowLogRetentionDays is 2: must be ${retentions}`,
      ].join("\n"),
    );
  });

  it("IPv6 ranges in subnets that containers run in", () => {
    assert.equal(
      refusalOf({ ipv6: true, nat: "none" }),
      'Invalid arguments for Network "network":\n' +
        "  - ipv6 is true: must be false with nat none, where containers would get IPv6 addresses, to which no security group allows traffic",
    );
  });

  for (const cidr of [
    "10.0.0.1/16",
    "10.0.0.0/15",
    "10.0.0.0/25",
    "10.0.0.256/16",
    "fd00::/16",
    "10.0/16",
    "",
  ]) {
    it(`the range "${cidr}"`, () => {
      assert.match(
        refusalOf({ cidr }),
        /- cidr is ".*": must be an IPv4 CIDR block from \/16 to \/24, such as 10\.0\.0\.0\/16$/,
      );
    });
  }

  it("a range that AWS reserves", () => {
    assert.equal(
      refusalOf({ cidr: "127.0.0.0/16" }),
      'Invalid arguments for Network "network":\n  - cidr is "127.0.0.0/16": must be outside of 127.0.0.0/8, which AWS reserves, ' +
        "such as 10.0.0.0/16",
    );
  });

  it("a range that is too small for its zones, with the smallest that fits", () => {
    assert.equal(
      refusalOf({ cidr: "10.0.0.0/24", availabilityZones: 3 }),
      'Invalid arguments for Network "network":\n  - cidr is "10.0.0.0/24": must be at most /23 with 3 zones, ' +
        "since load balancers require public subnets of /27",
    );
  });

  for (const availabilityZones of [0, 7, 2.5, Number.NaN]) {
    it(`${availabilityZones} zones`, () => {
      assert.match(
        refusalOf({ availabilityZones }),
        /- availabilityZones is .*: must be a whole number from 2 to 6$/,
      );
    });
  }

  it("to create anything in an existing VPC", () => {
    assert.equal(
      refusalOf({ existing, cidr: "10.0.0.0/16", endpoints: false }),
      [
        'Invalid arguments for Network "network":',
        "  - cidr can't be combined with existing: nothing is created in an existing VPC",
        "  - endpoints can't be combined with existing: nothing is created in an existing VPC",
      ].join("\n"),
    );
  });

  it("an existing VPC without any subnet", () => {
    assert.equal(
      refusalOf({ existing: { vpcId: "vpc-1" } }),
      [
        'Invalid arguments for Network "network":',
        "  - existing has no subnets: must have publicSubnetIds, privateSubnetIds or both",
      ].join("\n"),
    );
  });

  it("a VPC whose subnets are in one zone", () => {
    assert.equal(
      refusalOf({ existing: { vpcId: "vpc-1", publicSubnetIds: ["a"], privateSubnetIds: ["b"] } }),
      [
        'Invalid arguments for Network "network":',
        "  - existing.publicSubnetIds has 1 subnet: must have none or at least 2, in two zones, for a load balancer",
        "  - existing.privateSubnetIds has 1 subnet: must have none or at least 2, in two zones",
      ].join("\n"),
    );
  });
});
