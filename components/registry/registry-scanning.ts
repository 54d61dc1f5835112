import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link RegistryScanning}. */
export interface RegistryScanningArgs {
  /**
   * Repositories that are scanned: names with * for any characters; without one, every name that contains the text.
   * What no filter matches isn't scanned at all. Default: *, all of the account's in the region.
   */
  filters?: string[];
  /**
   * When: on-push, or continuous, which scans again whenever a new vulnerability is published. Default: on-push.
   */
  frequency?: ScanFrequency;
}

/** When images are scanned. */
export type ScanFrequency = "on-push" | "continuous";

const frequencies: Readonly<Record<ScanFrequency, string>> = {
  "on-push": "SCAN_ON_PUSH",
  continuous: "CONTINUOUS_SCAN",
};

/**
 * Enhanced scanning: Amazon Inspector looks for known vulnerabilities in the operating system's packages and in those of
 * the application's language. ECR has one such configuration in each account and region, whoever sets it: only one stack
 * may have this. Without it the account is back at basic scanning.
 *
 * Costs, in us-east-1, $0.09 for each image that is pushed and $0.01 each time one is scanned again (continuous).
 */
export class RegistryScanning extends pulumi.ComponentResource {
  /** The configuration. */
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
            scanFrequency: frequencies[args.frequency ?? "on-push"],
            repositoryFilters: filters.map((filter) => ({ filter, filterType: "WILDCARD" })),
          },
        ],
      },
      { parent: this },
    );

    this.registerOutputs({ filters });
  }
}
