import type { Row, Table } from "./template";

const arn = (service: string, resource: string): string =>
  `arn:{partition}:${service}:{region}:{account}:${resource}`;
const globalArn = (service: string, resource: string): string =>
  `arn:{partition}:${service}::{account}:${resource}`;

/** Mock outputs of AWS resources. A type that isn't listed gets an ARN, an id and a name by {@link awsRow}. */
export const awsTable: Table = {
  // Registry
  "aws:ecr/repository:Repository": {
    name: "{name}",
    arn: arn("ecr", "repository/{name}"),
    registryId: "{account}",
    repositoryUrl: "{account}.dkr.ecr.{region}.amazonaws.com/{name}",
    id: "{name}",
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": { registryId: "{account}", id: "{inputs.repository}" },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": { registryId: "{account}", id: "{inputs.repository}" },
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": {
    registryId: "{account}",
    id: "{account}",
  },
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": { registryId: "{account}", id: "{account}" },
  "aws:ecr/registryPolicy:RegistryPolicy": { registryId: "{account}", id: "{account}" },
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": {
    registryId: "{account}",
    id: "{inputs.ecrRepositoryPrefix}",
  },
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": {
    registryId: "{account}",
    id: "{inputs.prefix}",
  },
  "aws:ecrpublic/repository:Repository": {
    registryId: "{account}",
    arn: "arn:{partition}:ecr-public::{account}:repository/{inputs.repositoryName}",
    repositoryUri: "public.ecr.aws/a0{hex:6}/{inputs.repositoryName}",
    id: "{inputs.repositoryName}",
  },

  // Network
  "aws:ec2/vpc:Vpc": {
    id: "vpc-{hex:17}",
    arn: arn("ec2", "vpc/{id}"),
    defaultSecurityGroupId: "sg-{hex:17}",
    defaultRouteTableId: "rtb-{hex:17}",
    mainRouteTableId: "rtb-{hex:17}",
    defaultNetworkAclId: "acl-{hex:17}",
    ownerId: "{account}",
  },
  "aws:ec2/subnet:Subnet": { id: "subnet-{hex:17}", arn: arn("ec2", "subnet/{id}"), ownerId: "{account}" },
  "aws:ec2/routeTable:RouteTable": {
    id: "rtb-{hex:17}",
    arn: arn("ec2", "route-table/{id}"),
    ownerId: "{account}",
  },
  "aws:ec2/route:Route": { id: "r-{hex:17}" },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": { id: "rtbassoc-{hex:17}" },
  "aws:ec2/internetGateway:InternetGateway": {
    id: "igw-{hex:17}",
    arn: arn("ec2", "internet-gateway/{id}"),
    ownerId: "{account}",
  },
  "aws:ec2/natGateway:NatGateway": { id: "nat-{hex:17}" },
  "aws:ec2/eip:Eip": { id: "eipalloc-{hex:17}", allocationId: "{id}", arn: arn("ec2", "elastic-ip/{id}") },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    id: "vpce-{hex:17}",
    arn: arn("ec2", "vpc-endpoint/{id}"),
    prefixListId: "pl-{hex:17}",
    ownerId: "{account}",
  },
  "aws:ec2/flowLog:FlowLog": { id: "fl-{hex:17}", arn: arn("ec2", "vpc-flow-log/{id}") },
  "aws:ec2/securityGroup:SecurityGroup": {
    id: "sg-{hex:17}",
    arn: arn("ec2", "security-group/{id}"),
    name: "{name}",
    ownerId: "{account}",
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: "sg-{hex:17}",
    arn: arn("ec2", "security-group/{id}"),
    name: "default",
    ownerId: "{account}",
  },
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    id: "sgrule-{hex:10}",
    securityGroupRuleId: "sgr-{hex:17}",
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    id: "lt-{hex:17}",
    arn: arn("ec2", "launch-template/{id}"),
    name: "{name}",
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    id: "sgr-{hex:17}",
    securityGroupRuleId: "{id}",
    arn: arn("ec2", "security-group-rule/{id}"),
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    id: "sgr-{hex:17}",
    securityGroupRuleId: "{id}",
    arn: arn("ec2", "security-group-rule/{id}"),
  },

  // Load balancers
  "aws:cloudfront/distribution:Distribution": {
    id: "E{hex:13}",
    arn: globalArn("cloudfront", "distribution/{id}"),
    domainName: "d{hex:13}.cloudfront.net",
    hostedZoneId: "Z2FDTNDATAQYW2",
  },
  "aws:cloudfront/vpcOrigin:VpcOrigin": {
    id: "vo_{hex:22}",
    arn: globalArn("cloudfront", "vpcorigin/{id}"),
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    name: "{name}",
    arnSuffix: "app/{name}/{hex:16}",
    arn: arn("elasticloadbalancing", "loadbalancer/{arnSuffix}"),
    dnsName: "{name}-{hex:10}.{region}.elb.amazonaws.com",
    zoneId: "Z{hex:13}",
    id: "{arn}",
  },
  "aws:lb/targetGroup:TargetGroup": {
    name: "{name}",
    arnSuffix: "targetgroup/{name}/{hex:16}",
    arn: arn("elasticloadbalancing", "{arnSuffix}"),
    id: "{arn}",
  },
  "aws:lb/listener:Listener": {
    arn: arn("elasticloadbalancing", "listener/app/{logical}/{hex:16}/{hex:16}"),
    id: "{arn}",
  },
  "aws:lb/listenerRule:ListenerRule": {
    arn: arn("elasticloadbalancing", "listener-rule/app/{logical}/{hex:16}/{hex:16}"),
    id: "{arn}",
  },

  // Certificates and names
  "aws:acm/certificateValidation:CertificateValidation": { id: "{inputs.certificateArn}" },
  "aws:route53/record:Record": {
    fqdn: "{inputs.name}",
    id: "{inputs.zoneId}_{inputs.name}_{inputs.type}",
  },

  // ECS
  "aws:sfn/stateMachine:StateMachine": { arn: arn("states", "stateMachine:{name}"), id: "{arn}" },
  "aws:lambda/function:Function": { name: "{name}", arn: arn("lambda", "function:{name}"), id: "{name}" },
  "aws:sns/topic:Topic": { arn: arn("sns", "{name}"), id: "{arn}" },
  "aws:scheduler/scheduleGroup:ScheduleGroup": {
    name: "{name}",
    arn: arn("scheduler", "schedule-group/{name}"),
    id: "{name}",
  },
  "aws:batch/computeEnvironment:ComputeEnvironment": {
    name: "{inputs.namePrefix}{hex:8}",
    arn: arn("batch", "compute-environment/{name}"),
    id: "{name}",
  },
  "aws:batch/jobQueue:JobQueue": { name: "{name}", arn: arn("batch", "job-queue/{name}"), id: "{arn}" },
  "aws:batch/jobDefinition:JobDefinition": {
    name: "{name}",
    arnPrefix: arn("batch", "job-definition/{name}"),
    arn: "{arnPrefix}:1",
    id: "{arn}",
  },
  "aws:ecs/cluster:Cluster": { name: "{name}", arn: arn("ecs", "cluster/{name}"), id: "{arn}" },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": { id: "{inputs.clusterName}" },
  "aws:ecs/service:Service": { name: "{name}", arn: arn("ecs", "service/{name}"), id: "{arn}" },
  "aws:ecs/taskDefinition:TaskDefinition": {
    family: "{name}",
    arnWithoutRevision: arn("ecs", "task-definition/{name}"),
    arn: "{arnWithoutRevision}:1",
    id: "{name}",
  },
  "aws:appautoscaling/target:Target": {
    id: "{inputs.resourceId}",
    arn: arn("application-autoscaling", "scalable-target/{hex:17}"),
  },
  "aws:appautoscaling/policy:Policy": {
    name: "{name}",
    arn: arn("autoscaling", "scalingPolicy:{hex:17}:policyName/{name}"),
    id: "{name}",
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    name: "{name}",
    arn: arn("autoscaling", "scheduledAction:{hex:17}:scheduledActionName/{name}"),
    id: "{name}",
  },

  // EKS
  "aws:eks/accessEntry:AccessEntry": {
    accessEntryArn: arn("eks", "access-entry/{inputs.clusterName}/{hex:17}"),
    id: "{accessEntryArn}",
  },
  "aws:eks/addon:Addon": {
    arn: arn("eks", "addon/{inputs.clusterName}/{inputs.addonName}/{hex:17}"),
    id: "{arn}",
  },

  // Identity, keys, logs, storage
  "aws:iam/role:Role": {
    name: "{name}",
    arn: globalArn("iam", "role{path}{name}"),
    uniqueId: "AROA{hex:17}",
    id: "{name}",
  },
  "aws:iam/policy:Policy": {
    name: "{name}",
    arn: globalArn("iam", "policy{path}{name}"),
    policyId: "ANPA{hex:17}",
    id: "{arn}",
  },
  "aws:iam/rolePolicy:RolePolicy": { name: "{name}", id: "{logical}:{name}" },
  "aws:iam/instanceProfile:InstanceProfile": {
    name: "{name}",
    arn: globalArn("iam", "instance-profile{path}{name}"),
    id: "{name}",
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    arn: globalArn("iam", "oidc-provider/{logical}-{hex:7}"),
    id: "{arn}",
  },
  "aws:kms/key:Key": {
    keyId: "{hex:8}-0000-4000-8000-{hex:12}",
    arn: arn("kms", "key/{keyId}"),
    id: "{keyId}",
  },
  "aws:kms/alias:Alias": { name: "alias/{name}", arn: arn("kms", "{name}"), id: "{name}" },
  "aws:cloudwatch/logGroup:LogGroup": { name: "{name}", arn: arn("logs", "log-group:{name}"), id: "{name}" },
  "aws:sqs/queue:Queue": {
    name: "{name}",
    arn: arn("sqs", "{name}"),
    url: "https://sqs.{region}.amazonaws.com/{account}/{name}",
    id: "{url}",
  },
  "aws:efs/fileSystem:FileSystem": {
    arn: arn("elasticfilesystem", "file-system/fs-{hex:17}"),
    dnsName: "fs-{hex:17}.efs.{region}.amazonaws.com",
    id: "fs-{hex:17}",
  },
  "aws:efs/accessPoint:AccessPoint": {
    arn: arn("elasticfilesystem", "access-point/fsap-{hex:17}"),
    id: "fsap-{hex:17}",
  },
  "aws:efs/mountTarget:MountTarget": { id: "fsmt-{hex:17}" },
  "aws:elasticache/serverlessCache:ServerlessCache": {
    name: "{name}",
    arn: arn("elasticache", "serverlesscache:{name}"),
    endpoints: [{ address: "{name}-{hex:6}.serverless.cache.amazonaws.com" }],
    readerEndpoints: [{ address: "{name}-{hex:6}.serverless.cache.amazonaws.com" }],
    id: "{name}",
  },
  "aws:s3/bucket:Bucket": {
    bucket: "{name}",
    arn: "arn:{partition}:s3:::{name}",
    bucketDomainName: "{name}.s3.amazonaws.com",
    bucketRegionalDomainName: "{name}.s3.{region}.amazonaws.com",
    id: "{name}",
  },
  "aws:secretsmanager/secret:Secret": {
    name: "{name}",
    arn: arn("secretsmanager", "secret:{name}-{hex:6}"),
    id: "{arn}",
  },
  "aws:ssm/parameter:Parameter": { name: "{name}", arn: arn("ssm", "parameter/{name}"), id: "{name}" },

  "aws:rds/cluster:Cluster": {
    clusterIdentifier: "{name}",
    arn: arn("rds", "cluster:{name}"),
    clusterResourceId: "cluster-{hex:26}",
    endpoint: "{name}.cluster-{hex:12}.{region}.rds.amazonaws.com",
    readerEndpoint: "{name}.cluster-ro-{hex:12}.{region}.rds.amazonaws.com",
    masterUserSecrets: [
      {
        kmsKeyId: "{inputs.masterUserSecretKmsKeyId}",
        secretArn: arn("secretsmanager", "secret:rds!cluster-{hex:8}-0000-4000-8000-{hex:12}-{hex:6}"),
        secretStatus: "active",
      },
    ],
    id: "{name}",
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    identifier: "{name}",
    arn: arn("rds", "db:{name}"),
    id: "{name}",
  },

  // Docker
  "docker:index/image:Image": {
    baseImageName: "{inputs.imageName}",
    repoDigest: "{inputs.imageName}@sha256:{hex:64}",
    id: "{repoDigest}",
  },
};

/** Mock outputs of an AWS resource that no row describes. */
export function awsRow(type: string): Row {
  const [, service = "", kind = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  const words = kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return { name: "{name}", arn: arn(service, `${words}/{name}`), id: "{name}" };
}
