import { ownControllers } from "../controllers";
import { createTokenIssuer, irsa } from "../irsa";
import type { Compute } from "./compute";
import { createFargateDns } from "./core-addons";
import { createFargateLogs } from "./fargate-logs";
import { createFargateProfiles } from "./fargate-profiles";
import { validateFargate } from "./fargate-validation";
import { createPodExecutionRole } from "./pod-execution-role";
import { withoutAutoMode } from "./without-auto-mode";

/**
 * AWS Fargate: each pod runs in a virtual machine of its own, of the size that it requests, in the private subnets; there are no nodes
 * to patch, and nothing that would run on each of them. Pods get the credentials of their roles by IRSA, their log lines are collected
 * by Fargate itself, and load balancers are created by the AWS Load Balancer Controller. Network policies aren't enforced.
 *
 * Costs the size of each pod, as `fargatePodSize` rounds it up: $9.01 a month for the smallest, 0.25 vCPU and 0.5 GB. The cluster's own
 * are four of them, and five more where a service is public.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate.html (read 2026-11-22)
 */
export const fargate: Compute = {
  clusterArguments: {
    corednsAddonOptions: { enabled: false },
    kubeProxyAddonOptions: { enabled: false },
    useDefaultVpcCni: true,
  },
  clusterTransform: withoutAutoMode,
  placement: () => ({ capacityLabel: undefined, unmoved: {}, groups: {}, spreads: false }),
  createIdentity: (name, { issuerUrl }, options) => irsa(createTokenIssuer(name, issuerUrl, options)),
  createContainerLogs: createFargateLogs,
  controllers: ownControllers,
  validate: validateFargate,
  createNodes(name, context, { parent }) {
    const { role, policies } = createPodExecutionRole(name, context, { parent });
    const profiles = createFargateProfiles(name, { ...context, role }, { parent, dependsOn: policies });
    const dns = createFargateDns(name, context, { parent, dependsOn: profiles });
    return { compute: "fargate", ready: [dns], enforcement: [], permissions: [], logRole: role };
  },
};
