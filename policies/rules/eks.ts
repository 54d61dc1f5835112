import { always, inProd, type Resource, type Rule, securityHub } from "../rule";
import { at, blocks, differs, isMissing, texts, unknown } from "../values";

/** The cluster itself under the Pulumi engine, and the component that makes it in an offline plan. */
const clusters = ["aws:eks/cluster:Cluster", "eks:index:Cluster"];
const of = { types: clusters, needs: "resource" } as const;

/** Kubernetes versions in standard support: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
const oldestSupportedMinor = 34;

/** Rules for EKS clusters. */
export const eksRules: Rule[] = [
  {
    id: "eks-endpoint",
    title: "The cluster's API isn't open to the world",
    controls: ["EKS.1", "CIS EKS 5.4.1"],
    url: securityHub("EKS.1"),
    severity: "high",
    enforcement: inProd,
    ...of,
    check: described((cluster) => {
      const isPublic = at(cluster, "endpointPublicAccess");
      const ranges = at(cluster, "publicAccessCidrs");
      const open =
        ranges === undefined || texts(ranges).some((range) => range === "0.0.0.0/0" || range === "::/0");
      return isPublic !== false && isPublic !== unknown && open
        ? "Its API is open to the world: set aws-containers:eks.endpointCidrs to your networks."
        : undefined;
    }),
  },
  {
    id: "eks-supported-version",
    title: "The cluster runs a supported version of Kubernetes",
    controls: ["EKS.2"],
    url: securityHub("EKS.2"),
    severity: "high",
    enforcement: always,
    ...of,
    check: described((cluster) => {
      const version = at(cluster, "version");
      if (version === unknown) return undefined;
      const [, minor] = /^1\.(\d+)$/.exec(String(version)) ?? [];
      return minor === undefined || Number(minor) < oldestSupportedMinor
        ? `Its Kubernetes version isn't one in standard support: set aws-containers:eks.version: "1.${oldestSupportedMinor}" or later.`
        : undefined;
    }),
  },
  {
    id: "eks-secrets-encryption",
    title: "Kubernetes secrets are encrypted with a key of the account",
    controls: ["EKS.3", "CIS EKS 5.3.1"],
    url: securityHub("EKS.3"),
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: described((cluster) =>
      isMissing(cluster, "encryptionConfigKeyArn") && isMissing(cluster, "encryptionConfig")
        ? "Its secrets have no key of the account's own: set an encryption key (aws-containers:tier: prod does)."
        : undefined,
    ),
  },
  {
    id: "eks-audit-log",
    title: "What was asked of the cluster's API is on record",
    controls: ["EKS.8", "CIS EKS 2.1.1"],
    url: securityHub("EKS.8"),
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: described((cluster) => {
      const logs = at(cluster, "enabledClusterLogTypes");
      return logs !== unknown && !texts(logs).includes("audit")
        ? "Nobody can tell who changed what: add audit to enabledClusterLogTypes."
        : undefined;
    }),
  },
  {
    id: "eks-access-entries",
    title: "Who may use the cluster is managed in AWS",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html",
    severity: "medium",
    enforcement: always,
    ...of,
    check: described((cluster) => {
      const mode = at(cluster, "authenticationMode") ?? at(cluster, "accessConfig.authenticationMode");
      return mode !== unknown && mode !== "API"
        ? "Access hangs on a ConfigMap inside the cluster: set authenticationMode: API."
        : undefined;
    }),
  },
  {
    id: "eks-standard-support",
    title: "The cluster is upgraded before extended support costs six times as much",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html",
    severity: "low",
    enforcement: always,
    ...of,
    check: described((cluster) =>
      differs(cluster, "upgradePolicy.supportType", "STANDARD")
        ? "An old version costs $0.60 an hour instead of $0.10: set upgradePolicy.supportType: STANDARD."
        : undefined,
    ),
  },
  {
    id: "eks-deletion-protection",
    title: "A cluster isn't deleted by mistake",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html",
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: described((cluster) =>
      differs(cluster, "deletionProtection", true)
        ? "One call deletes it: set deletionProtection: true (aws-containers:tier: prod does)."
        : undefined,
    ),
  },
];

/**
 * Under the Pulumi engine the component has no arguments in the plan, and its cluster is looked at instead. The cluster keeps in
 * `vpcConfig` what the component has on top.
 */
function described(mistake: (cluster: Resource["inputs"]) => string | undefined): Rule["check"] {
  return ({ type, inputs }) => {
    if (type === "eks:index:Cluster" && Object.keys(inputs).length === 0) return [];
    const [config] = blocks(at(inputs, "vpcConfig"));
    const hidden = at(inputs, "vpcConfig") === unknown;
    const found = mistake({ ...inputs, ...(hidden ? { endpointPublicAccess: unknown } : config) });
    return found === undefined ? [] : [found];
  };
}
