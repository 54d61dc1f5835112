/**
 * Volumes of EBS: sizes in GiB, IOPS and MiB/s that every region and EKS' driver have. A volume with IOPS of its own has at most so
 * many for each GiB, and one with throughput at most so much for each of its IOPS. Hard disks have neither.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html (read 2026-11-21)
 */
export const blockVolumes = {
  gp3: {
    storageGib: { min: 1, max: 16_384 },
    iops: { min: 3000, max: 16_000, perGib: 500 },
    throughput: { min: 125, max: 1000, perIops: 0.25 },
  },
  io2: { storageGib: { min: 4, max: 16_384 }, iops: { min: 100, max: 64_000, perGib: 500 } },
  st1: { storageGib: { min: 125, max: 16_384 } },
  sc1: { storageGib: { min: 125, max: 16_384 } },
} as const satisfies Readonly<Record<string, BlockVolumeLimits>>;

/**
 * AWS's managed policy for the EBS CSI driver: of volumes and snapshots that a driver has created, and encryption by grants of keys.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html (read 2026-11-21)
 */
export const ebsDriverPolicy = "service-role/AmazonEBSCSIDriverPolicyV2";

interface BlockVolumeLimits {
  storageGib: { min: number; max: number };
  iops?: { min: number; max: number; perGib: number };
  throughput?: { min: number; max: number; perIops: number };
}

/** Types of volumes. */
export const blockVolumeTypes = ["gp3", "io2", "st1", "sc1"] as const satisfies readonly BlockVolumeType[];

/** A type of volumes. */
export type BlockVolumeType = keyof typeof blockVolumes;

/** What volumes of any type have. */
export const blockVolumeBounds = {
  storageGib: { min: 1, max: 16_384 },
  iops: { min: 100, max: 64_000 },
  throughput: { min: 125, max: 1000 },
} as const;

/** A volume with whole numbers. */
interface Volume {
  storageGib: number;
  type?: BlockVolumeType | undefined;
  iops?: number | undefined;
  throughput?: number | undefined;
}

/** A key of a volume, and what it must be. */
interface BlockVolumeError {
  key: "storageGib" | "iops" | "throughput";
  allowed: string;
}

/** What is wrong with a volume, whose numbers are within the bounds of all types. */
export function blockVolumeErrors(volume: Volume): BlockVolumeError[] {
  const { storageGib, type = "gp3" } = volume;
  const limits: BlockVolumeLimits = blockVolumes[type];
  const { min, max } = limits.storageGib;
  return [
    ...(storageGib >= min && storageGib <= max
      ? []
      : [{ key: "storageGib" as const, allowed: `${min} to ${max} with type ${type}` }]),
    ...iopsErrors(volume, type, limits.iops),
    ...throughputErrors(volume, type, limits),
  ];
}

function iopsErrors(
  { storageGib, iops }: Volume,
  type: BlockVolumeType,
  limits: BlockVolumeLimits["iops"],
): BlockVolumeError[] {
  if (iops === undefined) {
    return type === "io2" ? [{ key: "iops", allowed: "set with type io2, which AWS charges by it" }] : [];
  }
  if (!limits) return [{ key: "iops", allowed: `left out with type ${type}` }];
  const most = Math.max(limits.min, Math.min(limits.max, storageGib * limits.perGib));
  return iops >= limits.min && iops <= most
    ? []
    : [{ key: "iops", allowed: `${limits.min} to ${most} with type ${type} and ${storageGib} GiB` }];
}

function throughputErrors(
  { throughput, iops }: Volume,
  type: BlockVolumeType,
  limits: BlockVolumeLimits,
): BlockVolumeError[] {
  if (throughput === undefined) return [];
  if (!limits.throughput) return [{ key: "throughput", allowed: `left out with type ${type}` }];
  const ofIops = iops ?? limits.iops?.min ?? 0;
  const { min, max, perIops } = limits.throughput;
  const most = Math.min(max, ofIops * perIops);
  return throughput >= min && throughput <= most
    ? []
    : [{ key: "throughput", allowed: `${min} to ${most} with ${ofIops} IOPS` }];
}
