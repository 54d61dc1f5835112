import type { Rule } from "../rule";
import { batchRules } from "./batch";
import { cloudFrontRules } from "./cloud-front";
import { dataRules } from "./data";
import { databaseRules } from "./databases";
import { ecrRules } from "./ecr";
import { ecsServiceRules } from "./ecs-services";
import { ecsTaskRules } from "./ecs-tasks";
import { eksRules } from "./eks";
import { eksNodeRules } from "./eks-nodes";
import { iamRules } from "./iam";
import { ingressRules } from "./ingress";
import { ingressTlsRules } from "./ingress-tls";
import { instanceRules } from "./instances";
import { kubernetesRules } from "./kubernetes";
import { lambdaRules } from "./lambda";
import { loadBalancerRules } from "./load-balancer";
import { logRules } from "./logs";
import { networkRules } from "./network";
import { privateCaRules } from "./private-ca";
import { scheduleRules } from "./schedules";
import { serviceLoadBalancerRules } from "./service-load-balancer";
import { storageRules } from "./storage";
import { wafRules } from "./waf";

/** All rules, by topic. To remove a platform, remove its lines here, its files and its waivers. */
export const rules: readonly Rule[] = [
  ...networkRules,
  ...loadBalancerRules,
  ...cloudFrontRules,
  ...wafRules,
  ...ecrRules,
  ...ecsTaskRules,
  ...ecsServiceRules,
  ...batchRules,
  ...scheduleRules,
  ...instanceRules,
  ...eksRules,
  ...eksNodeRules,
  ...ingressRules,
  ...ingressTlsRules,
  ...serviceLoadBalancerRules,
  ...kubernetesRules,
  ...dataRules,
  ...databaseRules,
  ...storageRules,
  ...iamRules,
  ...lambdaRules,
  ...privateCaRules,
  ...logRules,
];
