/**
 * A volume of its own for each replica, on EKS alone: an encrypted gp3 volume of EBS in one zone, in which the replica stays.
 * A replica that is replaced gets its volume back. $0.08 a month for each GiB and replica.
 */
export interface BlockVolume {
  /** Size in GiB, 1 to 16384. It can grow while the service runs, and never shrink. */
  storageGib: number;
}
