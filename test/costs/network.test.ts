import assert from "node:assert/strict";
import { figures, report, resource, unknown } from "./a-plan";

const vpc = (inputs: Record<string, unknown>) => resource("awsx:ec2:Vpc", "network", inputs);

describe("the cost of a network", () => {
  it("counts NAT gateways and their addresses by the strategy of the VPC", () => {
    const zones = { numberOfAvailabilityZones: 3 };
    assert.deepEqual(figures(vpc({ ...zones, natGateways: { strategy: "None" } })), []);
    assert.deepEqual(figures(vpc({ ...zones, natGateways: { strategy: "Single" } })), [
      ["nat-gateway", 1, 32.85],
      ["nat-address", 1, 3.65],
    ]);
    assert.deepEqual(figures(vpc({ ...zones, natGateways: { strategy: "OnePerAz" } })), [
      ["nat-gateway", 3, 98.55],
      ["nat-address", 3, 10.95],
    ]);
  });

  it("takes awsx's defaults where the VPC says nothing: three zones with a NAT gateway each", () => {
    const expected = [
      ["nat-gateway", 3, 98.55],
      ["nat-address", 3, 10.95],
    ];
    assert.deepEqual(figures(vpc({})), expected);
    assert.deepEqual(figures(resource("awsx:ec2:Vpc", "network", null)), expected);
  });

  it("counts zones by name, and no address that is a resource of its own", () => {
    const natGateways = { strategy: "OnePerAz", elasticIpAllocationIds: ["eipalloc-1", "eipalloc-2"] };
    const named = vpc({ availabilityZoneNames: ["us-east-1a", "us-east-1b"], natGateways });
    assert.deepEqual(figures(named, resource("aws:ec2/eip:Eip", "one")), [
      ["nat-gateway", 2, 65.7],
      ["address", 1, 3.65],
    ]);
  });

  it("counts the parts of a VPC in place of the VPC where the plan has them", () => {
    const whole = resource("awsx:ec2:Vpc", "network", null);
    const parent = whole.urn;
    const eip = resource("aws:ec2/eip:Eip", "network-1", {}, { parent });
    const gateway = resource(
      "aws:ec2/natGateway:NatGateway",
      "network-1",
      { allocationId: unknown },
      { parent, propertyDependencies: { allocationId: [eip.urn] } },
    );
    assert.deepEqual(figures(whole, eip, gateway), [
      ["nat-gateway", 1, 32.85],
      ["nat-address", 1, 3.65],
    ]);
  });

  it("counts interface endpoints by zone, and gateway endpoints not at all", () => {
    const endpoint = (name: string, inputs: Record<string, unknown>) =>
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", name, inputs);
    assert.deepEqual(figures(endpoint("s3", { vpcEndpointType: "Gateway" }), endpoint("none", {})), []);
    const subnetIds = ["subnet-1", "subnet-2", "subnet-3"];
    assert.deepEqual(figures(endpoint("logs", { vpcEndpointType: "Interface", subnetIds })), [
      ["interface-endpoint", 3, 21.9],
    ]);
  });

  it("says so where it has to assume the zones", () => {
    const endpoint = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "logs", {
      vpcEndpointType: "Interface",
      subnetIds: unknown,
    });
    const [assumed] = report(endpoint).lines;
    assert.deepEqual(assumed?.quantity, { min: 2, max: 2 });
    assert.equal(assumed?.estimate, "its subnets are not known yet: two zones assumed");
    const subnets = ["a", "b", "c"].map((zone) =>
      resource("aws:ec2/subnet:Subnet", zone, { availabilityZone: `us-east-1${zone}` }),
    );
    const [known] = report(endpoint, ...subnets).lines;
    assert.deepEqual(known?.quantity, { min: 3, max: 3 });
    assert.equal(known?.estimate, "its subnets are not known yet: all zones of the VPC assumed");
  });

  it("counts connections by the hour", () => {
    assert.deepEqual(
      figures(
        resource("aws:ec2/vpnConnection:VpnConnection", "vpn"),
        resource("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "attachment"),
        resource("aws:globalaccelerator/accelerator:Accelerator", "accelerator"),
      ),
      [
        ["connection", 1, 36.5],
        ["connection", 1, 36.5],
        ["connection", 1, 18.25],
      ],
    );
  });
});

describe("the cost of load balancers", () => {
  const balancer = (inputs: Record<string, unknown>) =>
    resource("aws:lb/loadBalancer:LoadBalancer", "web", inputs);
  const subnets = ["subnet-1", "subnet-2"];

  it("counts hours, and an address in each zone where it faces the internet", () => {
    assert.deepEqual(figures(balancer({ loadBalancerType: "application", internal: false, subnets })), [
      ["load-balancer", 1, 16.43],
      ["load-balancer-address", 2, 7.3],
    ]);
    assert.deepEqual(figures(balancer({ internal: true, subnets })), [["load-balancer", 1, 16.43]]);
    assert.deepEqual(figures(balancer({ loadBalancerType: "network", subnets })), [
      ["load-balancer", 1, 16.43],
      ["load-balancer-address", 2, 7.3],
    ]);
  });

  it("doesn't count addresses that are resources of their own", () => {
    const subnetMappings = [{ subnetId: "subnet-1", allocationId: "eipalloc-1" }];
    assert.deepEqual(figures(balancer({ loadBalancerType: "network", subnetMappings })), [
      ["load-balancer", 1, 16.43],
    ]);
  });

  it("knows gateway and classic ones", () => {
    assert.deepEqual(figures(balancer({ loadBalancerType: "gateway", subnets })), [
      ["load-balancer", 1, 18.25],
    ]);
    assert.deepEqual(figures(resource("aws:elb/loadBalancer:LoadBalancer", "old")), [
      ["load-balancer", 1, 18.25],
    ]);
  });
});
