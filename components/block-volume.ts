import { type BlockVolumeType, blockVolumes } from "../facts/block-volumes";

const { gp3 } = blockVolumes;

/**
 * A volume of its own for each replica: an encrypted volume of EBS in one zone. On EKS a replica that is replaced gets its volume
 * back, and stays in its zone; another type, IOPS or throughput is another volume, without the data. With `ephemeral`, on both
 * platforms, each replica starts with an empty volume, which is deleted with it.
 */
export interface BlockVolume {
  /**
   * Size in GiB, 1 to 16384; io2 from 4, st1 and sc1 from 125 on. It can grow while the service runs, and never shrink. Each GiB
   * and month: $0.08 of gp3, $0.125 of io2, $0.045 of st1, $0.015 of sc1.
   */
  storageGib: number;
  /**
   * gp3 for most; io2 for databases with many IOPS and the highest durability; st1 and sc1, hard disks, for large files that are
   * read from start to end, often or rarely.
   * @default gp3
   */
  type?: BlockVolumeType;
  /**
   * Reads and writes per second. gp3: 3000 to 16000, $0.005 a month for each above 3000; io2, which must have it: 100 to 64000,
   * $0.065, and $0.0455 above 32000. At most 500 for each GiB.
   * @default gp3: 3000
   */
  iops?: number;
  /** MiB/s of gp3, 125 to 1000, $0.04 a month for each above 125. At most a quarter of its IOPS. @default 125 */
  throughput?: number;
  /**
   * Whether the volume is created empty with each replica and deleted with it, for caches and files that are too large for the
   * replica's disk: on EKS and, one for each service, on ECS, which has no others.
   * @default false
   */
  ephemeral?: boolean;
}

/** What a volume is apart from its size: "gp3", "gp3-6000", "gp3-6000-250", "io2-4000", "st1". */
export function kindOf({ type = "gp3", iops, throughput = gp3.throughput.min }: BlockVolume): string {
  if (type !== "gp3") return iops === undefined ? type : `${type}-${iops}`;
  const ofIops = iops ?? gp3.iops.min;
  if (throughput > gp3.throughput.min) return `${type}-${ofIops}-${throughput}`;
  return ofIops > gp3.iops.min ? `${type}-${ofIops}` : type;
}
