import { type Creation, named, roleArn } from "./arn";

const scalingAlarm = "alarm:TargetTracking-service/ecs-cluster-3610542/hello-service-54a4ca8-AlarmHigh-0a1b";

/** Images, clusters, services, jobs and what scales them. */
export const containers: Creation = {
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
  "ecr/lifecyclePolicy:LifecyclePolicy": [
    ["ecr:PutLifecyclePolicy", named("ecr", "repository/registry-hello-ab07748")],
  ],
  "ecr/repository:Repository": [
    ["ecr:CreateRepository", named("ecr", "repository/registry-hello-ab07748")],
    ["ecr:PutImage", named("ecr", "repository/registry-hello-ab07748")],
  ],
  "autoscaling/group:Group": [
    [
      "autoscaling:CreateAutoScalingGroup",
      named("autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/ecs-arm64-1f2e3d4"),
    ],
    [
      "autoscaling:UpdateAutoScalingGroup",
      named("autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/ecs-arm64-1f2e3d4"),
    ],
    [
      "autoscaling:StartInstanceRefresh",
      named("autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/ecs-arm64-1f2e3d4"),
    ],
    [
      "autoscaling:DeleteAutoScalingGroup",
      named("autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/ecs-arm64-1f2e3d4"),
    ],
    [
      "autoscaling:SuspendProcesses",
      named("autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/eks-arm64-2a3b4c5"),
    ],
    ["autoscaling:DescribeAutoScalingGroups", "*"],
    ["ec2:RunInstances", named("ec2", "instance/*")],
    ["iam:PassRole", roleArn("aws-containers/dev/ecs-instances-94d1f15")],
    [
      "ssm:GetParameters",
      "arn:aws:ssm:us-east-1::parameter/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
    ],
    [
      "ssm:GetParameters",
      "arn:aws:ssm:us-east-1::parameter/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/arm64/standard/recommended/image_id",
    ],
  ],
  "ecs/capacityProvider:CapacityProvider": [
    ["ecs:CreateCapacityProvider", named("ecs", "capacity-provider/instances-ecs-arm64-1f2e3d4")],
    ["ecs:UpdateCapacityProvider", named("ecs", "capacity-provider/instances-ecs-arm64-1f2e3d4")],
    ["ecs:DeleteCapacityProvider", named("ecs", "capacity-provider/instances-ecs-arm64-1f2e3d4")],
    [
      "autoscaling:CreateOrUpdateTags",
      named("autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/ecs-arm64-1f2e3d4"),
    ],
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
  "eks/fargateProfile:FargateProfile": [
    ["eks:CreateFargateProfile", named("eks", "cluster/aws-containers-dev-eks")],
    [
      "eks:DeleteFargateProfile",
      named("eks", "fargateprofile/aws-containers-dev-eks/eks-system-1f2e3d4/0a1b"),
    ],
    ["eks:TagResource", named("eks", "fargateprofile/aws-containers-dev-eks/eks-system-1f2e3d4/0a1b")],
    ["eks:DescribeFargateProfile", "*"],
    ["iam:PassRole", roleArn("aws-containers/dev/eks-pod-execution-94d1f15")],
  ],
  "eks/nodeGroup:NodeGroup": [
    ["eks:CreateNodegroup", named("eks", "cluster/aws-containers-dev-eks")],
    ["eks:UpdateNodegroupConfig", named("eks", "nodegroup/aws-containers-dev-eks/eks-arm64-1f2e3d4/0a1b")],
    ["eks:UpdateNodegroupVersion", named("eks", "nodegroup/aws-containers-dev-eks/eks-arm64-1f2e3d4/0a1b")],
    ["eks:DeleteNodegroup", named("eks", "nodegroup/aws-containers-dev-eks/eks-arm64-1f2e3d4/0a1b")],
    ["eks:DescribeNodegroup", "*"],
    ["ec2:RunInstances", named("ec2", "instance/*")],
    ["iam:PassRole", roleArn("aws-containers/dev/eks-nodes-94d1f15")],
  ],
  "eks/podIdentityAssociation:PodIdentityAssociation": [
    ["eks:CreatePodIdentityAssociation", named("eks", "cluster/aws-containers-dev-eks")],
    ["eks:UpdatePodIdentityAssociation", named("eks", "podidentityassociation/aws-containers-dev-eks/a-1")],
    ["eks:DeletePodIdentityAssociation", named("eks", "podidentityassociation/aws-containers-dev-eks/a-1")],
  ],
  "autoscaling/lifecycleHook:LifecycleHook": [
    [
      "autoscaling:PutLifecycleHook",
      named("autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/eks-arm64-2a3b4c5"),
    ],
    [
      "autoscaling:DeleteLifecycleHook",
      named("autoscaling", "autoScalingGroup:0a1b:autoScalingGroupName/eks-arm64-2a3b4c5"),
    ],
  ],
  "lambda/function:Function": [
    ["lambda:CreateFunction", named("lambda", "function:hello-before-0a1b2c3")],
    ["lambda:UpdateFunctionCode", named("lambda", "function:hello-before-0a1b2c3")],
    ["lambda:DeleteFunction", named("lambda", "function:hello-before-0a1b2c3")],
    ["lambda:CreateFunction", named("lambda", "function:eks-api-calls-0a1b2c3")],
    ["lambda:UpdateFunctionConfiguration", named("lambda", "function:eks-api-calls-0a1b2c3")],
    ["lambda:DeleteFunction", named("lambda", "function:eks-api-calls-0a1b2c3")],
    ["lambda:CreateFunction", named("lambda", "function:eks-worker-scaling-0a1b2c3")],
    ["iam:PassRole", roleArn("aws-containers/dev/hello-before-0a1b2c3")],
  ],
  "lambda/permission:Permission": [
    ["lambda:AddPermission", named("lambda", "function:eks-job-successes-0a1b2c3")],
    ["lambda:RemovePermission", named("lambda", "function:eks-job-successes-0a1b2c3")],
    ["lambda:AddPermission", named("lambda", "function:eks-worker-scaling-0a1b2c3")],
    ["lambda:GetPolicy", "*"],
  ],
  "lambda/invocation:Invocation": [
    ["lambda:InvokeFunction", named("lambda", "function:hello-before-0a1b2c3")],
  ],
  "servicediscovery/privateDnsNamespace:PrivateDnsNamespace": [
    ["servicediscovery:CreatePrivateDnsNamespace", "*"],
    ["servicediscovery:TagResource", named("servicediscovery", "namespace/ns-1")],
    ["servicediscovery:DeleteNamespace", named("servicediscovery", "namespace/ns-1")],
    ["route53:CreateHostedZone", "*"],
    ["route53:GetHostedZone", "arn:aws:route53:::hostedzone/Z1"],
    ["route53:ListHostedZonesByName", "*"],
    ["ec2:DescribeVpcs", "*"],
  ],
  "servicediscovery/service:Service": [
    ["servicediscovery:CreateService", named("servicediscovery", "namespace/ns-1")],
    ["servicediscovery:TagResource", named("servicediscovery", "service/srv-1")],
    ["servicediscovery:DeregisterInstance", named("servicediscovery", "service/srv-1")],
    ["servicediscovery:DeleteService", named("servicediscovery", "service/srv-1")],
  ],
  "servicediscovery/httpNamespace:HttpNamespace": [
    ["servicediscovery:CreateHttpNamespace", "*"],
    ["servicediscovery:DeleteNamespace", named("servicediscovery", "namespace/ns-1")],
  ],
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
};
