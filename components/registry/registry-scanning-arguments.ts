import type { ScanFrequency } from "./registry-arguments";

/** Arguments of {@link RegistryScanning}. */
export interface RegistryScanningArgs {
  /**
   * Repositories that are scanned: names with * for any characters; without one, every name that contains the text. What no
   * filter matches isn't scanned.
   * @default *, all of the account's in the region
   */
  filters?: string[];
  /** When: on-push, or continuous, which scans again whenever a vulnerability is published. @default on-push */
  frequency?: ScanFrequency;
}
