import assert from "node:assert/strict";
import { listOf, permissions, planOfRoles } from "./described";

/**
 * All actions that the roles are allowed, by service prefix. IAM accepts a misspelt action, which then allows nothing: each
 * name here is one of the Service Authorization Reference.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 */
const allowed: Record<string, Record<string, string[]>> = {
  "github-preview": {
    "acm-pca": [
      "DescribeCertificateAuthority GetCertificate GetCertificateAuthorityCertificate",
      "GetCertificateAuthorityCsr ListTags",
    ],
    acm: ["DescribeCertificate ListTagsForCertificate"],
    "application-autoscaling": ["Describe* ListTagsForResource"],
    autoscaling: ["Describe*"],
    backup: [
      "DescribeBackupVault GetBackupPlan GetBackupSelection GetRestoreTestingPlan GetRestoreTestingSelection",
      "ListRecoveryPointsByBackupVault ListTags",
    ],
    batch: ["Describe* ListTagsForResource"],
    chatbot: ["DescribeSlackChannelConfigurations ListTagsForResource"],
    cloudfront: ["GetDistribution GetVpcOrigin ListTagsForResource"],
    cloudwatch: ["DescribeAlarms GetDashboard ListTagsForResource"],
    dynamodb: ["DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource"],
    ec2: ["Describe* GetManagedPrefixListEntries"],
    ecr: [
      "DescribeRepositories GetAuthorizationToken GetLifecyclePolicy GetRepositoryPolicy",
      "ListTagsForResource",
    ],
    ecs: ["Describe* List*"],
    eks: ["Describe* List*"],
    elasticache: ["Describe* ListTagsForResource"],
    elasticfilesystem: ["Describe* ListTagsForResource"],
    elasticloadbalancing: ["Describe*"],
    events: ["DescribeRule ListTagsForResource ListTargetsByRule"],
    iam: [
      "GetInstanceProfile GetOpenIDConnectProvider GetRole GetRolePolicy ListAttachedRolePolicies",
      "ListInstanceProfilesForRole ListOpenIDConnectProviderTags ListRolePolicies ListRoleTags",
    ],
    kms: ["Decrypt DescribeKey GetKeyPolicy GetKeyRotationStatus List*"],
    lambda: ["GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration GetPolicy List*"],
    logs: [
      "DescribeLogGroups DescribeMetricFilters DescribeSubscriptionFilters GetDelivery GetDeliveryDestination",
      "GetDeliverySource",
      "ListTagsForResource",
      "ListTagsLogGroup",
    ],
    rds: ["Describe* ListTagsForResource"],
    route53: ["GetHostedZone ListResourceRecordSets"],
    s3: [
      "GetAccelerateConfiguration GetBucket* GetBucketLocation GetEncryptionConfiguration",
      "GetLifecycleConfiguration GetObject GetReplicationConfiguration ListBucket ListTagsForResource",
    ],
    secretsmanager: ["DescribeSecret"],
    scheduler: ["GetSchedule GetScheduleGroup ListTagsForResource"],
    servicediscovery: ["GetNamespace GetOperation GetService List*"],
    sns: ["GetSubscriptionAttributes GetTopicAttributes ListTagsForResource"],
    sqs: ["GetQueueAttributes GetQueueUrl ListQueueTags"],
    states: [
      "DescribeStateMachine ListStateMachineVersions ListTagsForResource ValidateStateMachineDefinition",
    ],
    wafv2: ["GetLoggingConfiguration GetWebACL GetWebACLForResource ListTagsForResource"],
  },
  "github-deploy-dev": {
    "acm-pca": [
      "CreateCertificateAuthority DeleteCertificateAuthority DescribeCertificateAuthority GetCertificate",
      "GetCertificateAuthorityCertificate GetCertificateAuthorityCsr ImportCertificateAuthorityCertificate",
      "IssueCertificate ListTags RevokeCertificate TagCertificateAuthority UntagCertificateAuthority",
      "UpdateCertificateAuthority",
    ],
    acm: [
      "AddTagsToCertificate DeleteCertificate DescribeCertificate ListTagsForCertificate",
      "RemoveTagsFromCertificate RequestCertificate",
    ],
    "application-autoscaling": [
      "DeleteScalingPolicy DeleteScheduledAction DeregisterScalableTarget Describe* ListTagsForResource",
      "PutScalingPolicy PutScheduledAction RegisterScalableTarget TagResource UntagResource",
    ],
    autoscaling: [
      "CancelInstanceRefresh CreateAutoScalingGroup CreateOrUpdateTags DeleteAutoScalingGroup DeleteLifecycleHook DeleteTags",
      "Describe* PutLifecycleHook StartInstanceRefresh SuspendProcesses UpdateAutoScalingGroup",
    ],
    ssm: ["GetParameters"],
    backup: [
      "CreateBackupPlan CreateBackupSelection CreateBackupVault CreateRestoreTestingPlan",
      "CreateRestoreTestingSelection DeleteBackupPlan DeleteBackupSelection DeleteBackupVault",
      "DeleteBackupVaultLockConfiguration DeleteRecoveryPoint DeleteRestoreTestingPlan",
      "DeleteRestoreTestingSelection DescribeBackupVault GetBackupPlan GetBackupSelection",
      "GetRestoreTestingPlan GetRestoreTestingSelection ListRecoveryPointsByBackupVault ListTags",
      "PutBackupVaultLockConfiguration TagResource UntagResource UpdateBackupPlan UpdateRestoreTestingPlan",
      "UpdateRestoreTestingSelection",
    ],
    "backup-storage": ["MountCapsule"],
    batch: [
      "CreateComputeEnvironment CreateJobQueue DeleteComputeEnvironment DeleteJobQueue",
      "DeregisterJobDefinition Describe* ListTagsForResource RegisterJobDefinition TagResource",
      "UntagResource UpdateComputeEnvironment UpdateJobQueue",
    ],
    events: [
      "DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets RemoveTargets",
      "TagResource UntagResource",
    ],
    cloudfront: [
      "AllowVendedLogDeliveryForResource CreateDistribution CreateVpcOrigin DeleteDistribution",
      "DeleteVpcOrigin GetDistribution GetVpcOrigin ListTagsForResource TagResource UntagResource",
      "UpdateDistribution",
    ],
    chatbot: [
      "CreateSlackChannelConfiguration DeleteSlackChannelConfiguration DescribeSlackChannelConfigurations",
      "ListTagsForResource TagResource UntagResource UpdateSlackChannelConfiguration",
    ],
    cloudwatch: [
      "DeleteAlarms DeleteDashboards DescribeAlarms GetDashboard ListTagsForResource PutDashboard PutMetricAlarm",
      "TagResource UntagResource",
    ],
    dynamodb: [
      "CreateTable DeleteTable DescribeContinuousBackups DescribeTable DescribeTimeToLive",
      "ListTagsOfResource TagResource UntagResource UpdateContinuousBackups UpdateTable",
    ],
    ec2: [
      "AllocateAddress AssociateRouteTable AssociateSubnetCidrBlock AssociateVpcCidrBlock AttachInternetGateway AuthorizeSecurityGroupEgress",
      "AuthorizeSecurityGroupIngress CreateFlowLogs CreateInternetGateway CreateLaunchTemplate CreateLaunchTemplateVersion CreateNatGateway CreateNetworkInterface CreateRoute",
      "CreateRouteTable CreateSecurityGroup CreateSubnet CreateTags CreateVpc CreateVpcEndpoint",
      "DeleteFlowLogs DeleteInternetGateway DeleteLaunchTemplate DeleteNatGateway DeleteNetworkInterface DeleteRoute DeleteRouteTable",
      "DeleteSecurityGroup DeleteSubnet DeleteTags DeleteVpc DeleteVpcEndpoints Describe*",
      "DetachInternetGateway DisassociateAddress DisassociateRouteTable GetManagedPrefixListEntries GetSecurityGroupsForVpc",
      "ModifyLaunchTemplate ModifySecurityGroupRules ModifySubnetAttribute ModifyVpcAttribute ModifyVpcEndpoint ReleaseAddress ReplaceRoute",
      "ReplaceRouteTableAssociation RevokeSecurityGroupEgress RevokeSecurityGroupIngress RunInstances",
      "UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress",
    ],
    ecr: [
      "BatchCheckLayerAvailability BatchGetImage CompleteLayerUpload CreateRepository",
      "DeleteLifecyclePolicy DeleteRepository DeleteRepositoryPolicy DescribeRepositories",
      "GetAuthorizationToken GetDownloadUrlForLayer GetLifecyclePolicy GetRepositoryPolicy",
      "InitiateLayerUpload ListTagsForResource PutImage PutImageScanningConfiguration",
      "PutImageTagMutability PutLifecyclePolicy SetRepositoryPolicy TagResource UntagResource",
      "UploadLayerPart",
    ],
    ecs: [
      "CreateCapacityProvider CreateCluster CreateService DeleteCapacityProvider DeleteCluster DeleteService",
      "DeregisterTaskDefinition Describe* List*",
      "PutClusterCapacityProviders RegisterTaskDefinition StopServiceDeployment TagResource UntagResource UpdateCapacityProvider",
      "UpdateCluster UpdateClusterSettings UpdateService",
    ],
    eks: [
      "AssociateAccessPolicy AssociateEncryptionConfig CreateAccessEntry CreateAddon CreateCluster",
      "CreateFargateProfile CreateNodegroup DeleteFargateProfile",
      "CreatePodIdentityAssociation DeleteAccessEntry DeleteAddon DeleteCluster DeleteNodegroup",
      "DeletePodIdentityAssociation Describe* DisassociateAccessPolicy List* TagResource",
      "UntagResource UpdateAccessEntry UpdateAddon UpdateClusterConfig UpdateClusterVersion",
      "UpdateNodegroupConfig UpdateNodegroupVersion UpdatePodIdentityAssociation",
    ],
    elasticache: [
      "AddTagsToResource CreateServerlessCache DeleteServerlessCache Describe* ListTagsForResource",
      "ModifyServerlessCache RemoveTagsFromResource",
    ],
    elasticfilesystem: [
      "CreateAccessPoint CreateFileSystem CreateMountTarget DeleteAccessPoint DeleteFileSystem",
      "DeleteFileSystemPolicy DeleteMountTarget Describe* ListTagsForResource PutBackupPolicy",
      "PutFileSystemPolicy PutLifecycleConfiguration TagResource UntagResource",
    ],
    elasticloadbalancing: [
      "AddTags CreateListener CreateLoadBalancer CreateRule CreateTargetGroup DeleteListener",
      "DeleteLoadBalancer DeleteRule DeleteTargetGroup Describe* ModifyListener",
      "ModifyListenerAttributes ModifyLoadBalancerAttributes ModifyRule ModifyTargetGroup",
      "ModifyTargetGroupAttributes RemoveTags SetIpAddressType SetRulePriorities SetSecurityGroups",
      "SetSubnets SetWebACL",
    ],
    iam: [
      "AddRoleToInstanceProfile AttachRolePolicy CreateInstanceProfile CreateOpenIDConnectProvider CreateRole",
      "CreateServiceLinkedRole DeleteInstanceProfile DeleteOpenIDConnectProvider DeleteRole DeleteRolePolicy",
      "DetachRolePolicy GetInstanceProfile GetOpenIDConnectProvider GetRole GetRolePolicy",
      "ListAttachedRolePolicies ListInstanceProfilesForRole ListOpenIDConnectProviderTags ListRolePolicies",
      "ListRoleTags PassRole PutRolePermissionsBoundary PutRolePolicy RemoveRoleFromInstanceProfile",
      "TagInstanceProfile TagOpenIDConnectProvider TagRole UntagInstanceProfile UntagOpenIDConnectProvider UntagRole",
      "UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription",
    ],
    kms: [
      "CreateGrant CreateKey Decrypt DescribeKey DisableKeyRotation EnableKeyRotation Encrypt",
      "GenerateDataKey GetKeyPolicy GetKeyRotationStatus List* PutKeyPolicy",
      "RetireGrant ScheduleKeyDeletion TagResource UntagResource UpdateKeyDescription",
    ],
    lambda: [
      "AddPermission CreateFunction DeleteFunction GetFunction GetFunctionCodeSigningConfig",
      "GetFunctionConfiguration GetPolicy InvokeFunction List* RemovePermission",
      "TagResource UntagResource UpdateFunctionCode",
      "UpdateFunctionConfiguration",
    ],
    logs: [
      "AssociateKmsKey CreateDelivery CreateLogDelivery CreateLogGroup DeleteDelivery DeleteDeliveryDestination",
      "DeleteDeliverySource DeleteLogDelivery DeleteLogGroup DeleteMetricFilter DeleteRetentionPolicy DeleteSubscriptionFilter",
      "DescribeLogGroups DescribeMetricFilters DescribeSubscriptionFilters DescribeResourcePolicies DisassociateKmsKey GetDelivery GetDeliveryDestination GetDeliverySource",
      "ListTagsForResource ListTagsLogGroup PutDeliveryDestination PutDeliverySource PutMetricFilter PutSubscriptionFilter",
      "PutResourcePolicy PutRetentionPolicy TagResource UntagResource",
    ],
    rds: [
      "AddTagsToResource CreateDBCluster CreateDBClusterParameterGroup CreateDBClusterSnapshot CreateDBInstance",
      "CreateDBSubnetGroup DeleteDBCluster DeleteDBClusterParameterGroup DeleteDBInstance DeleteDBSubnetGroup",
      "Describe* ListTagsForResource ModifyDBCluster ModifyDBClusterParameterGroup ModifyDBInstance",
      "ModifyDBSubnetGroup RemoveTagsFromResource",
    ],
    route53: [
      "AssociateVPCWithHostedZone ChangeResourceRecordSets CreateHostedZone GetChange GetHostedZone",
      "ListHostedZonesByName ListResourceRecordSets",
    ],
    s3: [
      "CreateBucket DeleteBucket DeleteBucketPolicy DeleteObject DeleteObjectVersion",
      "GetAccelerateConfiguration GetBucket* GetBucketLocation GetEncryptionConfiguration",
      "GetLifecycleConfiguration GetObject GetReplicationConfiguration ListBucket ListBucketVersions",
      "ListTagsForResource PutBucketNotification PutBucketOwnershipControls PutBucketPolicy",
      "PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning PutEncryptionConfiguration PutLifecycleConfiguration PutObject TagResource",
      "UntagResource",
    ],
    scheduler: [
      "CreateSchedule CreateScheduleGroup DeleteSchedule DeleteScheduleGroup GetSchedule GetScheduleGroup",
      "ListTagsForResource TagResource UntagResource UpdateSchedule",
    ],
    secretsmanager: [
      "CancelRotateSecret CreateSecret DeleteSecret DescribeSecret GetResourcePolicy GetSecretValue PutSecretValue",
      "RotateSecret TagResource UntagResource UpdateSecret UpdateSecretVersionStage",
    ],
    servicediscovery: [
      "CreateHttpNamespace CreatePrivateDnsNamespace CreateService DeleteNamespace DeleteService",
      "DeregisterInstance GetNamespace GetOperation GetService List* TagResource",
      "UntagResource UpdateHttpNamespace UpdatePrivateDnsNamespace UpdateService",
    ],
    sns: [
      "CreateTopic DeleteTopic GetSubscriptionAttributes GetTopicAttributes ListTagsForResource",
      "SetTopicAttributes Subscribe TagResource Unsubscribe UntagResource",
    ],
    sqs: [
      "CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags SetQueueAttributes TagQueue",
      "UntagQueue",
    ],
    states: [
      "CreateStateMachine DeleteStateMachine DescribeStateMachine ListStateMachineVersions",
      "ListTagsForResource TagResource UntagResource UpdateStateMachine ValidateStateMachineDefinition",
    ],
    wafv2: [
      "AssociateWebACL CreateWebACL DeleteLoggingConfiguration DeleteWebACL DisassociateWebACL",
      "GetLoggingConfiguration GetWebACL GetWebACLForResource ListTagsForResource PutLoggingConfiguration",
      "TagResource UntagResource UpdateWebACL",
    ],
  },
};

describe("The actions of", () => {
  for (const [role, byService] of Object.entries(allowed)) {
    it(role, async () => {
      const plan = await planOfRoles({
        state: {
          bucketArn: "arn:aws:s3:::octo-state",
          keyArn: "arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c",
        },
        permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
        hostedZoneIds: ["Z0123456789ABCDEFGHIJ"],
      });
      const actions = permissions(plan, role)
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action }) => listOf(Action));
      const expected = Object.entries(byService).flatMap(([service, lines]) =>
        lines
          .join(" ")
          .split(" ")
          .map((action) => `${service}:${action}`),
      );
      assert.deepEqual([...new Set(actions)].sort(), expected.sort());
    });
  }
});
