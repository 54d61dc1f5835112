import assert from "node:assert/strict";
import { costOf } from "../../costs";
import { resource, unknown } from "./a-plan";

describe("the cost of resources whose inputs are all unknown", () => {
  it("is a number that isn't negative, or is reported as unknown", () => {
    const resources = Object.entries({
      "awsx:ec2:Vpc": [
        "natGateways",
        "numberOfAvailabilityZones",
        "availabilityZoneNames",
        "vpcEndpointSpecs",
      ],
      "aws:lb/loadBalancer:LoadBalancer": ["subnets", "loadBalancerType", "internal"],
      "aws:ec2/vpcEndpoint:VpcEndpoint": ["vpcId", "vpcEndpointType", "subnetIds"],
      "aws:ecs/cluster:Cluster": ["settings"],
      "aws:ecs/service:Service": ["desiredCount", "taskDefinition", "launchType"],
      "aws:appautoscaling/policy:Policy": ["policyType"],
      "eks:index:Cluster": ["version", "autoMode", "upgradePolicy", "subnetIds"],
      "kubernetes:karpenter.sh/v1:NodePool": ["spec"],
      "kubernetes:apps/v1:Deployment": ["spec", "metadata"],
      "kubernetes:core/v1:Service": ["spec"],
    }).map(([type, names]) =>
      resource(type, "one", Object.fromEntries(names.map((name) => [name, unknown]))),
    );
    const { monthly, lines, noPrice } = costOf(resources, { region: "us-east-1" });
    assert.ok(monthly !== undefined && Number.isFinite(monthly.min) && monthly.max >= monthly.min);
    for (const line of lines) {
      assert.ok(line.monthly.max >= line.monthly.min && line.monthly.min >= 0, line.what);
    }
    assert.deepEqual(noPrice.map(({ what }) => what).sort(), [
      "default node group of an EKS cluster",
      "nodes of a pool that isn't one of EKS Auto Mode",
    ]);
  });
});
