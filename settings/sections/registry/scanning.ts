import { ecrLimits, scanFilter } from "../../../facts/ecr-limits";
import { withDefault } from "../../toolkit/defaults";
import { choice, list, string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Scanning for vulnerabilities. */
export const scanningKeys = {
  scanning: withDefault(
    "basic",
    choice(
      ["basic", "enhanced", "off"],
      "Scanning of images for known vulnerabilities. basic: on push, free; enhanced: by Amazon Inspector, the " +
        "application's packages too, $0.09 per image.",
    ),
  ),
  scanFrequency: choice(
    ["on-push", "continuous"],
    "When enhanced scanning scans. continuous: also whenever a vulnerability is published, $0.01 per rescan. Default: " +
      "on-push, in prod continuous.",
  ),
  scanFilters: list(
    string(scanFilter, "part of a repository's name in lowercase, with * for any characters", "A filter."),
    { ...ecrLimits.scanFilters, allowed: "a list of 1 to 100 names with *" },
    "Repositories that enhanced scanning scans, by name with *; all others are not scanned. Default: *, all of the " +
      "account's in the region.",
  ),
};

interface Given {
  scanning?: string | undefined;
  scanFrequency?: string | undefined;
  scanFilters?: string[] | undefined;
  manageRegistrySettings?: boolean | undefined;
}

/** Whether the stack manages enhanced scanning. */
export function scansEnhanced({ scanning, manageRegistrySettings }: Given): boolean {
  return scanning === "enhanced" && manageRegistrySettings === true;
}

/** Adds errors for settings of enhanced scanning where the stack doesn't manage it. */
export function validateScanning(given: Given, errors: ValidationErrors): void {
  for (const key of ["scanFrequency", "scanFilters"] as const) {
    if (given[key] !== undefined && !scansEnhanced(given)) {
      errors.add(["registry", key], "needs scanning: enhanced and manageRegistrySettings: true.");
    }
  }
}
