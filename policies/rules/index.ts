import type { Rule } from "../rule";
import { ecrRules } from "./ecr";
import { ecsServiceRules } from "./ecs-services";
import { ecsTaskRules } from "./ecs-tasks";
import { eksRules } from "./eks";
import { iamRules } from "./iam";
import { jobRules } from "./jobs";
import { kubernetesRules } from "./kubernetes";
import { launchTemplateRules } from "./launch-templates";
import { loadBalancerRules } from "./load-balancer";
import { logRules } from "./logs";
import { networkRules } from "./network";

/** All rules, by theme. A fork without a platform takes out its lines, its rule files and its waivers. */
export const rules: readonly Rule[] = [
  ...networkRules,
  ...loadBalancerRules,
  ...ecrRules,
  ...ecsTaskRules,
  ...ecsServiceRules,
  ...eksRules,
  ...kubernetesRules,
  ...launchTemplateRules,
  ...iamRules,
  ...logRules,
  ...jobRules,
];
