import { supportedKubernetesVersions } from "../../facts/kubernetes-versions";
import type { Resource } from "../resource";
import { always, inProd, type Rule, reported, securityHub } from "../rule";
import { at, blocks, differs, isMissing, texts, unknown } from "../values";

/** The cluster itself, and the component that creates it: an offline plan has the component only. */
const clusters = ["aws:eks/cluster:Cluster", "eks:index:Cluster"];
const of = { types: clusters, needs: "resource" } as const;

const oldestSupportedMinor = Math.min(...supportedKubernetesVersions.map(minorOf));
const versionChoices = supportedKubernetesVersions.map((version) => `"${version}"`).join(" or ");

/** Rules for EKS clusters. */
export const eksRules: Rule[] = [
  {
    id: "eks-endpoint",
    title: "The API server endpoint is not open to the internet",
    controls: ["EKS.1", "CIS EKS 5.4.1"],
    url: securityHub("EKS.1"),
    severity: "high",
    enforcement: inProd,
    ...of,
    check: checkCluster((cluster) => {
      const isPublic = at(cluster, "endpointPublicAccess");
      const ranges = at(cluster, "publicAccessCidrs");
      const open =
        ranges === undefined || texts(ranges).some((range) => range === "0.0.0.0/0" || range === "::/0");
      return isPublic !== false && isPublic !== unknown && open
        ? "The API server endpoint is open to the internet: set aws-containers:eks.endpointCidrs to your address ranges."
        : undefined;
    }),
  },
  {
    id: "eks-supported-version",
    title: "The Kubernetes version is in standard support",
    controls: ["EKS.2"],
    url: securityHub("EKS.2"),
    severity: "high",
    enforcement: always,
    ...of,
    check: checkCluster((cluster) => {
      const version = at(cluster, "version");
      if (version === unknown) return undefined;
      return minorOf(String(version)) >= oldestSupportedMinor
        ? undefined
        : `Standard support of the Kubernetes version has ended or ends soon: set aws-containers:eks.version to ${versionChoices}.`;
    }),
  },
  {
    id: "eks-secrets-encryption",
    title: "Kubernetes Secrets are encrypted with a customer managed key",
    controls: ["EKS.3", "CIS EKS 5.3.1"],
    url: securityHub("EKS.3"),
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: checkCluster((cluster) =>
      isMissing(cluster, "encryptionConfigKeyArn") && isMissing(cluster, "encryptionConfig")
        ? "Kubernetes Secrets are not encrypted with a customer managed key: set encryptionConfigKeyArn (aws-containers:tier: prod does)."
        : undefined,
    ),
  },
  {
    id: "eks-audit-log",
    title: "Audit logging is enabled",
    controls: ["EKS.8", "CIS EKS 2.1.1"],
    url: securityHub("EKS.8"),
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: checkCluster((cluster) => {
      const logs = at(cluster, "enabledClusterLogTypes");
      return logs !== unknown && !texts(logs).includes("audit")
        ? "Audit logging is disabled: add audit to enabledClusterLogTypes."
        : undefined;
    }),
  },
  {
    id: "eks-access-entries",
    title: "Cluster access is managed by access entries",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html",
    severity: "medium",
    enforcement: always,
    ...of,
    check: checkCluster((cluster) => {
      const mode = at(cluster, "authenticationMode") ?? at(cluster, "accessConfig.authenticationMode");
      return mode !== unknown && mode !== "API"
        ? "Access depends on the aws-auth ConfigMap: set authenticationMode: API."
        : undefined;
    }),
  },
  {
    id: "eks-standard-support",
    title: "Extended support is disabled",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html",
    severity: "low",
    enforcement: always,
    ...of,
    check: checkCluster((cluster) =>
      differs(cluster, "upgradePolicy.supportType", "STANDARD")
        ? "Extended support costs six times as much once standard support of the version ends: set upgradePolicy.supportType: STANDARD."
        : undefined,
    ),
  },
  {
    id: "eks-deletion-protection",
    title: "Deletion protection of the cluster is on",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html",
    severity: "medium",
    enforcement: reported,
    ...of,
    check: checkCluster((cluster) =>
      differs(cluster, "deletionProtection", true)
        ? "Deletion protection is off: set aws-containers:protection: true (deletionProtection: true)."
        : undefined,
    ),
  },
];

/**
 * Under the Pulumi engine the component has no arguments in the plan, and its cluster is checked instead. The cluster has in
 * `vpcConfig` what the component has at the top level.
 */
function checkCluster(violation: (cluster: Resource["inputs"]) => string | undefined): Rule["check"] {
  return ({ type, inputs }) => {
    if (type === "eks:index:Cluster" && Object.keys(inputs).length === 0) return [];
    const [config] = blocks(at(inputs, "vpcConfig"));
    const isUnknown = at(inputs, "vpcConfig") === unknown;
    const found = violation({ ...inputs, ...(isUnknown ? { endpointPublicAccess: unknown } : config) });
    return found === undefined ? [] : [found];
  };
}

/** 35 for 1.35; NaN for anything else. */
function minorOf(version: string): number {
  return Number(/^1\.(\d+)$/.exec(version)?.[1]);
}
