import type * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../aws-context";
import type { Retention } from "./lifecycle";
import type { PullAccess } from "./pull-access";
import type { Encryption } from "./registry-arguments";

/** Arguments of {@link ReplicationTemplates}. */
export interface ReplicationTemplatesArgs extends Retention, PullAccess {
  /** Prefix of the repositories' names, up to a slash. */
  namespace: string;
  /** The regions of this account that images are replicated to, by the names of their resources. */
  regions: Readonly<Record<string, pulumi.Input<string>>>;
  /** Encryption at rest; a KMS key costs $1 a month in each region. @default aes256 */
  encryption?: Encryption;
  /** Whether keys are deleted after 7 days instead of 30. @default false */
  forceDelete?: boolean;
  /** Whether Pulumi refuses to delete the keys. @default false */
  protect?: boolean;
  /** The account, and the stack's own region. */
  context: AwsContext;
}
