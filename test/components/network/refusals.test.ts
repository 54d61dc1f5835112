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
  "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";
const existing = { vpcId: "vpc-1", publicSubnetIds: ["a", "b"], privateSubnetIds: [] };

describe("Network refuses", () => {
  it("everything that is wrong, at once", () => {
    const args = { cidr: "10.0.0.0", availabilityZones: 1, nat: "one", flowLogRetentionDays: 2 };
    assert.equal(
      refusalOf(args as NetworkArgs),
      [
        'Network "network" is refused:',
        '  - cidr: "10.0.0.0" is not an IPv4 network such as 10.0.0.0/16, /16 to /24',
        "  - availabilityZones: 1 is not a whole number, 2–6",
        '  - nat: "one" is not one of none, single, per-zone',
        `  - flowLogRetentionDays: 2 is not one of ${retentions}`,
      ].join("\n"),
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
      assert.match(refusalOf({ cidr }), /- cidr: .* is not an IPv4 network such as 10\.0\.0\.0\/16/);
    });
  }

  it("a range that is too small for its zones, and says which is large enough", () => {
    assert.equal(
      refusalOf({ cidr: "10.0.0.0/24", availabilityZones: 3 }),
      'Network "network" is refused:\n  - cidr: "10.0.0.0/24" is too small for 3 zones: their public subnets ' +
        "would be /28, and load balancers need /27; take at least a /23",
    );
  });

  for (const availabilityZones of [0, 7, 2.5, Number.NaN]) {
    it(`${availabilityZones} zones`, () => {
      assert.match(refusalOf({ availabilityZones }), /- availabilityZones: .* is not a whole number, 2–6/);
    });
  }

  it("to make something in a VPC that exists", () => {
    assert.equal(
      refusalOf({ existing, cidr: "10.0.0.0/16", endpoints: false }),
      [
        'Network "network" is refused:',
        "  - cidr: can't go with existing: nothing is made in a VPC that exists",
        "  - endpoints: can't go with existing: nothing is made in a VPC that exists",
      ].join("\n"),
    );
  });

  it("a VPC whose subnets are in one zone", () => {
    assert.equal(
      refusalOf({ existing: { vpcId: "vpc-1", publicSubnetIds: ["a"], privateSubnetIds: ["b"] } }),
      [
        'Network "network" is refused:',
        "  - existing.publicSubnetIds: 1 given, a load balancer needs at least 2, in two zones",
        "  - existing.privateSubnetIds: 1 given, allowed are none or at least 2, in two zones",
      ].join("\n"),
    );
  });
});
