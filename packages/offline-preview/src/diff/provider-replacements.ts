/**
 * Arguments of which the AWS provider's schema says that another value needs another resource (ForceNew, RequiresReplace), by
 * type: each with all that is nested in it, `a.b` for a nested one, `a?` where it depends on the values. Every other argument of these
 * types is updated in place. Another type stays "not documented".
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service (read at its commit 5f2286d6d836 of 2026-06-02)
 */
const forceNew: { [type: string]: string } = {
  "aws:acm/certificate:Certificate":
    "certificateAuthorityArn domainName keyAlgorithm subjectAlternativeNames validationMethod validationOptions",
  "aws:acm/certificateValidation:CertificateValidation": "certificateArn validationRecordFqdns",
  "aws:acmpca/certificate:Certificate":
    "apiPassthrough certificateAuthorityArn certificateSigningRequest signingAlgorithm templateArn validity",
  "aws:acmpca/certificateAuthority:CertificateAuthority":
    "certificateAuthorityConfiguration keyStorageSecurityStandard type usageMode",
  "aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate":
    "certificate certificateAuthorityArn certificateChain",
  "aws:appautoscaling/policy:Policy": "name resourceId scalableDimension serviceNamespace",
  "aws:appautoscaling/scheduledAction:ScheduledAction": "name resourceId scalableDimension serviceNamespace",
  "aws:appautoscaling/target:Target": "resourceId scalableDimension serviceNamespace",
  "aws:autoscaling/group:Group": "initialLifecycleHooks name namePrefix",
  "aws:backup/plan:Plan": "name",
  "aws:backup/selection:Selection": "conditions iamRoleArn name notResources planId resources selectionTags",
  "aws:backup/vault:Vault": "kmsKeyArn name",
  "aws:batch/computeEnvironment:ComputeEnvironment":
    "computeResources.allocationStrategy? computeResources.bidPercentage? computeResources.ec2Configurations computeResources.ec2KeyPair? computeResources.imageId? computeResources.instanceRole? computeResources.instanceTypes? computeResources.launchTemplate computeResources.placementGroup computeResources.securityGroupIds? computeResources.spotIamFleetRole computeResources.subnets? computeResources.tags? eksConfiguration name namePrefix type",
  "aws:batch/jobDefinition:JobDefinition": "name retryStrategy.evaluateOnExits",
  "aws:batch/jobQueue:JobQueue": "name",
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": "configurationName",
  "aws:cloudfront/distribution:Distribution": "staging",
  "aws:cloudfront/vpcOrigin:VpcOrigin": "",
  "aws:cloudwatch/dashboard:Dashboard": "dashboardName",
  "aws:cloudwatch/eventRule:EventRule": "eventBusName name namePrefix",
  "aws:cloudwatch/eventTarget:EventTarget": "eventBusName rule targetId",
  "aws:cloudwatch/logDelivery:LogDelivery": "deliveryDestinationArn deliverySourceName",
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination":
    "deliveryDestinationConfiguration.destinationResourceArn? name outputFormat",
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": "logType name resourceArn",
  "aws:cloudwatch/logGroup:LogGroup": "logGroupClass name namePrefix",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": "logGroupName name",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "name",
  "aws:dynamodb/table:Table":
    "hashKey importTable.s3BucketSource localSecondaryIndexes name rangeKey restoreBackupArn? restoreDateTime restoreSourceName? restoreSourceTableArn? restoreToLatestTime warmThroughput.readUnitsPerSecond? warmThroughput.writeUnitsPerSecond?",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "vpcId",
  "aws:ec2/eip:Eip": "address domain ipamPoolId networkBorderGroup publicIpv4Pool",
  "aws:ec2/flowLog:FlowLog":
    "deliverCrossAccountRole destinationOptions eniId iamRoleArn logDestination logDestinationType logFormat maxAggregationInterval regionalNatGatewayId subnetId trafficType transitGatewayAttachmentId transitGatewayId vpcId",
  "aws:ec2/internetGateway:InternetGateway": "",
  "aws:ec2/launchTemplate:LaunchTemplate": "name namePrefix",
  "aws:ec2/natGateway:NatGateway":
    "allocationId availabilityMode connectivityType privateIp secondaryPrivateIpAddressCount? subnetId vpcId",
  "aws:ec2/route:Route": "routeTableId",
  "aws:ec2/routeTable:RouteTable": "vpcId",
  "aws:ec2/securityGroup:SecurityGroup": "description name namePrefix vpcId",
  "aws:ec2/subnet:Subnet":
    "availabilityZone availabilityZoneId cidrBlock ipv4IpamPoolId ipv4NetmaskLength ipv6CidrBlock? ipv6IpamPoolId ipv6Native ipv6NetmaskLength outpostArn vpcId",
  "aws:ec2/vpc:Vpc": "cidrBlock instanceTenancy? ipv4IpamPoolId ipv4NetmaskLength",
  "aws:ec2/vpcEndpoint:VpcEndpoint":
    "dnsOptions.privateDnsPreference dnsOptions.privateDnsSpecifiedDomains privateDnsEnabled? resourceConfigurationArn serviceName serviceNetworkArn serviceRegion vpcEndpointType vpcId",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": "policy repository",
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule":
    "ecrRepositoryPrefix upstreamRegistryUrl upstreamRepositoryPrefix",
  "aws:ecr/registryPolicy:RegistryPolicy": "",
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": "",
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": "",
  "aws:ecr/repository:Repository": "encryptionConfigurations name",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "prefix",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "repository",
  "aws:ecrpublic/repository:Repository": "repositoryName",
  "aws:ecs/capacityProvider:CapacityProvider":
    "autoScalingGroupProvider.autoScalingGroupArn cluster managedInstancesProvider.instanceLaunchTemplate.capacityOptionType name",
  "aws:ecs/cluster:Cluster": "name",
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "clusterName",
  "aws:ecs/service:Service": "cluster iamRole launchType name schedulingStrategy",
  "aws:ecs/taskDefinition:TaskDefinition":
    "containerDefinitions cpu enableFaultInjection ephemeralStorage executionRoleArn family ipcMode memory networkMode pidMode placementConstraints proxyConfiguration requiresCompatibilities runtimePlatform taskRoleArn volumes",
  "aws:efs/accessPoint:AccessPoint": "fileSystemId posixUser rootDirectory",
  "aws:efs/backupPolicy:BackupPolicy": "fileSystemId",
  "aws:efs/fileSystem:FileSystem": "availabilityZoneName creationToken encrypted kmsKeyId performanceMode",
  "aws:efs/fileSystemPolicy:FileSystemPolicy": "fileSystemId",
  "aws:efs/mountTarget:MountTarget": "fileSystemId ipAddress ipAddressType ipv6Address subnetId",
  "aws:eks/accessEntry:AccessEntry": "clusterName principalArn type",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": "accessScope clusterName policyArn principalArn",
  "aws:eks/addon:Addon": "addonName clusterName namespaceConfig",
  "aws:eks/cluster:Cluster":
    "accessConfig.bootstrapClusterCreatorAdminPermissions bootstrapSelfManagedAddons computeConfig.nodeRoleArn? encryptionConfig? kubernetesNetworkConfig.ipFamily kubernetesNetworkConfig.serviceIpv4Cidr name outpostConfig.controlPlaneInstanceType outpostConfig.controlPlanePlacement.groupName roleArn",
  "aws:eks/fargateProfile:FargateProfile":
    "clusterName fargateProfileName podExecutionRoleArn selectors subnetIds",
  "aws:eks/nodeGroup:NodeGroup":
    "amiType capacityType clusterName diskSize instanceTypes launchTemplate.id launchTemplate.name nodeGroupName nodeGroupNamePrefix nodeRoleArn remoteAccess subnetIds",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": "clusterName namespace serviceAccount",
  "aws:elasticache/serverlessCache:ServerlessCache":
    "engine? kmsKeyId majorEngineVersion? name snapshotArnsToRestores subnetIds",
  "aws:guardduty/detectorFeature:DetectorFeature": "detectorId name",
  "aws:iam/instanceProfile:InstanceProfile": "name namePrefix path",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "url",
  "aws:iam/policy:Policy": "description name namePrefix path",
  "aws:iam/role:Role": "name namePrefix path",
  "aws:iam/rolePolicy:RolePolicy": "name namePrefix role",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn role",
  "aws:kms/key:Key": "customKeyStoreId customerMasterKeySpec keyUsage multiRegion xksKeyId",
  "aws:lambda/function:Function": "name packageType tenancyConfig durableConfig?",
  "aws:lambda/invocation:Invocation": "functionName input? qualifier triggers",
  "aws:lb/listener:Listener": "loadBalancerArn",
  "aws:lb/listenerRule:ListenerRule": "listenerArn",
  "aws:lb/loadBalancer:LoadBalancer":
    "customerOwnedIpv4Pool internal loadBalancerType name namePrefix secondaryIpsAutoAssignedPerSubnet? securityGroups? subnetMappings? subnets?",
  "aws:lb/targetGroup:TargetGroup":
    "ipAddressType name namePrefix port protocol protocolVersion targetControlPort targetType vpcId",
  "aws:rds/cluster:Cluster":
    "availabilityZones clusterIdentifier clusterIdentifierPrefix clusterScalabilityType databaseName dbSubnetGroupName dbSystemId engine engineMode kmsKeyId masterUsername restoreToPointInTime s3Import.bucketName s3Import.bucketPrefix s3Import.ingestionRole s3Import.sourceEngine s3Import.sourceEngineVersion snapshotIdentifier sourceRegion storageEncrypted storageType?",
  "aws:rds/clusterInstance:ClusterInstance":
    "availabilityZone clusterIdentifier customIamInstanceProfile dbSubnetGroupName engine identifier identifierPrefix",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": "description family name namePrefix",
  "aws:rds/subnetGroup:SubnetGroup": "name namePrefix",
  "aws:route53/record:Record": "name type zoneId",
  "aws:s3/bucket:Bucket":
    "bucket bucketNamespace bucketPrefix objectLockConfiguration.objectLockEnabled objectLockEnabled",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "bucket expectedBucketOwner",
  "aws:s3/bucketNotification:BucketNotification": "bucket",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "bucket",
  "aws:s3/bucketPolicy:BucketPolicy": "bucket",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "bucket",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    "bucket expectedBucketOwner?",
  "aws:s3/bucketVersioning:BucketVersioning": "bucket expectedBucketOwner?",
  "aws:scheduler/schedule:Schedule": "groupName name namePrefix",
  "aws:scheduler/scheduleGroup:ScheduleGroup": "name namePrefix",
  "aws:secretsmanager/secret:Secret": "name namePrefix",
  "aws:secretsmanager/secretRotation:SecretRotation": "secretId",
  "aws:secretsmanager/secretVersion:SecretVersion":
    "secretBinary secretId secretString? secretStringWo? secretStringWoVersion?",
  "aws:servicediscovery/httpNamespace:HttpNamespace": "description name",
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": "name vpc",
  "aws:servicediscovery/service:Service":
    "dnsConfig.dnsRecords.type dnsConfig.namespaceId dnsConfig.routingPolicy healthCheckConfig.type healthCheckCustomConfig name namespaceId type",
  "aws:sfn/stateMachine:StateMachine": "name namePrefix type",
  "aws:sns/topic:Topic": "fifoTopic name namePrefix",
  "aws:sns/topicPolicy:TopicPolicy": "arn",
  "aws:sns/topicSubscription:TopicSubscription": "endpoint protocol topic",
  "aws:sqs/queue:Queue": "fifoQueue name namePrefix",
  "aws:sqs/queuePolicy:QueuePolicy": "queueUrl",
  "aws:ssm/activation:Activation": "description expirationDate iamRole name registrationLimit",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "securityGroupId",
  "aws:wafv2/webAcl:WebAcl": "name namePrefix scope",
  "aws:wafv2/webAclAssociation:WebAclAssociation": "resourceArn webAclArn",
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": "logDestinationConfigs resourceArn",
};

/** Where the provider says so. */
const source = "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service";

/** An argument of every type. */
const ofAll = "region";

/** What the AWS provider does with a change at `keys`, the path in the inputs; nothing of types that aren't listed. */
export function replacedByProvider(
  type: string,
  keys: readonly string[],
): { replaces: "yes" | "no" | "perhaps"; sentence: string; file: string } | undefined {
  const listed = forceNew[type];
  if (listed === undefined) return undefined;
  const path = keys.filter((key) => !key.startsWith("["));
  const found = [ofAll, ...listed.split(" ")].find((entry) => covers(entry, path));
  if (found === undefined) return { replaces: "no", sentence: "updated in place", file: source };
  return { replaces: found.endsWith("?") ? "perhaps" : "yes", sentence: "ForceNew", file: source };
}

/** A block that comes or goes changes all that is in it. */
function covers(entry: string, path: readonly string[]): boolean {
  const segments = entry.replace("?", "").split(".");
  return segments.every((segment, index) => index >= path.length || segment === path[index]);
}
