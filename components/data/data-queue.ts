import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dnsSuffixOf } from "../../facts/regions";
import { awsContextOf } from "../aws-context";
import type { DataSource } from "../data-source";
import { assertValidArguments } from "../invalid-arguments";
import { denyWithoutTls } from "../over-tls";
import { validateDataName } from "./data-name";
import { type DataQueueArgs, validateDataQueue } from "./data-queue-arguments";
import { dataVariable } from "./data-variables";

/** Seconds that messages are kept: 4 days, and in the dead-letter queue as long as SQS allows, 14 days. */
const retention = { messages: 345_600, deadLetters: 1_209_600 };

/**
 * A standard or FIFO queue of SQS with its dead-letter queue, of the same kind: encrypted by SQS (SSE-SQS), over TLS only.
 * Messages are kept for 4 days, and in the dead-letter queue for 14 days.
 *
 * Costs nothing at rest: $0.40 per million requests after the first, $0.50 of a FIFO queue.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class DataQueue extends pulumi.ComponentResource implements DataSource {
  /** The queue. */
  public readonly queue: aws.sqs.Queue;
  /** The dead-letter queue: messages that were received too often. */
  public readonly deadLetters: aws.sqs.Queue;
  /** Refuses requests without TLS, and accepts the events of buckets. */
  public readonly queuePolicy: aws.sqs.QueuePolicy;
  /** Name of the queue. */
  public readonly queueName: pulumi.Output<string>;
  /** Name of the dead-letter queue. */
  public readonly deadLettersName: pulumi.Output<string>;
  /** NAME_QUEUE_URL, the queue's URL. */
  public readonly variables: DataSource["variables"];
  /** Sends, receives and deletes messages. */
  public readonly statements: DataSource["statements"];

  constructor(name: string, args: DataQueueArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { visibilitySeconds = 30, maxReceives = 5, notifiedBy = [], protect = false } = args;
    assertValidArguments("DataQueue", name, [...validateDataName(name), ...validateDataQueue(args)]);
    super("aws-containers:data:DataQueue", name, {}, opts);

    const options = { parent: this, protect };
    // Pulumi ends their names with .fifo. SQS moves a message to a dead-letter queue with its deduplication id.
    const kind = args.fifo ? { fifoQueue: true } : {};
    this.deadLetters = new aws.sqs.Queue(
      `${name}-dead-letters`,
      { messageRetentionSeconds: retention.deadLetters, sqsManagedSseEnabled: true, ...kind },
      options,
    );
    this.queue = new aws.sqs.Queue(
      `${name}-queue`,
      {
        messageRetentionSeconds: retention.messages,
        visibilityTimeoutSeconds: visibilitySeconds,
        // Long polling: fewer requests that find nothing.
        receiveWaitTimeSeconds: 20,
        sqsManagedSseEnabled: true,
        ...kind,
        ...(args.contentBasedDeduplication && { contentBasedDeduplication: true }),
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: this.deadLetters.arn,
          maxReceiveCount: maxReceives,
        }),
      },
      options,
    );
    this.createRedriveAllowPolicy(name);
    this.createPolicy(`${name}-dead-letters`, this.deadLetters, []);
    this.queuePolicy = this.createPolicy(`${name}-queue`, this.queue, this.acceptEvents(notifiedBy));
    const { variables, statements } = queueSource(name, this.queue);
    this.variables = variables;
    this.statements = statements;
    this.queueName = this.queue.name;
    this.deadLettersName = this.deadLetters.name;

    this.registerOutputs({ url: this.queue.url });
  }

  /** No other queue of the account may use the dead-letter queue. */
  private createRedriveAllowPolicy(name: string): void {
    new aws.sqs.RedriveAllowPolicy(
      `${name}-dead-letters`,
      {
        queueUrl: this.deadLetters.url,
        redriveAllowPolicy: pulumi.jsonStringify({
          redrivePermission: "byQueue",
          sourceQueueArns: [this.queue.arn],
        }),
      },
      { parent: this },
    );
  }

  private createPolicy(
    name: string,
    queue: aws.sqs.Queue,
    statements: aws.iam.PolicyStatement[],
  ): aws.sqs.QueuePolicy {
    const policy: aws.iam.PolicyDocument = {
      Version: "2012-10-17",
      Statement: [denyWithoutTls("sqs:*", queue.arn), ...statements],
    };
    return new aws.sqs.QueuePolicy(
      name,
      { queueUrl: queue.url, policy: pulumi.jsonStringify(policy) },
      { parent: this },
    );
  }

  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html */
  private acceptEvents(bucketArns: pulumi.Input<string>[]): aws.iam.PolicyStatement[] {
    if (bucketArns.length === 0) return [];
    const { accountId } = awsContextOf(this);
    return [
      {
        Sid: "EventsOfBuckets",
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: this.queue.arn,
        Condition: {
          ArnEquals: { "aws:SourceArn": bucketArns },
          StringEquals: { "aws:SourceAccount": accountId },
        },
      },
    ];
  }
}

/** What a service gets that uses a queue which exists. */
export function existingQueue(name: string, arn: string): DataSource {
  const [, , , region = "", accountId, queue] = arn.split(":");
  return queueSource(name, {
    arn: pulumi.output(arn),
    url: pulumi.output(`https://sqs.${region}.${dnsSuffixOf(region)}/${accountId}/${queue}`),
    name: pulumi.output(queue ?? ""),
  });
}

function queueSource(
  name: string,
  {
    arn,
    url,
    name: queueName,
  }: { arn: pulumi.Output<string>; url: pulumi.Output<string>; name: pulumi.Output<string> },
): DataSource {
  return {
    queueName,
    variables: { [dataVariable(name, "QUEUE_URL")]: url },
    statements: [
      {
        Effect: "Allow",
        Action: [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ReceiveMessage",
          "sqs:SendMessage",
        ],
        Resource: [arn],
      },
    ],
  };
}
