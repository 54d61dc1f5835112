import type { Table } from "../template";
import { arn } from "./arn";

/** Mock outputs of what builds, keeps and runs containers. */
export const containers: Table = {
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

  // Docker
  "docker:index/image:Image": {
    baseImageName: "{inputs.imageName}",
    repoDigest: "{inputs.imageName}@sha256:{hex:64}",
    id: "{repoDigest}",
  },
};
