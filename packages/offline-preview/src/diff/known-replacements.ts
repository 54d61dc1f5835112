/** Resource types of AWS's own documentation, and the properties of which it says "Update requires: Replacement". */
interface Page {
  /** Last part of the page's address. */
  page: string;
  properties: readonly string[];
}

/**
 * AWS documents for every property whether a change needs another resource, which the SDK's comments mostly leave out.
 * Only what these stacks use or what holds data is listed; everything else stays "not documented".
 */
const pages: { [type: string]: Page } = {
  "aws:ecr/repository:Repository": {
    page: "aws-resource-ecr-repository",
    properties: ["encryptionConfigurations", "name"],
  },
  "aws:ec2/vpc:Vpc": { page: "aws-resource-ec2-vpc", properties: ["cidrBlock"] },
  // Its VPC is made from this argument as it is.
  "awsx:ec2:Vpc": { page: "aws-resource-ec2-vpc", properties: ["cidrBlock"] },
  "aws:ec2/subnet:Subnet": {
    page: "aws-resource-ec2-subnet",
    properties: ["availabilityZone", "cidrBlock", "vpcId"],
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    page: "aws-resource-ec2-securitygroup",
    properties: ["description", "name", "vpcId"],
  },
  "aws:cloudwatch/logGroup:LogGroup": { page: "aws-resource-logs-loggroup", properties: ["name"] },
  "aws:efs/fileSystem:FileSystem": {
    page: "aws-resource-efs-filesystem",
    properties: ["availabilityZoneName", "encrypted", "kmsKeyId", "performanceMode"],
  },
  "aws:s3/bucket:Bucket": { page: "aws-resource-s3-bucket", properties: ["bucket"] },
  "aws:ecs/cluster:Cluster": { page: "aws-resource-ecs-cluster", properties: ["name"] },
  "aws:ecs/service:Service": {
    page: "aws-resource-ecs-service",
    properties: ["cluster", "launchType", "name", "schedulingStrategy"],
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    page: "aws-resource-ecs-taskdefinition",
    properties: [
      ...["containerDefinitions", "cpu", "executionRoleArn", "family", "memory", "networkMode"],
      ...["requiresCompatibilities", "runtimePlatform", "taskRoleArn", "volumes"],
    ],
  },
  "aws:eks/cluster:Cluster": { page: "aws-resource-eks-cluster", properties: ["name", "roleArn"] },
  "eks:index:Cluster": { page: "aws-resource-eks-cluster", properties: ["name"] },
  "aws:iam/role:Role": { page: "aws-resource-iam-role", properties: ["name", "path"] },
  "aws:lb/loadBalancer:LoadBalancer": {
    page: "aws-resource-elasticloadbalancingv2-loadbalancer",
    properties: ["internal", "loadBalancerType", "name"],
  },
  "aws:lb/targetGroup:TargetGroup": {
    page: "aws-resource-elasticloadbalancingv2-targetgroup",
    properties: ["name", "port", "protocol", "protocolVersion", "targetType", "vpcId"],
  },
  "aws:lb/listenerRule:ListenerRule": {
    page: "aws-resource-elasticloadbalancingv2-listenerrule",
    properties: ["listenerArn"],
  },
};

/** Where AWS says that a change of a property needs another resource; nothing where it isn't listed. */
export function knownReplacement(type: string, property: string): string | undefined {
  const known = pages[type];
  return known?.properties.includes(property)
    ? `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${known.page}.html`
    : undefined;
}
