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
    ["aws:ecs/service:Service", ["forceNewDeployment"]],
    ["aws:ecr/repository:Repository", ["imageTagMutability"]],
    ["aws:cloudwatch/logGroup:LogGroup", ["retentionInDays"]],
    [
      "kubernetes:apps/v1:Deployment",
      ["spec", "template", "spec", "containers", "[hello]", "env", "[A]", "value"],
    ],
    ["kubernetes:apps/v1:Deployment", ["spec", "replicas"]],
    ["nobody:index:Knows", ["it"]],
  ] as const) {
    it(`says nothing about ${keys.join(".")} of ${type}`, () => {
      assert.equal(documentation.onChange(type, keys).replaces, "not documented");
    });
  }
});
