import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dnsSuffixOf } from "../../facts/regions";
import { awsContextOf } from "../aws-context";
import { administerByIam } from "../key-administration";
import type { LogKeyArgs } from "./log-key-arguments";

/**
 * The KMS key of a stack's log groups. CloudWatch Logs encrypts them anyway, with a key of its own; this one is the
 * account's: its use is in CloudTrail, and without it nobody reads the logs.
 *
 * Costs $1 a month.
 */
export class LogKey extends pulumi.ComponentResource {
  /** The key. */
  public readonly key: aws.kms.Key;
  /** ARN of the key. */
  public readonly arn: pulumi.Output<string>;

  constructor(name: string, args: LogKeyArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:logs:LogKey", name, {}, opts);

    this.key = this.createKey(name, args);
    this.arn = this.key.arn;

    this.registerOutputs({ arn: this.arn });
  }

  private createKey(name: string, { protect = false, region }: LogKeyArgs): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-key`,
      {
        description: `Log groups of ${pulumi.getProject()}/${pulumi.getStack()}`,
        enableKeyRotation: true,
        deletionWindowInDays: protect ? 30 : 7,
        policy: pulumi.jsonStringify(this.keyPolicy(region)),
        ...(region !== undefined && { region }),
      },
      { parent: this, protect },
    );
  }

  /**
   * IAM policies of the account allow the key's administration; only CloudWatch Logs may encrypt and decrypt with it, and only
   * for log groups of this account and the key's region. Those of the stack get their names only when they are created, after the key.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  private keyPolicy(keyRegion: string | undefined): aws.iam.PolicyDocument {
    const { partition, accountId, region: ofProvider } = awsContextOf(this);
    const region = keyRegion === undefined ? ofProvider : pulumi.output(keyRegion);
    return {
      Version: "2012-10-17",
      Statement: [
        administerByIam({ partition, accountId }),
        {
          Sid: "UseByCloudWatchLogs",
          Effect: "Allow",
          Principal: { Service: region.apply((name) => `logs.${name}.${dnsSuffixOf(name)}`) },
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
          Resource: "*",
          Condition: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:*`,
            },
          },
        },
      ],
    };
  }
}
