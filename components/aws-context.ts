import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Where resources are: what their ARNs begin with. */
export interface AwsContext {
  /** Partition, such as aws or aws-cn. */
  partition: pulumi.Input<string>;
  /** Region. */
  region: pulumi.Input<string>;
  /** Id of the account. */
  accountId: pulumi.Input<string>;
}

/** Where the children of a component are created: asks the provider that they get from it. */
export function awsContextOf(parent: pulumi.Resource): { [Key in keyof AwsContext]: pulumi.Output<string> } {
  return {
    partition: aws.getPartitionOutput({}, { parent }).partition,
    region: aws.getRegionOutput({}, { parent }).region,
    accountId: aws.getCallerIdentityOutput({}, { parent }).accountId,
  };
}
