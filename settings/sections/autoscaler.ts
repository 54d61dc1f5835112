import type { Scaling } from "../../components/scaling";
import { onlyByApplicationAutoScaling } from "../../components/scaling-validation";
import type { ValidationErrors } from "../toolkit/validation-errors";

/** Adds an error for each way to scale that a HorizontalPodAutoscaler doesn't have. */
export function validateAutoscaler(
  name: string,
  scaling: Pick<Scaling, (typeof onlyByApplicationAutoScaling)[number]>,
  errors: ValidationErrors,
): void {
  for (const key of onlyByApplicationAutoScaling) {
    const path = ["services", name, "scaling", key];
    if (scaling[key] === undefined || errors.has(path)) continue;
    errors.add(path, `can't be done on EKS, whose HorizontalPodAutoscaler has none. ${alternatives[key]}`);
  }
}

const onEcs = "Run the service on ECS alone (platforms: [ecs])";

const alternatives: Readonly<Record<(typeof onlyByApplicationAutoScaling)[number], string>> = {
  schedules: `${onEcs}, or patch minReplicas and maxReplicas by a CronJob whose ServiceAccount is allowed to.`,
  steps: `${onEcs}, or set a target: cpuPercent, memoryPercent.`,
  predictive: `${onEcs}.`,
};
