import { eksComputes } from "../../facts/eks-computes";
import { clusterNamePattern, controlPlaneLogs, reservedTagKey } from "../../facts/eks-control-plane";
import { eksInsights } from "../../facts/eks-insights";
import { dnsLabel, kubernetesNamespace } from "../../facts/kubernetes-names";
import { supportedKubernetesVersions } from "../../facts/kubernetes-versions";
import { logRetentionDays } from "../../facts/log-retention";
import { nameLengths } from "../../facts/name-lengths";
import { vpcLimits } from "../../facts/vpc-limits";
import { mustBe, validateOneOf, validatePattern, validateWholeNumber } from "../invalid-arguments";
import { validateLoadBalancerAttributes } from "../load-balancer/load-balancer-attributes";
import { validateAccess } from "./access";
import { validateAddonVersions } from "./addon-versions";
import type { EksClusterArgs } from "./cluster-arguments";
import { computes } from "./compute/computes";
import type { Tags } from "./compute/node-class";
import { validateEndpoint } from "./endpoint";
import { validateTeamNamespaces } from "./team-namespaces";

/** Validates the arguments of a cluster. */
export function validateEksCluster(args: EksClusterArgs, clusterName: string): string[] {
  const { version, logs = [], namespace, services } = args;
  return [
    ...validatePattern(
      "clusterName",
      clusterName,
      clusterNamePattern,
      `1 to ${nameLengths.eksCluster} letters, digits, hyphens and underscores, a letter or digit first`,
    ),
    ...validateOneOf("version", version, supportedKubernetesVersions),
    ...validateAddonVersions(args),
    ...validateEndpoint(args),
    ...validateAccess(args),
    ...logs.flatMap((log, index) => validateOneOf(`logs[${index}]`, log, controlPlaneLogs)),
    ...validateOneOf("insights", args.insights, eksInsights),
    ...validateOneOf("logRetentionDays", args.logRetentionDays, logRetentionDays),
    ...(services.length > 0
      ? []
      : ["services is empty: must have at least one service, which determines the nodes"]),
    ...validateWholeNumber(
      "network.availabilityZones",
      args.network.availabilityZones,
      vpcLimits.availabilityZones,
    ),
    ...validateControlPlane(args),
    ...validateCompute(args),
    ...validateLoadBalancerAttributes(args.loadBalancer ?? {}, "loadBalancer."),
    ...validateTags(args.tags),
    ...validateNamespace(namespace),
    ...validateTeamNamespaces(args.namespaces ?? {}, namespace ?? "services"),
  ];
}

function validateCompute(args: EksClusterArgs): string[] {
  const { compute = "auto" } = args;
  const errors = validateOneOf("compute", compute, eksComputes);
  return errors.length > 0 ? errors : computes[compute].validate(args);
}

function validateControlPlane({ network, controlPlaneZones }: EksClusterArgs): string[] {
  if (controlPlaneZones === undefined) return [];
  const { availabilityZones } = network;
  return availabilityZones === undefined
    ? [
        "controlPlaneZones needs network.availabilityZones: without it the control plane is in all workload subnets",
      ]
    : validateWholeNumber("controlPlaneZones", controlPlaneZones, {
        ...vpcLimits.availabilityZones,
        max: availabilityZones,
      });
}

function validateTags(tags: Tags = {}): string[] {
  return Object.keys(tags)
    .filter((key) => reservedTagKey.test(key))
    .map((key) => `tags has ${key}: must have no key that EKS sets itself, such as eks:… and karpenter.sh/…`);
}

function validateNamespace(namespace: string | undefined): string[] {
  return namespace !== undefined && kubernetesNamespace.test(namespace)
    ? [mustBe("namespace", namespace, "a namespace of its own: Kubernetes uses this one")]
    : validatePattern(
        "namespace",
        namespace,
        dnsLabel,
        `a DNS label: 1 to ${nameLengths.dnsLabel} lowercase letters, digits and hyphens, a letter or digit first and last`,
      );
}
