import assert from "node:assert/strict";
import { Documentation } from "../../src/diff/replacement";

const documentation = new Documentation(process.cwd());

describe("documentation of replacements", () => {
  for (const [type, keys, replaces, sentence, file] of [
    [
      "aws:ecs/expressGatewayService:ExpressGatewayService",
      ["serviceName"],
      "yes",
      /forces a new resource to be created/,
      "node_modules/@pulumi/aws/ecs/expressGatewayService.d.ts",
    ],
    [
      "eks:index:Cluster",
      ["kubernetesServiceIpAddressRange"],
      "yes",
      /changing this value will force a new cluster to be created/,
      "node_modules/@pulumi/eks/cluster.d.ts",
    ],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      ["secondaryIpsAutoAssignedPerSubnet"],
      "perhaps",
      /^When decreased, this will force a recreation of the resource\.$/,
      "node_modules/@pulumi/aws/lb/loadBalancer.d.ts",
    ],
    [
      "kubernetes:core/v1:ConfigMap",
      ["metadata", "namespace"],
      "yes",
      /Cannot be updated/,
      "node_modules/@pulumi/kubernetes/types/input.d.ts",
    ],
    [
      "aws:ecr/repository:Repository",
      ["encryptionConfigurations", "[0]", "encryptionType"],
      "yes",
      /^Update requires: Replacement$/,
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html",
    ],
  ] as const) {
    it(`is quoted for ${keys.join(".")} of ${type}`, () => {
      const found = documentation.onChange(type, keys);
      assert.equal(found.replaces, replaces);
      assert.match(found.sentence ?? "", sentence);
      assert.equal(found.file, file);
    });
  }

  for (const [type, keys] of [
    ["aws:appsync/graphQLApi:GraphQLApi", ["name"]],
    ["nobody:index:Knows", ["it"]],
  ] as const) {
    it(`says nothing about ${keys.join(".")} of ${type}`, () => {
      assert.equal(documentation.onChange(type, keys).replaces, "not documented");
    });
  }

  for (const [type, keys, replaces] of [
    ["aws:ecs/service:Service", ["forceNewDeployment"], "no"],
    ["aws:ecs/service:Service", ["region"], "yes"],
    ["aws:ecr/repository:Repository", ["imageTagMutability"], "no"],
    ["aws:ecr/lifecyclePolicy:LifecyclePolicy", ["policy", "rules", "[0]"], "yes"],
    ["aws:cloudwatch/logGroup:LogGroup", ["retentionInDays"], "no"],
    ["aws:ecs/capacityProvider:CapacityProvider", ["autoScalingGroupProvider"], "yes"],
    ["aws:ecs/capacityProvider:CapacityProvider", ["autoScalingGroupProvider", "managedScaling"], "no"],
    ["aws:rds/cluster:Cluster", ["storageType"], "perhaps"],
    ["aws:eks/nodeGroup:NodeGroup", ["launchTemplate", "version"], "no"],
    ["aws:eks/nodeGroup:NodeGroup", ["launchTemplate", "id"], "yes"],
  ] as const) {
    it(`of the AWS provider says ${replaces} for ${keys.join(".")} of ${type}`, () => {
      assert.equal(documentation.onChange(type, keys).replaces, replaces);
    });
  }

  for (const [type, keys, replaces] of [
    [
      "apps/v1:Deployment",
      ["spec", "template", "spec", "containers", "[hello]", "env", "[A]", "value"],
      "no",
    ],
    ["apps/v1:Deployment", ["spec", "replicas"], "no"],
    ["apps/v1:Deployment", ["spec", "selector", "matchLabels", "app"], "yes"],
    ["apps/v1:Deployment", ["spec", "selectors"], "no"],
    ["apps/v1:Deployment", ["metadata", "name"], "yes"],
    ["apps/v1:Deployment", ["metadata", "labels", "name"], "no"],
    ["apps/v1:StatefulSet", ["spec", "serviceName"], "yes"],
    ["batch/v1:Job", ["spec", "template", "spec", "containers"], "yes"],
    ["core/v1:ConfigMap", ["data", "key"], "yes"],
    ["core/v1:Service", ["spec", "type"], "no"],
    ["karpenter.sh/v1:NodePool", ["spec", "limits"], "no"],
  ] as const) {
    it(`of Kubernetes says ${replaces} for ${keys.join(".")} of ${type}`, () => {
      assert.equal(documentation.onChange(`kubernetes:${type}`, keys).replaces, replaces);
    });
  }

  for (const [inputs, replaces] of [
    [{}, "no"],
    [{ loadBalancerType: "application" }, "no"],
    [{ loadBalancerType: "network" }, "perhaps"],
  ] as const) {
    it(`takes a sentence about another kind of load balancer for no evidence: ${JSON.stringify(inputs)}`, () => {
      const type = "aws:lb/loadBalancer:LoadBalancer";
      assert.equal(documentation.onChange(type, ["subnets"], inputs).replaces, replaces);
      assert.equal(documentation.onChange(type, ["internal"], inputs).replaces, "yes");
    });
  }

  it("knows that the sizes of a VPC's subnets decide on all of their ranges", () => {
    const found = documentation.onChange("awsx:ec2:Vpc", ["subnetSpecs", "[0]", "cidrMask"]);
    assert.deepEqual([found.replaces, found.part?.name], ["yes", "its subnets"]);
    assert.ok(found.part?.outputs.includes("privateSubnetIds") && !found.part.outputs.includes("vpcId"));
    assert.equal(documentation.onChange("awsx:ec2:Vpc", ["subnetSpecs", "[0]", "tags"]).part, undefined);
    assert.equal(documentation.onChange("awsx:ec2:Vpc", ["cidrBlock"]).part, undefined);
  });
});
