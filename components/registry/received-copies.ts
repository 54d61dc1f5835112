import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CopySettings, type CopySettingsArgs } from "./copy-settings";

/** Copies that other accounts may make here. */
export interface Received {
  /** The accounts that the images come from, 12 digits each. */
  accounts: string[];
  /** What the names of the repositories there begin with, up to a slash. */
  namespaces: string[];
}

/** Arguments of {@link ReceivedCopies}. */
export interface ReceivedCopiesArgs extends Omit<CopySettingsArgs, "namespace" | "regions"> {
  /** What may be copied here. */
  receive: Received;
}

/**
 * Lets other accounts copy images into this account and region, below namespaces of theirs, and says what the repositories
 * are like that they make. ECR has one such policy in each account and region: only one stack may have this. Costs the
 * storage of the copies, $0.10 a GB and month.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions-create-replication.html
 */
export class ReceivedCopies extends pulumi.ComponentResource {
  /** Who may copy what. */
  public readonly policy: aws.ecr.RegistryPolicy;

  constructor(name: string, args: ReceivedCopiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:registry:ReceivedCopies", name, {}, opts);

    const { receive, ...settings } = args;
    const templates = receive.namespaces.flatMap((namespace) => {
      const received = `${name}-${namespace.replaceAll("/", "-")}`;
      const regions = { received: args.place.region };
      const copies = new CopySettings(received, { ...settings, namespace, regions }, { parent: this });
      return Object.values(copies.templates);
    });
    this.policy = new aws.ecr.RegistryPolicy(
      `${name}-received`,
      { policy: pulumi.jsonStringify(this.permissions(args)) },
      // A copy that comes before its template would make a repository with ECR's own settings.
      { parent: this, dependsOn: templates },
    );

    this.registerOutputs({ accounts: receive.accounts, namespaces: receive.namespaces });
  }

  private permissions({ receive, place }: ReceivedCopiesArgs): aws.iam.PolicyDocument {
    const { partition, region, accountId } = place;
    return {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReceiveCopies",
          Effect: "Allow",
          Principal: {
            AWS: receive.accounts.map((account) => pulumi.interpolate`arn:${partition}:iam::${account}:root`),
          },
          Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
          Resource: receive.namespaces.map(
            (namespace) =>
              pulumi.interpolate`arn:${partition}:ecr:${region}:${accountId}:repository/${namespace}/*`,
          ),
        },
      ],
    };
  }
}
