import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedResource } from "pulumi-offline-preview";
import { costOf } from "../../costs";
import { encodeProperties, unknown } from "../../packages/offline-preview/src/engine/value";
import { planOf } from "../support/plan";

const assessed = (resource: PlannedResource) => ({ ...resource, inputs: encodeProperties(resource.inputs) });

describe("the cost of a plan of the preview's own", () => {
  it("needs no other form of it, and reads what is secret without showing it", async () => {
    const { resources } = await planOf(() => {
      new aws.kms.Key("key");
      new aws.ebs.Volume("data", { availabilityZone: "us-east-1a", type: pulumi.secret("gp3"), size: 10 });
    });
    const { lines, noPrice } = costOf(resources.map(assessed), { region: "us-east-1" });
    assert.deepEqual(noPrice, []);
    assert.deepEqual(
      lines.map(({ urn, monthly }) => [urn, monthly.min]),
      [
        ["urn:pulumi:dev::aws-containers::aws:kms/key:Key::key", 1],
        ["urn:pulumi:dev::aws-containers::aws:ebs/volume:Volume::data", 0.8],
      ],
    );
  });

  it("tolerates that every input is unknown", async () => {
    const { resources } = await planOf(() => {
      new aws.lb.LoadBalancer("web", { subnets: ["subnet-1", "subnet-2"] });
      new aws.ec2.VpcEndpoint("logs", { vpcId: "vpc-1", vpcEndpointType: "Interface" });
      new aws.ecs.Service("hello", { desiredCount: 1 });
      new aws.autoscaling.Group("machines", { minSize: 1, maxSize: 2 });
      new aws.eks.Cluster("eks", { roleArn: "role", vpcConfig: { subnetIds: [] } });
      new aws.eks.NodeGroup("nodes", {
        clusterName: "eks",
        nodeRoleArn: "role",
        subnetIds: [],
        scalingConfig: { minSize: 1, maxSize: 2, desiredSize: 1 },
      });
    });
    const blind = resources.map((resource) => ({
      ...resource,
      inputs: Object.fromEntries(Object.keys(resource.inputs).map((key) => [key, unknown])),
    }));
    const { monthly, lines, noPrice } = costOf(blind.map(assessed), { region: "us-east-1" });
    assert.ok(monthly !== undefined && Number.isFinite(monthly.min) && monthly.max >= monthly.min);
    for (const line of lines)
      assert.ok(line.monthly.max >= line.monthly.min && line.monthly.min >= 0, line.what);
    assert.deepEqual(
      noPrice.map(({ what }) => what),
      ["instances of type (not known yet)"],
    );
  });
});
