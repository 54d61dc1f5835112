import { type Comparable, canonical } from "./comparable";

/** Resource types of AWS's own documentation, and the properties of which it says "Update requires: Replacement". */
interface Page {
  /** Last part of the page's address; absent where CloudFormation has no such resource. */
  page?: string;
  /** Where else it says so: the provider's source. */
  source?: string;
  properties: readonly string[];
  /** Properties of which it says "Update requires: No interruption", where the SDK's comment could be misread. */
  inPlace?: readonly string[];
}

/**
 * AWS documents for every property whether a change needs another resource, which the SDK's comments mostly leave out.
 * Only what these stacks use or what holds data is listed; about the others the AWS provider says it, or nobody does.
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
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    page: "aws-resource-ec2-securitygroupingress",
    properties: ["securityGroupId"],
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    page: "aws-resource-ec2-securitygroupegress",
    properties: ["securityGroupId"],
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    page: "aws-resource-ec2-vpcendpoint",
    properties: ["serviceName", "vpcEndpointType", "vpcId"],
  },
  "aws:ec2/flowLog:FlowLog": { page: "aws-resource-ec2-flowlog", properties: ["vpcId"] },
  "aws:cloudwatch/eventRule:EventRule": {
    source: "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/events/rule.go",
    properties: ["eventBusName", "name", "namePrefix"],
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    source: "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/events/target.go",
    properties: ["eventBusName", "rule", "targetId"],
  },
  "aws:appautoscaling/target:Target": {
    page: "aws-resource-applicationautoscaling-scalabletarget",
    properties: ["resourceId", "scalableDimension", "serviceNamespace"],
  },
  "aws:appautoscaling/policy:Policy": {
    page: "aws-resource-applicationautoscaling-scalingpolicy",
    properties: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
  },
  "aws:cloudwatch/logGroup:LogGroup": { page: "aws-resource-logs-loggroup", properties: ["name"] },
  "aws:efs/fileSystem:FileSystem": {
    page: "aws-resource-efs-filesystem",
    properties: ["availabilityZoneName", "encrypted", "kmsKeyId", "performanceMode"],
  },
  "aws:efs/mountTarget:MountTarget": {
    page: "aws-resource-efs-mounttarget",
    properties: ["fileSystemId", "ipAddress", "subnetId"],
  },
  "aws:efs/accessPoint:AccessPoint": {
    page: "aws-resource-efs-accesspoint",
    properties: ["fileSystemId", "posixUser", "rootDirectory"],
  },
  "aws:elasticache/serverlessCache:ServerlessCache": {
    page: "aws-resource-elasticache-serverlesscache",
    properties: ["kmsKeyId", "name", "snapshotArnsToRestores", "subnetIds"],
    inPlace: ["cacheUsageLimits", "majorEngineVersion", "securityGroupIds", "snapshotRetentionLimit"],
  },
  "aws:dynamodb/table:Table": {
    page: "aws-resource-dynamodb-table",
    properties: ["hashKey", "name", "rangeKey"],
  },
  "aws:rds/cluster:Cluster": {
    source: "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/cluster.go",
    properties: [
      ...["clusterIdentifier", "databaseName", "dbSubnetGroupName", "engine", "kmsKeyId"],
      ...["masterUsername", "storageEncrypted"],
    ],
    inPlace: ["dbClusterParameterGroupName", "engineVersion", "finalSnapshotIdentifier", "port"],
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    source:
      "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/cluster_instance.go",
    properties: ["availabilityZone", "clusterIdentifier", "dbSubnetGroupName", "engine", "identifier"],
  },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": {
    page: "aws-resource-rds-dbclusterparametergroup",
    properties: ["description", "family", "name"],
  },
  "aws:rds/subnetGroup:SubnetGroup": { page: "aws-resource-rds-dbsubnetgroup", properties: ["name"] },
  "aws:secretsmanager/secretRotation:SecretRotation": {
    page: "aws-resource-secretsmanager-rotationschedule",
    properties: ["secretId"],
  },
  "aws:s3/bucket:Bucket": { page: "aws-resource-s3-bucket", properties: ["bucket"] },
  "aws:autoscaling/group:Group": { page: "aws-resource-autoscaling-autoscalinggroup", properties: ["name"] },
  "aws:ecs/capacityProvider:CapacityProvider": {
    page: "aws-resource-ecs-capacityprovider",
    properties: ["cluster", "name"],
  },
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
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    source:
      "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/eks/access_policy_association.go",
    properties: ["accessScope", "clusterName", "policyArn", "principalArn"],
  },
  "aws:eks/nodeGroup:NodeGroup": {
    page: "aws-resource-eks-nodegroup",
    properties: ["amiType", "capacityType", "clusterName", "instanceTypes", "nodeRoleArn", "subnetIds"],
  },
  "aws:eks/cluster:Cluster": { page: "aws-resource-eks-cluster", properties: ["name", "roleArn"] },
  "eks:index:Cluster": { page: "aws-resource-eks-cluster", properties: ["name"] },
  "aws:iam/role:Role": { page: "aws-resource-iam-role", properties: ["name", "path"] },
  "aws:lb/loadBalancer:LoadBalancer": {
    page: "aws-resource-elasticloadbalancingv2-loadbalancer",
    properties: ["internal", "loadBalancerType", "name"],
    inPlace: ["securityGroups", "subnets"],
  },
  "aws:lb/targetGroup:TargetGroup": {
    page: "aws-resource-elasticloadbalancingv2-targetgroup",
    properties: ["name", "port", "protocol", "protocolVersion", "targetType", "vpcId"],
  },
  "aws:lb/listener:Listener": {
    page: "aws-resource-elasticloadbalancingv2-listener",
    properties: ["loadBalancerArn"],
  },
  "aws:lb/listenerRule:ListenerRule": {
    page: "aws-resource-elasticloadbalancingv2-listenerrule",
    properties: ["listenerArn"],
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    source:
      "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/secretsmanager/secret_version.go",
    properties: ["secretBinary", "secretId", "secretString", "secretStringWoVersion"],
  },
  "aws:acm/certificate:Certificate": {
    page: "aws-resource-certificatemanager-certificate",
    properties: ["domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod"],
  },
  "aws:route53/record:Record": {
    page: "aws-resource-route53-recordset",
    properties: ["name", "setIdentifier", "type", "zoneId"],
  },
};

/** What AWS says about a change of a property; nothing where it isn't listed. */
export function knownReplacement(
  type: string,
  property: string,
): { replaces: "yes" | "no"; sentence: string; file: string } | undefined {
  const known = pages[type];
  const file =
    known?.source ??
    `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${known?.page}.html`;
  if (known?.properties.includes(property)) {
    return { replaces: "yes", sentence: known.source ? "ForceNew" : "Update requires: Replacement", file };
  }
  if (known?.inPlace?.includes(property)) {
    return { replaces: "no", sentence: "Update requires: No interruption", file };
  }
  return undefined;
}

