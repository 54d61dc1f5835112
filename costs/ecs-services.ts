import { volumesOfTasks } from "./block-volumes";
import type { Estimators } from "./estimator";
import { fargateTasks } from "./fargate";

/** Services on ECS: their tasks on Fargate, and the volumes that are created with tasks. */
export const ecsServices: Estimators = {
  "aws:ecs/service:Service": (service, estimate) => [
    ...fargateTasks(service, estimate),
    ...volumesOfTasks(service, estimate),
  ],
};
