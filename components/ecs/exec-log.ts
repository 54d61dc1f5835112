import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Days that transcripts of sessions are kept. */
const retentionInDays = 365;

/** The log of the sessions of ECS Exec. */
export interface ExecLog {
  /** The log group of the transcripts. */
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** What the cluster says of it. */
  readonly configuration: aws.types.input.ecs.ClusterConfigurationExecuteCommandConfiguration;
}

/**
 * Creates the log group that transcripts of all sessions in a cluster go to, apart from the log lines of its containers: who may
 * read those needn't see what was typed. The agent in the task writes them, with the task role, and with `script` and `cat` of
 * the image.
 *
 * $0.50 per GB ingested.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html (read 2026-11-21)
 */
export function createExecLog(
  name: string,
  logKeyArn: pulumi.Input<string> | undefined,
  options: pulumi.CustomResourceOptions,
): ExecLog {
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}-exec-logs`,
    { retentionInDays, kmsKeyId: logKeyArn },
    options,
  );
  return {
    logGroup,
    configuration: {
      logging: "OVERRIDE",
      logConfiguration: {
        cloudWatchLogGroupName: logGroup.name,
        // The agent then refuses a log group without a key.
        cloudWatchEncryptionEnabled: logKeyArn !== undefined,
      },
    },
  };
}
