import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { json, type RecordedPlan } from "../../support/plan";
import { allows, listOf, permissions, planOfRoles, type Statement } from "./described";

const state = {
  bucketArn: "arn:aws:s3:::octo-state",
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c",
};
const boundary = "arn:aws:iam::111122223333:policy/boundary";
const account = "000000000000";
const zone = "Z0123456789ABCDEFGHIJ";
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const named = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${account}:${resource}`;

const scalingAlarm = "alarm:TargetTracking-service/ecs-cluster-3610542/hello-service-54a4ca8-AlarmHigh-0a1b";

const instanceProfile = `arn:aws:iam::${account}:instance-profile/aws-containers/dev/batch-instances-1f2e3d4`;

const chat = `arn:aws:chatbot::${account}:chat-configuration/slack-channel/aws-containers-dev-alarms`;
const dashboard = `arn:aws:cloudwatch::${account}:dashboard/aws-containers-dev`;

/** What making a resource of a type takes, and the ARN that it has when the stack dev makes it. */
const creation: Record<string, [action: string, arn: string][]> = {
  "acm/certificate:Certificate": [
    ["acm:RequestCertificate", named("acm", "certificate/0a1b")],
    ["acm:AddTagsToCertificate", named("acm", "certificate/0a1b")],
  ],
  "acm/certificateValidation:CertificateValidation": [
    ["acm:DescribeCertificate", named("acm", "certificate/0a1b")],
  ],
  "batch/computeEnvironment:ComputeEnvironment": [
    ["batch:CreateComputeEnvironment", named("batch", "compute-environment/batch-fargate-spot-0a1b")],
    ["batch:UpdateComputeEnvironment", named("batch", "compute-environment/batch-fargate-spot-0a1b")],
    ["batch:DeleteComputeEnvironment", named("batch", "compute-environment/batch-fargate-spot-0a1b")],
    ["batch:DescribeComputeEnvironments", "*"],
  ],
  "batch/jobDefinition:JobDefinition": [
    ["batch:RegisterJobDefinition", named("batch", "job-definition/report-job-1f2e3d4")],
    ["batch:DeregisterJobDefinition", named("batch", "job-definition/report-job-1f2e3d4:1")],
    ["batch:DescribeJobDefinitions", "*"],
  ],
  "batch/jobQueue:JobQueue": [
    ["batch:CreateJobQueue", named("batch", "job-queue/batch-fargate-spot-1f2e3d4")],
    ["batch:UpdateJobQueue", named("batch", "job-queue/batch-fargate-spot-1f2e3d4")],
    ["batch:DeleteJobQueue", named("batch", "job-queue/batch-fargate-spot-1f2e3d4")],
    ["batch:DescribeJobQueues", "*"],
  ],
  "chatbot/slackChannelConfiguration:SlackChannelConfiguration": [
    ["chatbot:CreateSlackChannelConfiguration", "*"],
    ["chatbot:UpdateSlackChannelConfiguration", chat],
    ["chatbot:DeleteSlackChannelConfiguration", chat],
    ["chatbot:DescribeSlackChannelConfigurations", "*"],
  ],
  "cloudwatch/dashboard:Dashboard": [
    ["cloudwatch:PutDashboard", dashboard],
    ["cloudwatch:DeleteDashboards", dashboard],
    ["cloudwatch:GetDashboard", "*"],
  ],
  "cloudwatch/eventRule:EventRule": [
    ["events:PutRule", named("events", "rule/batch-job-failures-1f2e3d4")],
    ["events:DeleteRule", named("events", "rule/batch-job-failures-1f2e3d4")],
    ["events:DescribeRule", "*"],
  ],
  "cloudwatch/eventTarget:EventTarget": [
    ["events:PutTargets", named("events", "rule/batch-job-failures-1f2e3d4")],
    ["events:RemoveTargets", named("events", "rule/batch-job-failures-1f2e3d4")],
    ["events:ListTargetsByRule", "*"],
  ],
  "ec2/launchTemplate:LaunchTemplate": [
    ["ec2:CreateLaunchTemplate", "*"],
    ["ec2:CreateLaunchTemplateVersion", "*"],
    ["ec2:ModifyLaunchTemplate", "*"],
    ["ec2:DeleteLaunchTemplate", "*"],
  ],
  "iam/instanceProfile:InstanceProfile": [
    ["iam:CreateInstanceProfile", instanceProfile],
    ["iam:AddRoleToInstanceProfile", instanceProfile],
    ["iam:RemoveRoleFromInstanceProfile", instanceProfile],
    ["iam:DeleteInstanceProfile", instanceProfile],
    ["iam:GetInstanceProfile", instanceProfile],
  ],
  "sns/topicSubscription:TopicSubscription": [
    ["sns:Subscribe", named("sns", "alarms-topic-1f2e3d4")],
    ["sns:Unsubscribe", "*"],
    ["sns:GetSubscriptionAttributes", "*"],
  ],
  "sns/topicPolicy:TopicPolicy": [["sns:SetTopicAttributes", named("sns", "batch-job-failures-1f2e3d4")]],
  "appautoscaling/policy:Policy": [
    ["application-autoscaling:PutScalingPolicy", named("application-autoscaling", "scalable-target/0a1b")],
    ["cloudwatch:DescribeAlarms", "*"],
    ["cloudwatch:PutMetricAlarm", named("cloudwatch", scalingAlarm)],
    ["cloudwatch:DeleteAlarms", named("cloudwatch", scalingAlarm)],
  ],
  "appautoscaling/scheduledAction:ScheduledAction": [
    ["application-autoscaling:PutScheduledAction", named("application-autoscaling", "scalable-target/0a1b")],
    [
      "application-autoscaling:DeleteScheduledAction",
      named("application-autoscaling", "scalable-target/0a1b"),
    ],
  ],
  "appautoscaling/target:Target": [
    [
      "application-autoscaling:RegisterScalableTarget",
      named("application-autoscaling", "scalable-target/0a1b"),
    ],
  ],
  "cloudwatch/metricAlarm:MetricAlarm": [
    ["cloudwatch:PutMetricAlarm", named("cloudwatch", "alarm:ecs-dead-letters-0a1b2c3")],
    ["cloudwatch:DeleteAlarms", named("cloudwatch", "alarm:ecs-dead-letters-0a1b2c3")],
    ["cloudwatch:PutMetricAlarm", named("cloudwatch", "alarm:hello-cpu-above-0a1b2c3")],
    ["cloudwatch:TagResource", named("cloudwatch", "alarm:hello-cpu-above-0a1b2c3")],
    ["cloudwatch:DeleteAlarms", named("cloudwatch", "alarm:hello-cpu-above-0a1b2c3")],
    ["cloudwatch:PutMetricAlarm", named("cloudwatch", "alarm:resize-backlog-0a1b2c3")],
    ["cloudwatch:PutMetricAlarm", named("cloudwatch", "alarm:hello-deployment-errors-0a1b2c3")],
    ["cloudwatch:DeleteAlarms", named("cloudwatch", "alarm:resize-idle-0a1b2c3")],
  ],
  "cloudfront/distribution:Distribution": [
    ["cloudfront:CreateDistribution", `arn:aws:cloudfront::${account}:distribution/E1`],
    ["cloudfront:TagResource", `arn:aws:cloudfront::${account}:distribution/E1`],
    ["cloudfront:UpdateDistribution", `arn:aws:cloudfront::${account}:distribution/E1`],
  ],
  "cloudfront/vpcOrigin:VpcOrigin": [
    ["cloudfront:CreateVpcOrigin", `arn:aws:cloudfront::${account}:vpcorigin/vo_1`],
    ["cloudfront:DeleteVpcOrigin", `arn:aws:cloudfront::${account}:vpcorigin/vo_1`],
  ],
  "cloudwatch/logDelivery:LogDelivery": [
    ["logs:CreateDelivery", named("logs", "delivery:0a1b")],
    ["logs:CreateDelivery", named("logs", "delivery-source:ecs-access-logs-0a1b2c3")],
    ["logs:CreateDelivery", named("logs", "delivery-destination:ecs-access-logs-0a1b2c3")],
  ],
  "cloudwatch/logDeliveryDestination:LogDeliveryDestination": [
    ["logs:PutDeliveryDestination", named("logs", "delivery-destination:ecs-access-logs-0a1b2c3")],
  ],
  "cloudwatch/logDeliverySource:LogDeliverySource": [
    ["logs:PutDeliverySource", named("logs", "delivery-source:ecs-access-logs-0a1b2c3")],
    ["cloudfront:AllowVendedLogDeliveryForResource", `arn:aws:cloudfront::${account}:distribution/E1`],
  ],
  "cloudwatch/logGroup:LogGroup": [
    ["logs:CreateLogGroup", named("logs", "log-group:hello-logs-e10cce1")],
    ["logs:PutRetentionPolicy", named("logs", "log-group:/aws/eks/aws-containers-dev-eks/cluster")],
  ],
  "rds/cluster:Cluster": [
    ["rds:CreateDBCluster", named("rds", "cluster:hello-cluster-0a1b2c3")],
    ["rds:CreateDBClusterSnapshot", named("rds", "cluster-snapshot:hello-parameters-0a1b2c3-final")],
    ["rds:DeleteDBCluster", named("rds", "cluster-snapshot:hello-parameters-0a1b2c3-final")],
    ["secretsmanager:CreateSecret", named("secretsmanager", "secret:rds!cluster-0a1b")],
    ["logs:CreateLogGroup", named("logs", "log-group:/aws/rds/cluster/hello-cluster-0a1b2c3/postgresql")],
  ],
  "rds/clusterInstance:ClusterInstance": [
    ["rds:CreateDBInstance", named("rds", "db:hello-instance-1-0a1b2c3")],
    ["rds:CreateDBInstance", named("rds", "pg:default.aurora-postgresql17")],
  ],
  "rds/clusterParameterGroup:ClusterParameterGroup": [
    ["rds:ModifyDBClusterParameterGroup", named("rds", "cluster-pg:hello-parameters-0a1b2c3")],
  ],
  "rds/subnetGroup:SubnetGroup": [["rds:CreateDBSubnetGroup", named("rds", "subgrp:hello-subnets-0a1b2c3")]],
  "secretsmanager/secretRotation:SecretRotation": [
    ["secretsmanager:RotateSecret", named("secretsmanager", "secret:rds!cluster-0a1b")],
    ["secretsmanager:CancelRotateSecret", named("secretsmanager", "secret:rds!cluster-0a1b")],
  ],
  "dynamodb/table:Table": [
    ["dynamodb:CreateTable", named("dynamodb", "table/hello-table-0a1b2c3")],
    ["dynamodb:UpdateContinuousBackups", named("dynamodb", "table/hello-table-0a1b2c3")],
    ["dynamodb:DeleteTable", named("dynamodb", "table/hello-table-0a1b2c3")],
  ],
  "efs/accessPoint:AccessPoint": [
    ["elasticfilesystem:CreateAccessPoint", named("elasticfilesystem", "file-system/fs-1")],
    ["elasticfilesystem:TagResource", named("elasticfilesystem", "access-point/fsap-1")],
    ["elasticfilesystem:DeleteAccessPoint", named("elasticfilesystem", "access-point/fsap-1")],
  ],
  "efs/backupPolicy:BackupPolicy": [
    ["elasticfilesystem:PutBackupPolicy", named("elasticfilesystem", "file-system/fs-1")],
  ],
  "efs/fileSystem:FileSystem": [
    ["elasticfilesystem:CreateFileSystem", named("elasticfilesystem", "file-system/*")],
    ["elasticfilesystem:PutLifecycleConfiguration", named("elasticfilesystem", "file-system/fs-1")],
    ["elasticfilesystem:DeleteFileSystem", named("elasticfilesystem", "file-system/fs-1")],
  ],
  "efs/fileSystemPolicy:FileSystemPolicy": [
    ["elasticfilesystem:PutFileSystemPolicy", named("elasticfilesystem", "file-system/fs-1")],
    ["elasticfilesystem:DeleteFileSystemPolicy", named("elasticfilesystem", "file-system/fs-1")],
  ],
  "efs/mountTarget:MountTarget": [
    ["elasticfilesystem:CreateMountTarget", named("elasticfilesystem", "file-system/fs-1")],
    ["elasticfilesystem:DeleteMountTarget", named("elasticfilesystem", "file-system/fs-1")],
    ["ec2:CreateNetworkInterface", named("ec2", "network-interface/eni-1")],
    ["ec2:CreateNetworkInterface", named("ec2", "subnet/subnet-1")],
    ["ec2:CreateNetworkInterface", named("ec2", "security-group/sg-1")],
    ["ec2:DeleteNetworkInterface", named("ec2", "network-interface/eni-1")],
  ],
  "elasticache/serverlessCache:ServerlessCache": [
    ["elasticache:CreateServerlessCache", named("elasticache", "serverlesscache:hello-cache-0a1b2c3")],
    ["elasticache:AddTagsToResource", named("elasticache", "serverlesscache:hello-cache-0a1b2c3")],
    ["ec2:CreateVpcEndpoint", named("ec2", "vpc-endpoint/vpce-1")],
    ["kms:CreateGrant", named("kms", "key/0a1b")],
  ],
  "ec2/defaultSecurityGroup:DefaultSecurityGroup": [
    ["ec2:RevokeSecurityGroupEgress", named("ec2", "security-group/sg-1")],
  ],
  "ec2/eip:Eip": [["ec2:AllocateAddress", named("ec2", "elastic-ip/eipalloc-1")]],
  "ec2/flowLog:FlowLog": [
    ["ec2:CreateFlowLogs", named("ec2", "vpc-flow-log/fl-1")],
    ["iam:PassRole", roleArn("aws-containers/dev/network-flow-logs-1f2e3d4")],
  ],
  "ec2/internetGateway:InternetGateway": [
    ["ec2:CreateInternetGateway", named("ec2", "internet-gateway/igw-1")],
  ],
  "ec2/natGateway:NatGateway": [["ec2:CreateNatGateway", named("ec2", "natgateway/nat-1")]],
  "ec2/route:Route": [["ec2:CreateRoute", named("ec2", "route-table/rtb-1")]],
  "ec2/routeTable:RouteTable": [["ec2:CreateRouteTable", named("ec2", "route-table/rtb-1")]],
  "ec2/routeTableAssociation:RouteTableAssociation": [
    ["ec2:AssociateRouteTable", named("ec2", "subnet/subnet-1")],
  ],
  "ec2/securityGroup:SecurityGroup": [["ec2:CreateSecurityGroup", named("ec2", "security-group/sg-1")]],
  "ec2/subnet:Subnet": [["ec2:CreateSubnet", named("ec2", "subnet/subnet-1")]],
  "ec2/vpc:Vpc": [["ec2:CreateVpc", named("ec2", "vpc/vpc-1")]],
  "ec2/vpcEndpoint:VpcEndpoint": [
    ["ec2:CreateVpcEndpoint", named("ec2", "vpc-endpoint/vpce-1")],
    ["route53:AssociateVPCWithHostedZone", "arn:aws:route53:::hostedzone/Z1"],
  ],
  "ecr/lifecyclePolicy:LifecyclePolicy": [
    ["ecr:PutLifecyclePolicy", named("ecr", "repository/registry-hello-ab07748")],
  ],
  "ecr/repository:Repository": [
    ["ecr:CreateRepository", named("ecr", "repository/registry-hello-ab07748")],
    ["ecr:PutImage", named("ecr", "repository/registry-hello-ab07748")],
  ],
  "ecs/cluster:Cluster": [["ecs:CreateCluster", named("ecs", "cluster/ecs-cluster-3610542")]],
  "ecs/clusterCapacityProviders:ClusterCapacityProviders": [
    ["ecs:PutClusterCapacityProviders", named("ecs", "cluster/ecs-cluster-3610542")],
  ],
  "ecs/service:Service": [
    ["ecs:CreateService", named("ecs", "service/ecs-cluster-3610542/hello-service-54a4ca8")],
    ["ecs:UpdateService", named("ecs", "service/ecs-cluster-3610542/hello-service-54a4ca8")],
    [
      "ecs:StopServiceDeployment",
      named("ecs", "service-deployment/ecs-cluster-3610542/hello-service-54a4ca8/Ab1"),
    ],
  ],
  "ecs/taskDefinition:TaskDefinition": [
    ["ecs:RegisterTaskDefinition", named("ecs", "task-definition/ecs-cluster-3610542-hello:1")],
    ["iam:PassRole", roleArn("aws-containers/dev/hello-execution-94d1f15")],
  ],
  "ecr/repositoryPolicy:RepositoryPolicy": [
    ["ecr:SetRepositoryPolicy", named("ecr", "repository/registry-hello-ab07748")],
  ],
  "eks/accessEntry:AccessEntry": [
    ["eks:CreateAccessEntry", named("eks", "cluster/aws-containers-dev-eks")],
    ["eks:DeleteAccessEntry", named("eks", "access-entry/aws-containers-dev-eks/role/000000000000/ops/0a1b")],
  ],
  "eks/accessPolicyAssociation:AccessPolicyAssociation": [
    [
      "eks:AssociateAccessPolicy",
      named("eks", "access-entry/aws-containers-dev-eks/role/000000000000/ops/0a1b"),
    ],
  ],
  "eks/addon:Addon": [["eks:CreateAddon", named("eks", "cluster/aws-containers-dev-eks")]],
  "eks/cluster:Cluster": [
    ["eks:CreateCluster", named("eks", "cluster/aws-containers-dev-eks")],
    ["iam:PassRole", roleArn("aws-containers/dev/eks-eksRole-role-36bc7fe")],
    ["iam:PassRole", roleArn("aws-containers-dev-eks-nodes")],
  ],
  "eks/podIdentityAssociation:PodIdentityAssociation": [
    ["eks:CreatePodIdentityAssociation", named("eks", "cluster/aws-containers-dev-eks")],
    ["eks:UpdatePodIdentityAssociation", named("eks", "podidentityassociation/aws-containers-dev-eks/a-1")],
    ["eks:DeletePodIdentityAssociation", named("eks", "podidentityassociation/aws-containers-dev-eks/a-1")],
  ],
  "iam/role:Role": [["iam:CreateRole", roleArn("aws-containers/dev/hello-execution-94d1f15")]],
  "iam/rolePolicy:RolePolicy": [["iam:PutRolePolicy", roleArn("aws-containers/dev/hello-execution-94d1f15")]],
  "iam/rolePolicyAttachment:RolePolicyAttachment": [
    ["iam:AttachRolePolicy", roleArn("aws-containers/dev/eks-eksRole-role-36bc7fe")],
  ],
  "kms/key:Key": [["kms:CreateKey", "*"]],
  "lb/listener:Listener": [
    [
      "elasticloadbalancing:CreateListener",
      named("elasticloadbalancing", "loadbalancer/app/ecs-load-balancer-aaff7ee/1"),
    ],
  ],
  "lb/listenerRule:ListenerRule": [
    [
      "elasticloadbalancing:CreateRule",
      named("elasticloadbalancing", "listener/app/ecs-load-balancer-aaff7ee/1/2"),
    ],
    [
      "elasticloadbalancing:ModifyRule",
      named("elasticloadbalancing", "listener-rule/app/ecs-load-balancer-aaff7ee/1/2/3"),
    ],
  ],
  "lambda/function:Function": [
    ["lambda:CreateFunction", named("lambda", "function:hello-before-0a1b2c3")],
    ["lambda:UpdateFunctionCode", named("lambda", "function:hello-before-0a1b2c3")],
    ["lambda:DeleteFunction", named("lambda", "function:hello-before-0a1b2c3")],
    ["iam:PassRole", roleArn("aws-containers/dev/hello-before-0a1b2c3")],
  ],
  "lambda/invocation:Invocation": [
    ["lambda:InvokeFunction", named("lambda", "function:hello-before-0a1b2c3")],
  ],
  "lb/loadBalancer:LoadBalancer": [
    ["ec2:GetSecurityGroupsForVpc", named("ec2", "vpc/vpc-1")],
    [
      "elasticloadbalancing:CreateLoadBalancer",
      named("elasticloadbalancing", "loadbalancer/app/ecs-load-balancer-aaff7ee/1"),
    ],
  ],
  "secretsmanager/secret:Secret": [
    ["secretsmanager:CreateSecret", named("secretsmanager", "secret:hello-environment-0a1b2c3")],
    ["secretsmanager:DeleteSecret", named("secretsmanager", "secret:hello-environment-0a1b2c3-AbCdEf")],
  ],
  "secretsmanager/secretVersion:SecretVersion": [
    ["secretsmanager:PutSecretValue", named("secretsmanager", "secret:hello-environment-0a1b2c3-AbCdEf")],
  ],
  "servicediscovery/httpNamespace:HttpNamespace": [
    ["servicediscovery:CreateHttpNamespace", "*"],
    ["servicediscovery:DeleteNamespace", named("servicediscovery", "namespace/ns-1")],
  ],
  "lb/targetGroup:TargetGroup": [
    [
      "elasticloadbalancing:CreateTargetGroup",
      named("elasticloadbalancing", "targetgroup/hello-target-6e8b35d/1"),
    ],
  ],
  "route53/record:Record": [
    ["route53:ChangeResourceRecordSets", `arn:aws:route53:::hostedzone/${zone}`],
    ["route53:GetChange", "arn:aws:route53:::change/C1"],
  ],
  "s3/bucket:Bucket": [
    ["s3:CreateBucket", "arn:aws:s3:::ecs-access-logs-0a1b2c3"],
    ["s3:CreateBucket", "arn:aws:s3:::hello-bucket-0a1b2c3"],
    ["s3:DeleteObjectVersion", "arn:aws:s3:::hello-bucket-0a1b2c3/a/b.jpg"],
  ],
  "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
    ["s3:PutLifecycleConfiguration", "arn:aws:s3:::ecs-access-logs-0a1b2c3"],
  ],
  "s3/bucketOwnershipControls:BucketOwnershipControls": [
    ["s3:PutBucketOwnershipControls", "arn:aws:s3:::ecs-access-logs-0a1b2c3"],
  ],
  "s3/bucketPolicy:BucketPolicy": [["s3:PutBucketPolicy", "arn:aws:s3:::ecs-access-logs-0a1b2c3"]],
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
    ["s3:PutBucketPublicAccessBlock", "arn:aws:s3:::ecs-access-logs-0a1b2c3"],
  ],
  "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    ["s3:PutEncryptionConfiguration", "arn:aws:s3:::ecs-access-logs-0a1b2c3"],
  ],
  "s3/bucketNotification:BucketNotification": [
    ["s3:PutBucketNotification", "arn:aws:s3:::hello-bucket-0a1b2c3"],
  ],
  "s3/bucketVersioning:BucketVersioning": [["s3:PutBucketVersioning", "arn:aws:s3:::hello-bucket-0a1b2c3"]],
  "scheduler/schedule:Schedule": [
    [
      "scheduler:CreateSchedule",
      named("scheduler", "schedule/aws-containers-dev-ecs/report-schedule-1f2e3d4"),
    ],
    [
      "scheduler:UpdateSchedule",
      named("scheduler", "schedule/aws-containers-dev-ecs/report-schedule-1f2e3d4"),
    ],
    [
      "scheduler:DeleteSchedule",
      named("scheduler", "schedule/aws-containers-dev-ecs/report-schedule-1f2e3d4"),
    ],
    ["scheduler:GetSchedule", "*"],
    ["iam:PassRole", roleArn("aws-containers/dev/report-schedule-94d1f15")],
  ],
  "scheduler/scheduleGroup:ScheduleGroup": [
    ["scheduler:CreateScheduleGroup", named("scheduler", "schedule-group/aws-containers-dev-ecs")],
    ["scheduler:DeleteScheduleGroup", named("scheduler", "schedule-group/aws-containers-dev-ecs")],
  ],
  "sfn/stateMachine:StateMachine": [
    ["states:ValidateStateMachineDefinition", named("states", "stateMachine:*")],
    ["states:CreateStateMachine", named("states", "stateMachine:ecs-cluster-3610542-report")],
    ["states:UpdateStateMachine", named("states", "stateMachine:ecs-cluster-3610542-report")],
    ["states:DeleteStateMachine", named("states", "stateMachine:ecs-cluster-3610542-report")],
    ["iam:PassRole", roleArn("aws-containers/dev/report-run-94d1f15")],
  ],
  "sns/topic:Topic": [
    ["sns:CreateTopic", named("sns", "ecs-job-failures-0a1b2c3")],
    ["sns:DeleteTopic", named("sns", "ecs-job-failures-0a1b2c3")],
  ],
  "sqs/queue:Queue": [
    ["sqs:CreateQueue", named("sqs", "hello-queue-0a1b2c3")],
    ["sqs:DeleteQueue", named("sqs", "hello-dead-letters-0a1b2c3")],
  ],
  "sqs/queuePolicy:QueuePolicy": [["sqs:SetQueueAttributes", named("sqs", "hello-queue-0a1b2c3")]],
  "sqs/redriveAllowPolicy:RedriveAllowPolicy": [
    ["sqs:SetQueueAttributes", named("sqs", "hello-dead-letters-0a1b2c3")],
  ],
  "wafv2/webAcl:WebAcl": [
    ["wafv2:CreateWebACL", named("wafv2", "regional/webacl/load-balancer-web-acl-8f1d2c3/0a1b")],
    ["wafv2:CreateWebACL", named("wafv2", "global/webacl/load-balancer-cloud-front-web-acl-8f1d2c3/0a1b")],
    ["wafv2:CreateWebACL", named("wafv2", "regional/managedruleset/AWS/AWSManagedRulesCommonRuleSet")],
    ["logs:CreateLogGroup", named("logs", "log-group:aws-waf-logs-load-balancer-20261121")],
    ["logs:AssociateKmsKey", named("logs", "log-group:aws-waf-logs-load-balancer-20261121")],
  ],
  "wafv2/webAclAssociation:WebAclAssociation": [
    ["wafv2:AssociateWebACL", named("wafv2", "regional/webacl/load-balancer-web-acl-8f1d2c3/0a1b")],
    ["wafv2:AssociateWebACL", named("elasticloadbalancing", "loadbalancer/app/ecs-load-balancer-aaff7ee/1")],
    [
      "elasticloadbalancing:SetWebACL",
      named("elasticloadbalancing", "loadbalancer/app/ecs-load-balancer-aaff7ee/1"),
    ],
  ],
  "wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": [
    ["wafv2:PutLoggingConfiguration", named("wafv2", "regional/webacl/load-balancer-web-acl-8f1d2c3/0a1b")],
    ["logs:CreateLogDelivery", "*"],
    ["logs:PutResourcePolicy", "*"],
  ],
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule": [
    ["ec2:AuthorizeSecurityGroupEgress", named("ec2", "security-group/sg-1")],
  ],
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    ["ec2:AuthorizeSecurityGroupIngress", named("ec2", "security-group/sg-1")],
  ],
};

/** What is the account's as a whole, or public: no deploy role may change it, as docs/deploying.md says. */
const ofTheAdministrator = [
  "ecr.PullThroughCacheRule",
  "ecr.RegistryPolicy",
  "ecr.RegistryScanningConfiguration",
  "ecr.ReplicationConfiguration",
  "ecr.RepositoryCreationTemplate",
  "ecrpublic.Repository",
];

/** Every class of AWS resources that the components make themselves. */
function classesInComponents(): string[] {
  const components = join(__dirname, "..", "..", "..", "components");
  const sources = readdirSync(components, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("deploy-roles"))
    .map((file) => readFileSync(join(components, file), "utf8"));
  const made = sources.flatMap((source) =>
    [...source.matchAll(/new aws\.(\w+\.\w+)\(/g)].map(([, made = ""]) => made),
  );
  return [...new Set(made)].sort();
}

const classOf = (type: string) => type.replace(/\/\w+:/, ".");

const actionsOf = (statements: Statement[]) =>
  statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => listOf(Action));

let plain: RecordedPlan;
let stateful: RecordedPlan;
let bounded: RecordedPlan;
before(async () => {
  plain = await planOfRoles({ hostedZoneIds: [zone] });
  stateful = await planOfRoles({ state });
  bounded = await planOfRoles({ state, permissionsBoundaryArn: boundary });
});

const servicePolicy = (index: number) =>
  `arn:aws:iam::111122223333:policy/teams/shop/a-service-policy-${index}`;

describe("what a deploy role may do", () => {
  it("is to create everything that the components create", () => {
    const granted = permissions(plain, "github-deploy-dev");
    const known = [...Object.keys(creation).map(classOf), ...ofTheAdministrator];
    assert.deepEqual(
      classesInComponents().filter((made) => !known.includes(made)),
      [],
      "classes that this test has no action for",
    );
    const refused = Object.values(creation)
      .flat()
      .filter(([action, arn]) => !allows(granted, action, arn));
    assert.deepEqual(refused, []);
  });

  it("names every action: no service whole, no wildcard but in what is read", async () => {
    for (const role of ["github-deploy-dev", "github-deploy-prod", "github-preview"]) {
      for (const action of actionsOf(permissions(bounded, role))) {
        assert.match(action, /^[a-z0-9-]+:([A-Z][A-Za-z0-9]+|(Describe|List|GetBucket)\*)$/);
      }
    }
  });

  it("attaches the managed policies that services may have, besides those of EKS", async () => {
    const granted = permissions(
      await planOfRoles({ stacks: ["dev"], servicePolicies: [servicePolicy(7)] }),
      "github-deploy-dev",
    );
    const [attach] = granted.filter(({ Sid }) => Sid === "AttachPolicies");
    assert.ok(attach);
    const { ArnEquals } = attach.Condition as { ArnEquals: { "iam:PolicyARN": string[] } };
    assert.deepEqual(ArnEquals["iam:PolicyARN"].slice(-2), [
      "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
      servicePolicy(7),
    ]);
  });

  it("fits into what IAM allows a policy and a role", async () => {
    const components = Array.from({ length: 20 }, (_, index) => `a-service-name-${index}`);
    const clusters = components.slice(0, 8);
    const plan = await planOfRoles({
      state,
      permissionsBoundaryArn: boundary,
      components,
      clusters,
      servicePolicies: Array.from({ length: 20 }, (_, index) => servicePolicy(index)),
      stacks: ["dev"],
    });
    for (const { name, inputs } of plan.ofType("iam/policy:Policy")) {
      const length = JSON.stringify(json(inputs.policy)).length;
      assert.ok(length <= 6144, `${name} has ${length} characters`);
    }
    const inline = plan.ofType("iam/rolePolicy:RolePolicy");
    for (const { inputs } of inline) {
      const ofRole = inline.filter((policy) => policy.inputs.role === inputs.role);
      const length = ofRole.reduce(
        (sum, policy) => sum + JSON.stringify(json(policy.inputs.policy)).length,
        0,
      );
      assert.ok(length <= 10_240, `${inputs.role} has ${length} characters in inline policies`);
    }
    const attachments = plan.ofType("RolePolicyAttachment").map(({ inputs }) => inputs.role);
    for (const role of new Set(attachments)) {
      assert.ok(attachments.filter((other) => other === role).length <= 10);
    }
  });

  it("is to change the records of named zones only, and no certificate without one", async () => {
    const ofDomains = (statements: Statement[]) =>
      statements.filter(({ Action }) =>
        listOf(Action).some((each) => /^(acm|route53):(?!Associate)/.test(each)),
      );
    const granted = permissions(plain, "github-deploy-dev");
    assert.ok(!allows(granted, "route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1"));
    assert.deepEqual(ofDomains(permissions(stateful, "github-deploy-dev")), []);
    assert.deepEqual(ofDomains(permissions(stateful, "github-preview")), []);
    const certificates = named("acm", "certificate/*").replace("us-east-1", "*");
    const region = { "aws:RequestedRegion": ["us-east-1"] };
    const tags = (of: string) => ({ [`aws:${of}/project`]: "aws-containers", [`aws:${of}/stack`]: ["dev"] });
    assert.deepEqual(ofDomains(granted), [
      {
        Sid: "RequestCertificates",
        Effect: "Allow",
        Action: ["acm:AddTagsToCertificate", "acm:RequestCertificate"],
        Resource: "*",
        Condition: { StringEquals: { ...region, ...tags("RequestTag") } },
      },
      {
        Sid: "ChangeCertificates",
        Effect: "Allow",
        Action: ["acm:AddTagsToCertificate", "acm:DeleteCertificate", "acm:RemoveTagsFromCertificate"],
        Resource: certificates,
        Condition: { StringEquals: { ...region, ...tags("ResourceTag") } },
      },
      {
        Sid: "ChangeRecords",
        Effect: "Allow",
        Action: "route53:ChangeResourceRecordSets",
        Resource: [`arn:aws:route53:::hostedzone/${zone}`],
      },
      {
        Sid: "WaitForRecords",
        Effect: "Allow",
        Action: "route53:GetChange",
        Resource: "arn:aws:route53:::change/*",
      },
      {
        Sid: "ReadCertificates",
        Effect: "Allow",
        Action: ["acm:DescribeCertificate", "acm:ListTagsForCertificate"],
        Resource: certificates,
        Condition: { StringEquals: region },
      },
      {
        Sid: "ReadRecords",
        Effect: "Allow",
        Action: ["route53:GetHostedZone", "route53:ListResourceRecordSets"],
        Resource: [`arn:aws:route53:::hostedzone/${zone}`],
      },
    ]);
  });

  it("is to tag namespaces and keys as the stack's when they are created, and those of the stack afterwards", () => {
    const region = { "aws:RequestedRegion": ["us-east-1"] };
    const tags = (of: string) => ({ [`aws:${of}/project`]: "aws-containers", [`aws:${of}/stack`]: ["dev"] });
    for (const [service, resource] of [
      ["servicediscovery", "namespace/*"],
      ["kms", "key/*"],
    ] as const) {
      const tagging = permissions(plain, "github-deploy-dev").filter(({ Action }) =>
        listOf(Action).includes(`${service}:TagResource`),
      );
      assert.deepEqual(
        tagging.map(({ Resource, Condition }) => ({ Resource, Condition })),
        [
          { Resource: "*", Condition: { StringEquals: { ...region, ...tags("RequestTag") } } },
          {
            Resource: named(service, resource).replace("us-east-1", "*"),
            Condition: { StringEquals: { ...region, ...tags("ResourceTag") } },
          },
        ],
      );
    }
  });

  it("is to create functions with the stack's tags, and to invoke and change those alone", () => {
    const region = { "aws:RequestedRegion": ["us-east-1"] };
    const tags = (of: string) => ({ [`aws:${of}/project`]: "aws-containers", [`aws:${of}/stack`]: ["dev"] });
    const granted = permissions(plain, "github-deploy-dev").filter(({ Action }) =>
      listOf(Action).some((action) => /^lambda:(?!Get|List)/.test(action)),
    );
    const Resource = named("lambda", "function:*-before-???????").replace("us-east-1", "*");
    assert.deepEqual(granted, [
      {
        Sid: "CreateFunctions",
        Effect: "Allow",
        Action: ["lambda:CreateFunction", "lambda:TagResource"],
        Resource,
        Condition: { StringEquals: { ...region, ...tags("RequestTag") } },
      },
      {
        Sid: "ChangeFunctions",
        Effect: "Allow",
        Action: [
          "lambda:DeleteFunction",
          "lambda:InvokeFunction",
          "lambda:TagResource",
          "lambda:UntagResource",
          "lambda:UpdateFunctionCode",
          "lambda:UpdateFunctionConfiguration",
        ],
        Resource,
        Condition: { StringEquals: { ...region, ...tags("ResourceTag") } },
      },
    ]);
  });

  it("passes the components' roles to these services only", async () => {
    const granted = permissions(
      await planOfRoles({ components: ["hello"], stacks: ["dev"] }),
      "github-deploy-dev",
    );
    assert.deepEqual(
      granted.filter(({ Action }) => listOf(Action).includes("iam:PassRole")),
      [
        {
          Sid: "PassRoles",
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: [roleArn("aws-containers/dev/*"), roleArn("aws-containers-dev-eks-nodes")],
          Condition: {
            StringEquals: {
              "iam:PassedToService": [
                "batch.amazonaws.com",
                "chatbot.amazonaws.com",
                "ec2.amazonaws.com",
                "ecs-tasks.amazonaws.com",
                "ecs.amazonaws.com",
                "eks.amazonaws.com",
                "lambda.amazonaws.com",
                "pods.eks.amazonaws.com",
                "scheduler.amazonaws.com",
                "states.amazonaws.com",
                "vpc-flow-logs.amazonaws.com",
              ],
            },
          },
        },
      ],
    );
  });

  it("changes no role of its own kind, no user, no policy and no identity provider", async () => {
    const granted = permissions(stateful, "github-deploy-dev");
    const changes = actionsOf(granted).filter((action) => action.startsWith("iam:"));
    const foreign = [
      "github-preview-1234567",
      "github-deploy-dev-1234567",
      "Administrator",
      // Names that begin as the components' do, and other stacks.
      "eks-admin",
      "ecs-deployer",
      "network-admin",
      "hello-execution-94d1f15",
      "aws-containers/prod/hello-execution-94d1f15",
      "aws-containers/dev-eu/hello-execution-94d1f15",
      "other/dev/hello-execution-94d1f15",
    ];
    for (const role of foreign) {
      for (const action of changes.filter((action) => !/ServiceLinked/.test(action))) {
        assert.ok(!allows(granted, action, roleArn(role)), `${action} on ${role}`);
      }
    }
    assert.doesNotMatch(changes.join(), /User|Group|OpenID|SAML|iam:\w*Policy\w*Version|CreatePolicy/);
  });

  it("changes the clusters of its own stack alone, and data whose names are those of the components", async () => {
    const granted = permissions(
      await planOfRoles({ project: "shop.web", clusters: ["eks", "batch"] }),
      "github-deploy-dev",
    );
    const mayDelete = (cluster: string) =>
      allows(granted, "eks:DeleteCluster", named("eks", `cluster/${cluster}`));
    assert.ok(mayDelete("shop-web-dev-eks") && mayDelete("shop-web-dev-batch"));
    assert.ok(!mayDelete("shop-web-dev-eu-eks") && !mayDelete("shop-web-prod-eks"));
    const mayLog = (group: string) =>
      allows(granted, "logs:DeleteLogGroup", named("logs", `log-group:/aws/eks/${group}/cluster`));
    assert.ok(mayLog("shop-web-dev-eks") && !mayLog("shop-web-dev-eu-eks"));
    const mayOpen = (bucket: string) => allows(granted, "s3:PutBucketPolicy", `arn:aws:s3:::${bucket}`);
    assert.ok(mayOpen("ecs-access-logs-0a1b2c3") && !mayOpen("ecs-access-logs-0a1b2c3-copy"));
    const mayEmpty = (bucket: string) =>
      allows(granted, "s3:DeleteObject", `arn:aws:s3:::${bucket}/AWSLogs/1.gz`);
    assert.ok(mayEmpty("ecs-access-logs-0a1b2c3") && !mayEmpty("ecs-access-logs-archive-2"));
    const mayUse = (...[action, arn]: [string, string]) => allows(granted, action, arn);
    assert.ok(!mayUse("s3:DeleteObject", "arn:aws:s3:::hello-bucket-of-others/1"));
    assert.ok(!mayUse("sqs:DeleteQueue", named("sqs", "hello-queue-of-others")));
    assert.ok(!mayUse("dynamodb:DeleteTable", named("dynamodb", "table/hello-table-of-others")));
  });

  it("attaches AWS's policies for EKS, and those by which ECS shifts requests and has instances, alone", async () => {
    const [attach] = permissions(plain, "github-deploy-dev").filter(({ Action }) =>
      listOf(Action).includes("iam:AttachRolePolicy"),
    );
    assert.deepEqual(attach?.Condition, {
      ArnEquals: {
        "iam:PolicyARN": [
          "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
          "arn:aws:iam::aws:policy/AmazonEKSBlockStoragePolicy",
          "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
          "arn:aws:iam::aws:policy/AmazonEKSComputePolicy",
          "arn:aws:iam::aws:policy/AmazonEKSLoadBalancingPolicy",
          "arn:aws:iam::aws:policy/AmazonEKSNetworkingPolicy",
          "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy",
          "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
          "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
        ],
      },
    });
  });

  it("grants permissions only to roles with a boundary, by argument", async () => {
    const granted = permissions(bounded, "github-deploy-dev");
    for (const action of [
      "iam:CreateRole",
      "iam:PutRolePolicy",
      "iam:AttachRolePolicy",
      "iam:PutRolePermissionsBoundary",
    ]) {
      const statements = granted.filter(({ Action }) => listOf(Action).includes(action));
      assert.deepEqual(
        statements.map(({ Condition }) => Condition?.StringEquals),
        [{ "iam:PermissionsBoundary": boundary }],
        action,
      );
    }
    assert.ok(!actionsOf(granted).includes("iam:DeleteRolePermissionsBoundary"));
  });

  it("is limited to the stacks' regions and, where it deletes by id, to the stack's tags", async () => {
    const regions = ["us-east-1", "eu-central-1"];
    const granted = permissions(await planOfRoles({ regions, stacks: ["dev"] }), "github-deploy-dev");
    const global = granted
      .filter(({ Condition }) => Condition?.StringEquals?.["aws:RequestedRegion"] === undefined)
      .map(({ Sid }) => Sid);
    assert.deepEqual(global.sort(), [
      "AttachPolicies",
      "ChangeAccessLogBuckets",
      "ChangeChatsAndDashboards",
      "ChangeDataBuckets",
      "ChangeDistributions",
      "ChangeInstanceProfiles",
      "ChangeRoles",
      "CreateDistributions",
      "CreateServiceRoles",
      "GrantToRoles",
      "PassRoles",
      "ReadDistributions",
      "ReadRolesAndBuckets",
      "UsePrivateDns",
    ]);
    const tags = (of: string) => ({ [`aws:${of}/project`]: "aws-containers", [`aws:${of}/stack`]: ["dev"] });
    const conditionOf = (sid: string) => granted.find(({ Sid }) => Sid === sid)?.Condition;
    assert.deepEqual(conditionOf("CreateDistributions"), { StringEquals: tags("RequestTag") });
    assert.deepEqual(conditionOf("ChangeDistributions"), { StringEquals: tags("ResourceTag") });
    const deletion = granted.find(({ Action }) => listOf(Action).includes("ec2:DeleteVpc"));
    assert.deepEqual(deletion?.Condition, {
      StringEquals: {
        "aws:RequestedRegion": regions,
        "aws:ResourceTag/project": "aws-containers",
        "aws:ResourceTag/stack": ["dev"],
      },
    });
  });

  it("writes the state of its own stack and of no other", async () => {
    const granted = permissions(stateful, "github-deploy-dev");
    const may = (action: string, path: string) =>
      allows(granted, action, `${state.bucketArn}/.pulumi/${path}`);
    for (const path of [
      "stacks/aws-containers/dev.json",
      "stacks/aws-containers/dev.json.bak",
      "stacks/aws-containers/dev.json.gz",
      "stacks/aws-containers/dev.json.gz.bak",
      "stacks/aws-containers/dev.pulumi-tags",
      "backups/aws-containers/dev/dev.1.json",
      "history/aws-containers/dev/dev-1.history.json",
      "locks/organization/aws-containers/dev/0a1b.json",
    ]) {
      assert.ok(may("s3:PutObject", path), path);
    }
    for (const path of [
      "meta.yaml",
      "stacks/aws-containers/prod.json",
      "stacks/aws-containers/dev.eu.json",
      "stacks/aws-containers/dev-eu.json",
      "stacks/deploy-roles/account.json",
    ]) {
      assert.ok(!may("s3:PutObject", path), path);
    }
    assert.ok(may("s3:GetObject", "meta.yaml"));
    assert.deepEqual(
      granted.filter(({ Sid }) => Sid === "UseStateKey").map(({ Action, Resource }) => [Action, Resource]),
      [[["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], state.keyArn]],
    );
  });
});

describe("a deploy role whose stack reads others", () => {
  it("reads their current state and nothing else of theirs", async () => {
    const granted = permissions(
      await planOfRoles({ state, stacks: ["prod"], reads: ["dev", "shared"] }),
      "github-deploy-prod",
    );
    const file = (path: string) => `${state.bucketArn}/.pulumi/stacks/${path}`;
    assert.deepEqual(
      granted.filter(({ Sid }) => Sid === "ReadOtherStacks"),
      [
        {
          Sid: "ReadOtherStacks",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: [
            file("aws-containers/dev.json"),
            file("aws-containers/dev.json.gz"),
            file("aws-containers/shared.json"),
            file("aws-containers/shared.json.gz"),
          ],
        },
      ],
    );
    assert.ok(!allows(granted, "s3:PutObject", file("aws-containers/dev.json")));
    assert.ok(!allows(granted, "s3:GetObject", file("aws-containers/dev.json.bak")));
    assert.ok(!allows(granted, "s3:GetObject", file("aws-containers/dev.eu.json")));
  });

  it("reads none by default", () => {
    const granted = permissions(stateful, "github-deploy-prod");
    assert.ok(!allows(granted, "s3:GetObject", `${state.bucketArn}/.pulumi/stacks/aws-containers/dev.json`));
  });
});

describe("what the preview role may do", () => {
  it("is to read: not one action that changes", async () => {
    const granted = permissions(stateful, "github-preview");
    for (const action of actionsOf(granted)) {
      assert.match(action, /:(Describe|Get|List)|^kms:Decrypt$|^states:ValidateStateMachineDefinition$/);
    }
    const [decrypt] = granted.filter(({ Action }) => listOf(Action).includes("kms:Decrypt"));
    assert.equal(decrypt?.Resource, state.keyArn);
  });

  it("reads no secret, no log line, no image and no object but the state", async () => {
    const granted = permissions(stateful, "github-preview");
    for (const action of [
      "secretsmanager:GetSecretValue",
      "ssm:GetParameter",
      "ssm:GetParameters",
      "logs:GetLogEvents",
      "logs:FilterLogEvents",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchGetImage",
      "s3:GetObject",
      "sqs:ReceiveMessage",
      "dynamodb:GetItem",
      "kms:Decrypt",
    ]) {
      for (const resource of [named("any", "thing"), "arn:aws:s3:::ecs-access-logs-0a1b2c3/AWSLogs/1.gz"]) {
        assert.ok(!allows(granted, action, resource), `${action} on ${resource}`);
      }
    }
    assert.deepEqual(
      granted.filter(({ Effect }) => Effect === "Deny").map(({ Sid, Resource }) => [Sid, Resource]),
      [["NoSecretValues", "*"]],
    );
  });

  it("reads the state of the project's stacks, and decrypts nothing without a key", async () => {
    const granted = permissions(
      await planOfRoles({ state: { bucketArn: state.bucketArn }, stacks: ["dev"] }),
      "github-preview",
    );
    const may = (path: string) => allows(granted, "s3:GetObject", `${state.bucketArn}/.pulumi/${path}`);
    assert.ok(may("meta.yaml") && may("stacks/aws-containers/prod.json"));
    assert.ok(!may("stacks/deploy-roles/account.json"));
    assert.ok(!actionsOf(granted).includes("kms:Decrypt"));
  });
});