/** What a property was and is. */
export interface ChangedValues {
  base?: Comparable;
  head?: Comparable;
}

/** Whether one list only has more at its end: the ranges of further zones, which leave those of the others alone. */
function beginAlike(base: Comparable | undefined, head: Comparable | undefined): boolean {
  if (!Array.isArray(base) || !Array.isArray(head)) return false;
  const common = Math.min(base.length, head.length);
  return canonical(base.slice(0, common)) === canonical(head.slice(0, common));
}

/** A part of a component that a plugin builds, which is replaced though the rest of it stays. */
export interface ReplacedPart {
  /** What people call it. */
  name: string;
  /** Outputs of the component that are other values then. */
  outputs: readonly string[];
  /** Why AWS refuses to make the new part while the present one is there. */
  conflict?: string;
}

const subnets: ReplacedPart = {
  name: "its subnets",
  outputs: [
    ...["subnets", "publicSubnets", "privateSubnets", "isolatedSubnets"],
    ...["publicSubnetIds", "privateSubnetIds", "isolatedSubnetIds"],
    ...["routeTables", "routeTableAssociations", "routes", "natGateways", "eips"],
  ],
  conflict: "AWS refuses a new subnet whose range overlaps with that of one that is still there",
};

/**
 * The part that a change at `keys` replaces. `awsx` computes the range of each subnet from the sizes of all of them: see
 * awsx/ec2/subnetDistributorNew.ts of pulumi/pulumi-awsx.
 */
export function replacedPart(
  type: string,
  keys: readonly string[],
  { base, head }: ChangedValues = {},
): ReplacedPart | undefined {
  if (type !== "awsx:ec2:Vpc") return undefined;
  const [property, , field] = keys;
  if (property === "subnetSpecs" && field === "cidrBlocks" && beginAlike(base, head)) return undefined;
  if (property === "availabilityZoneCidrMask" || property === "subnetStrategy") return subnets;
  const isSize = field === undefined || ["cidrBlocks", "cidrMask", "size", "type"].includes(field);
  return property === "subnetSpecs" && isSize ? subnets : undefined;
}
