const eks = "https://aws.amazon.com/eks/pricing/";

/** The rows of EKS in the price table. */
export const eksPrices = {
  eksCluster: { amount: 0.1, unit: "hour", source: eks },
  /** In place of the row above, once the standard support of the Kubernetes version has ended. */
  eksClusterExtended: { amount: 0.6, unit: "hour", source: eks },
  /** On top of the instance, and of its On-Demand price even on Spot. */
  eksAutoMode: { amount: 0.12, unit: "share of the On-Demand price of the instance", source: eks },
};

/**
 * Days on which the standard support of Kubernetes versions ends.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const endOfStandardSupport: Readonly<Record<string, string>> = {
  "1.31": "2025-11-26",
  "1.32": "2026-03-23",
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
  "1.35": "2027-03-27",
};

/**
 * The instances that stand for what Auto Mode picks: cheap families of each CPU architecture, none below `large`,
 * because Auto Mode starts none with a single CPU.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/automode-learn-instances.html
 */
export const autoModeFamilies = {
  arm64: ["c6g", "m6g", "r6g"],
  amd64: ["c6a", "m6a", "r6a"],
} as const;

/** Sizes of them that a service may need. */
export const autoModeSizes = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge"] as const;

/**
 * GiB of gp3 disk that each Auto Mode node has unless its NodeClass says otherwise.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html
 */
export const autoModeDisk = 80;

/** What kubelet and operating system keep of a node: vCPUs, GiB, and the share of memory that EC2 itself takes. */
export const reserved = { cpu: 0.07, memory: 0.7, memoryShare: 0.075 };

/** What the pods of add-ons that run on the nodes ask for: copies, vCPUs and GiB each. */
export const addonPods: Readonly<Record<string, { count: number; cpu: number; memory: number }>> = {
  "metrics-server": { count: 2, cpu: 0.1, memory: 200 / 1024 },
};
