import { ecsComputes, gpuLimits } from "../../../facts/ecs-computes";
import { choice, integer, onlyOn, string } from "../../toolkit/kinds";

/** The node group that a service or a job names. */
export const nodeGroupKey = onlyOn(
  ["eks"],
  string(
    /^[a-z][a-z0-9-]*$/,
    "the name of a node group of eks.nodeGroups",
    "The node group of eks.nodeGroups on whose nodes alone its pods run. On ECS it has no effect. Default: the nodes of all services.",
  ),
);

/** What the tasks of a service run on, and the GPUs of its replicas. */
export const computeKeys = {
  compute: onlyOn(
    ["ecs"],
    choice(
      ecsComputes,
      "What its tasks run on: fargate; managed-instances, which ECS chooses and patches; ec2, those of Auto Scaling groups; or external, machines of your own that are registered with the cluster (ecs.external), on which capacity has no effect. On EKS it has no effect. Default: ecs.compute.",
    ),
  ),
  gpu: integer(
    gpuLimits,
    "GPUs of NVIDIA for each replica, with architecture x86_64: on instances of ECS, or on nodes of EKS that only replicas with GPUs " +
      "get. g4dn.xlarge with one costs $384 per month. A new account may run no instance with one until its quota is raised.",
  ),
  nodeGroup: nodeGroupKey,
};
