import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../aws-context";
import type { FailureTopic } from "../failure-topic";
import type { RotatingSecrets } from "./rotation-events";

/** Arguments of {@link RestartOnRotation}. */
export interface RestartOnRotationArgs {
  /** Name of the service. */
  service: string;
  /** What it reads. */
  secrets: RotatingSecrets;
  /** Name of the state machine, which no other in the account and region has. */
  stateMachineName: pulumi.Input<string>;
  /** The state that restarts the service, of type Task or Parallel; it may be repeated. */
  restart: object;
  /** What the state machine may do, besides reporting a failure. */
  statements: aws.iam.PolicyStatement[];
  /** The topic that receives a message where a restart fails, such as an `AlarmTopic`. @default none: failures aren't reported */
  topic?: FailureTopic | undefined;
  /** Where the service runs. */
  context: AwsContext;
}
