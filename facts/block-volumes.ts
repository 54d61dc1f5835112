/**
 * Sizes in GiB of a gp3 volume of EBS that every region has.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html (read 2026-11-21)
 */
export const blockVolumeGib = { min: 1, max: 16_384 } as const;
