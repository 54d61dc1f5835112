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

  it("has awsx's defaults: three zones with a NAT gateway each", () => {
    const expected = [
      ["nat-gateway", 3, 98.55],
      ["nat-address", 3, 10.95],
    ];
    assert.deepEqual(figures(vpc({})), expected);
    assert.deepEqual(figures(resource("awsx:ec2:Vpc", "network", null)), expected);
  });

  it("counts zones by name, and no address that is its own resource", () => {
    const natGateways = { strategy: "OnePerAz", elasticIpAllocationIds: ["eipalloc-1", "eipalloc-2"] };
    const named = vpc({ availabilityZoneNames: ["us-east-1a", "us-east-1b"], natGateways });
    assert.deepEqual(figures(named, resource("aws:ec2/eip:Eip", "one")), [
      ["nat-gateway", 2, 65.7],
      ["address", 1, 3.65],
    ]);
  });

  it("counts the resources of a VPC component in place of the component where the plan has them", () => {
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

  it("counts the interface endpoints of a VPC component in each of its zones", () => {
    const vpcEndpointSpecs = [
      { serviceName: "com.amazonaws.us-east-1.logs", vpcEndpointType: "Interface" },
      { serviceName: "com.amazonaws.us-east-1.sts", vpcEndpointType: "interface" },
      { serviceName: "com.amazonaws.us-east-1.s3", vpcEndpointType: "Gateway" },
      { serviceName: "com.amazonaws.us-east-1.dynamodb" },
    ];
    const natGateways = { strategy: "None" };
    assert.deepEqual(figures(vpc({ numberOfAvailabilityZones: 3, natGateways, vpcEndpointSpecs })), [
      ["interface-endpoint", 6, 43.8],
    ]);
  });

  it("is reported as unknown for other endpoints", () => {
    const { lines, noPrice } = report(
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", "inspection", { vpcEndpointType: "GatewayLoadBalancer" }),
    );
    assert.deepEqual(lines, []);
    assert.deepEqual(
      noPrice.map(({ what }) => what),
      ["VPC endpoint of type GatewayLoadBalancer"],
    );
  });

  it("marks an assumed number of zones as an estimate", () => {
    const endpoint = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "logs", {
      vpcEndpointType: "Interface",
      subnetIds: unknown,
    });
    const [assumed] = report(endpoint).lines;
    assert.deepEqual(assumed?.quantity, { min: 2, max: 2 });
    assert.equal(assumed?.estimate, "assumes two zones, because the subnets are not known yet");
    const subnets = ["a", "b", "c"].map((zone) =>
      resource("aws:ec2/subnet:Subnet", zone, { availabilityZone: `us-east-1${zone}` }),
    );
    const [known] = report(endpoint, ...subnets).lines;
    assert.deepEqual(known?.quantity, { min: 3, max: 3 });
    assert.equal(known?.estimate, "assumes all zones of the VPC, because the subnets are not known yet");
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
    assert.deepEqual(figures(balancer({ subnetMappings: [{ subnetId: "subnet-1" }] })), [
      ["load-balancer", 1, 16.43],
      ["load-balancer-address", 1, 3.65],
    ]);
  });

  it("counts Network Load Balancers alike, and their static addresses once", () => {
    const network = { loadBalancerType: "network", internal: false };
    assert.deepEqual(figures(balancer({ ...network, subnets })), [
      ["network-load-balancer", 1, 16.43],
      ["load-balancer-address", 2, 7.3],
    ]);
    const subnetMappings = [{ subnetId: "subnet-1", allocationId: "eipalloc-1" }];
    assert.deepEqual(figures(balancer({ ...network, subnetMappings }), resource("aws:ec2/eip:Eip", "one")), [
      ["network-load-balancer", 1, 16.43],
      ["address", 1, 3.65],
    ]);
  });

  it("doesn't count addresses that are their own resources", () => {
    const subnetMappings = [{ subnetId: "subnet-1", allocationId: "eipalloc-1" }];
    assert.deepEqual(figures(balancer({ subnetMappings })), [["load-balancer", 1, 16.43]]);
  });

  it("is reported as unknown for other types", () => {
    for (const type of ["gateway"]) {
      const { lines, noPrice } = report(balancer({ loadBalancerType: type, subnets }));
      assert.deepEqual(lines, []);
      assert.deepEqual(
        noPrice.map(({ what }) => what),
        [`load balancer of type ${type}`],
      );
    }
    const classic = report(resource("aws:elb/loadBalancer:LoadBalancer", "old"));
    assert.deepEqual(
      classic.noPrice.map(({ what }) => what),
      ["aws:elb/loadBalancer:LoadBalancer"],
    );
  });
});
