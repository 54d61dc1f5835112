import { ecsComputes, gpuLimits } from "../../../facts/ecs-computes";
import { choice, integer, onlyOn } from "../../toolkit/kinds";

/** What the tasks of a service run on, and the GPUs of its replicas. */
export const computeKeys = {
  compute: onlyOn(
    ["ecs"],
    choice(
      ecsComputes,
      "What its tasks run on: fargate; managed-instances, which ECS chooses and patches; or ec2, those of Auto Scaling groups. On EKS it has no effect. Default: ecs.compute.",
    ),
  ),
  gpu: integer(
    gpuLimits,
    "GPUs of NVIDIA for each replica, with architecture x86_64: on instances of ECS, or on nodes of EKS that only replicas with GPUs " +
      "get. g4dn.xlarge with one costs $384 per month. A new account may run no instance with one until its quota is raised.",
  ),
};
