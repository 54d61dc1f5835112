import assert from "node:assert/strict";
import { costOf } from "../../costs";
import { report, resource } from "./a-plan";

const unpriced = (...resources: Parameters<typeof report>) =>
  report(...resources).noPrice.map(({ what }) => what);

describe("resources without a price", () => {
  it("are reported by type, never counted as 0 in silence", () => {
    for (const type of [
      "aws:rds/instance:Instance",
      "aws:ec2/instance:Instance",
      "aws:autoscaling/group:Group",
      "aws:ebs/volume:Volume",
      "aws:ec2/vpnConnection:VpnConnection",
      "aws:wafv2/ruleGroup:RuleGroup",
      "aws:chime/voiceConnector:VoiceConnector",
      "aws-native:rds:DbInstance",
      "awsx:ecs:FargateService",
      "gcp:compute/instance:Instance",
      "kubernetes:apps/v1:ReplicaSet",
      "kubernetes:core/v1:PersistentVolumeClaim",
      "kubernetes:helm.sh/v3:Release",
      "acme:shop:Database",
    ]) {
      const found = resource(type, "one");
      const { lines, monthly, noPrice } = report(found);
      assert.deepEqual([lines, monthly], [[], { min: 0, max: 0 }]);
      assert.deepEqual(noPrice, [{ urn: found.urn, what: type, source: "https://calculator.aws/" }]);
    }
  });

  it("are not those that are free or charged by use", () => {
    for (const type of [
      "aws:iam/role:Role",
      "aws:ecr/repository:Repository",
      "aws:ecs/taskDefinition:TaskDefinition",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      "aws:lambda/function:Function",
      "aws:lambda/invocation:Invocation",
      "kubernetes:apps/v1:Deployment",
      "kubernetes:batch/v1:Job",
      "pulumi:providers:aws",
      "docker:index/image:Image",
      "aws-containers:registry:Registry",
    ]) {
      assert.deepEqual(unpriced(resource(type, "one")), [], type);
    }
  });

  it("are the resources of a component in place of the component", () => {
    const shop = resource("acme:shop:Database", "shop");
    const database = resource("aws:rds/instance:Instance", "shop", {}, { parent: shop.urn });
    assert.deepEqual(unpriced(shop, database), ["aws:rds/instance:Instance"]);
    const cluster = resource("aws:neptune/cluster:Cluster", "shop");
    const instance = resource(
      "aws:neptune/clusterInstance:ClusterInstance",
      "shop",
      {},
      { parent: cluster.urn },
    );
    assert.deepEqual(unpriced(cluster, instance).sort(), [
      "aws:neptune/cluster:Cluster",
      "aws:neptune/clusterInstance:ClusterInstance",
    ]);
  });

  it("are those in another region than the stack's", () => {
    const replica = resource("aws:kms/key:Key", "replica", { region: "eu-west-1" });
    const free = resource("aws:kms/alias:Alias", "alias", { region: "eu-west-1" });
    const { lines, noPrice } = report(replica, free);
    assert.deepEqual(lines, []);
    assert.deepEqual(noPrice, [
      { urn: replica.urn, what: "aws:kms/key:Key in eu-west-1", source: "https://calculator.aws/" },
    ]);
    const same = resource("aws:kms/key:Key", "key", { region: "us-east-1" });
    assert.equal(report(same).lines.length, 1);
  });

  it("make no report without figures", () => {
    const stack = [resource("aws:rds/instance:Instance", "orders")];
    assert.deepEqual(costOf(stack, { region: "eu-central-1" }).monthly, { min: 0, max: 0 });
  });
});
