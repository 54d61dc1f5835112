import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ScanFrequency } from "./registry-arguments";
import type { RegistryScanningArgs } from "./registry-scanning-arguments";

const scanFrequencies: Readonly<Record<ScanFrequency, string>> = {
  "on-push": "SCAN_ON_PUSH",
  continuous: "CONTINUOUS_SCAN",
};

/**
 * Enhanced scanning: Amazon Inspector scans the packages of operating system and programming language for known
 * vulnerabilities. ECR has one such configuration per account and region: only one stack may have this. Without it the
 * account returns to basic scanning.
 *
 * Costs in us-east-1 $0.09 per image that is pushed, and $0.01 per rescan (continuous).
 */
export class RegistryScanning extends pulumi.ComponentResource {
  /** The scanning configuration. */
  public readonly configuration: aws.ecr.RegistryScanningConfiguration;

  constructor(name: string, args: RegistryScanningArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:RegistryScanning", name, {}, opts);

    const filters = args.filters ?? ["*"];
    this.configuration = new aws.ecr.RegistryScanningConfiguration(
      `${name}-scanning`,
      {
        scanType: "ENHANCED",
        rules: [
          {
            scanFrequency: scanFrequencies[args.frequency ?? "on-push"],
            repositoryFilters: filters.map((filter) => ({ filter, filterType: "WILDCARD" })),
          },
        ],
      },
      { parent: this },
    );

    this.registerOutputs({ filters });
  }
}
