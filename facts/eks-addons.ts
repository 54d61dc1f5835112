import type { SupportedKubernetesVersion } from "./kubernetes-versions";

/** Add-ons that a cluster without Auto Mode can't do without. */
export const coreAddons = [
  "vpc-cni",
  "kube-proxy",
  "coredns",
  "eks-pod-identity-agent",
  "eks-node-monitoring-agent",
] as const;

/** An add-on that a cluster without Auto Mode can't do without. */
export type CoreAddon = (typeof coreAddons)[number];

/**
 * Versions of the add-ons, by Kubernetes version: another one is an update in place. AWS lists them by
 * `aws eks describe-addon-versions --addon-name NAME --kubernetes-version VERSION`; these are what clusters of that version are
 * known to run, by two public sources or more, but for kube-proxy of 1.36, by one (read 2026-11-21). An add-on without a version
 * gets the default one of EKS: no source says that of the node monitoring agent for 1.36.
 *
 * The other add-ons, of drivers, metrics, secrets and certificates, have no version here: no two public sources agree on theirs for these
 * versions of Kubernetes. Each gets the default one of EKS when it is created, and keeps it until `aws eks update-addon`.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html (read 2026-11-21)
 */
export const addonVersions: Readonly<
  Record<SupportedKubernetesVersion, Readonly<Partial<Record<CoreAddon, string>>>>
> = {
  "1.35": {
    "vpc-cni": "v1.22.4-eksbuild.3",
    "kube-proxy": "v1.35.3-eksbuild.18",
    coredns: "v1.14.3-eksbuild.3",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    "eks-node-monitoring-agent": "v1.6.4-eksbuild.1",
  },
  "1.36": {
    "vpc-cni": "v1.22.4-eksbuild.3",
    "kube-proxy": "v1.36.0-eksbuild.21",
    coredns: "v1.14.3-eksbuild.3",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
  },
};
