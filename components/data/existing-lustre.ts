import * as pulumi from "@pulumi/pulumi";
import { type LustreSource, lustreSourceAllowed, parseLustreSource } from "../../facts/lustre";
import type { DataSource } from "../data-source";
import type { LustreFileSystem } from "../file-system";
import { assertValidArguments, mustBe } from "../invalid-arguments";
import type { ExistingLustreArgs } from "./existing-lustre-arguments";

/**
 * An FSx for Lustre file system which exists, or a directory of it, for pods of EKS. Nothing of it is changed but the rules of its
 * security group. Who may read and write is what its files say: containers run as user and group 65532, and neither Lustre nor its driver
 * gives a directory of root to them.
 *
 * @throws pulumi.RunError if `existing` isn't what a client mounts.
 */
export class ExistingLustre extends pulumi.ComponentResource implements LustreFileSystem {
  /** Name of the data. */
  public readonly name: string;
  /** What pods mount. */
  public readonly lustre: LustreSource;
  /** Id of the security group of its network interfaces. */
  public readonly securityGroupId: pulumi.Output<string>;
  /** None of the program's. */
  public readonly mountTargets = [];
  /** None. */
  public readonly variables: DataSource["variables"] = {};
  /** None: FSx for Lustre knows no IAM for clients. */
  public readonly statements: DataSource["statements"] = [];

  constructor(name: string, args: ExistingLustreArgs, opts?: pulumi.ComponentResourceOptions) {
    const lustre = parseLustreSource(args.existing);
    const errors = lustre ? [] : [mustBe("existing", args.existing, lustreSourceAllowed)];
    assertValidArguments("ExistingLustre", name, errors);
    super("aws-containers:data:ExistingLustre", name, {}, opts);

    this.name = name;
    // Never undefined: what isn't valid was refused.
    this.lustre = lustre ?? { dnsName: "", fileSystemId: "", region: "", mountName: "" };
    this.securityGroupId = pulumi.output(args.securityGroupId);

    this.registerOutputs({ fileSystem: this.lustre.fileSystemId });
  }
}
