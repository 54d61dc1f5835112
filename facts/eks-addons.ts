import type { EksCompute } from "./eks-computes";
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

/** Add-ons of EKS that a cluster can have. */
export const addons = [
  ...coreAddons,
  "metrics-server",
  "aws-secrets-store-csi-driver-provider",
  "aws-ebs-csi-driver",
  "aws-efs-csi-driver",
  "aws-mountpoint-s3-csi-driver",
  "aws-fsx-csi-driver",
  "snapshot-controller",
  "amazon-cloudwatch-observability",
  "cert-manager",
] as const;

/** An add-on of EKS. */
export type Addon = (typeof addons)[number];

/** Versions by add-on. */
export type AddonVersions = Readonly<Partial<Record<Addon, string>>>;

/** A version of an add-on. */
export const addonVersion = /^v\d{1,3}\.\d{1,3}\.\d{1,3}-eksbuild\.\d{1,3}$/;

/**
 * Versions of the add-ons, by Kubernetes version: another one is an update in place. AWS lists them by
 * `aws eks describe-addon-versions --addon-name NAME --kubernetes-version VERSION`; these are what clusters of that version are
 * known to run, or what that command is known to have answered.
 *
 * - Core add-ons: two public sources or more, for kube-proxy of 1.36 one (read 2026-11-21); the node monitoring agent of 1.36:
 *   terraform/environments/data-platform/cluster/configuration/cluster.yml of ministryofjustice/modernisation-platform-environments, in
 *   production.
 * - EBS and EFS: cluster.tfvars of devopscoop/project1-dev for 1.35; for 1.36 two pull requests of the former repository, #18211 and #18214,
 *   of 2026-08-14.
 * - Snapshot controller of 1.35: devopscoop/project1-dev. No source names one for 1.36.
 * - Mountpoint for S3: the newest for 1.35 on 2026-08-11, by a fork of aws-samples/comfyui-on-eks; a cluster of 1.36 in public Terraform.
 * - Secrets Store: the newest for both on 2026-08-12, by aws-controllers-k8s/test-infra#1051.
 * - Metrics server of 1.35: alphagov/govuk-infrastructure on 2026-08-21. Of 1.36, with FSx and CloudWatch Observability: gco/stacks/constants.py of
 *   aws-solutions-library-samples/global-capacity-orchestrator-on-aws, AWS's own, which compares it with AWS's list each month. FSx and CloudWatch
 *   Observability of 1.35: two clusters of that version in public programs.
 *
 * All but the core add-ons' were read 2026-11-22. cert-manager has none: AWS publishes its builds region by region (v1.21.0-eksbuild.3 in
 * ap-northeast-2 on a day when us-east-1 had eksbuild.2), so that no version is known to be in all. An add-on without a version gets the
 * default one of EKS when it is created, and keeps it until `aws eks update-addon`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html (read 2026-11-21)
 */
export const addonVersions: Readonly<Record<SupportedKubernetesVersion, AddonVersions>> = {
  "1.35": {
    "vpc-cni": "v1.22.4-eksbuild.3",
    "kube-proxy": "v1.35.3-eksbuild.18",
    coredns: "v1.14.3-eksbuild.3",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    "eks-node-monitoring-agent": "v1.6.4-eksbuild.1",
    "metrics-server": "v0.8.1-eksbuild.11",
    "aws-secrets-store-csi-driver-provider": "v3.1.2-eksbuild.1",
    "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
    "aws-efs-csi-driver": "v3.4.1-eksbuild.1",
    "aws-mountpoint-s3-csi-driver": "v2.7.0-eksbuild.1",
    "aws-fsx-csi-driver": "v1.9.0-eksbuild.1",
    "snapshot-controller": "v8.6.0-eksbuild.4",
    "amazon-cloudwatch-observability": "v6.4.0-eksbuild.1",
  },
  "1.36": {
    "vpc-cni": "v1.22.4-eksbuild.3",
    "kube-proxy": "v1.36.0-eksbuild.21",
    coredns: "v1.14.3-eksbuild.3",
    "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
    "eks-node-monitoring-agent": "v1.6.7-eksbuild.1",
    "metrics-server": "v0.9.0-eksbuild.7",
    "aws-secrets-store-csi-driver-provider": "v3.1.2-eksbuild.1",
    "aws-ebs-csi-driver": "v1.63.1-eksbuild.1",
    "aws-efs-csi-driver": "v3.4.1-eksbuild.1",
    "aws-mountpoint-s3-csi-driver": "v2.7.0-eksbuild.1",
    "aws-fsx-csi-driver": "v1.10.0-eksbuild.1",
    "amazon-cloudwatch-observability": "v6.6.0-eksbuild.1",
  },
};

/**
 * Add-ons that a cluster doesn't have: Auto Mode brings them, or they are for nodes.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html (read 2026-11-22)
 */
export const addonsWithout: Readonly<Partial<Record<EksCompute, { names: readonly Addon[]; why: string }>>> =
  {
    auto: { names: [...coreAddons, "aws-ebs-csi-driver"], why: "is part of Auto Mode, which AWS updates" },
    fargate: {
      names: [
        ...coreAddons.filter((addon) => addon !== "coredns"),
        "aws-secrets-store-csi-driver-provider",
        "aws-ebs-csi-driver",
        "aws-efs-csi-driver",
        "aws-mountpoint-s3-csi-driver",
        "aws-fsx-csi-driver",
        "snapshot-controller",
        "amazon-cloudwatch-observability",
      ],
      why: "is for nodes, and there are none on Fargate",
    },
  };

/**
 * Why a cluster can't have a version of an add-on, if it can't. An older kube-proxy than the control plane is one step of an upgrade.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html (read 2026-11-22)
 */
export function addonVersionError(
  addon: Addon,
  version: string,
  cluster: { compute?: EksCompute | undefined; version: SupportedKubernetesVersion },
): string | undefined {
  const without = addonsWithout[cluster.compute ?? "auto"];
  if (without?.names.includes(addon)) return without.why;
  return addon === "kube-proxy" && minorOf(version) > minorOf(cluster.version)
    ? `is newer than the control plane, which has Kubernetes ${cluster.version}`
    : undefined;
}

/** 36 of 1.36 and of v1.36.0-eksbuild.21. */
function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}
