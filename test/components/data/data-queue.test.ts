import assert from "node:assert/strict";
import { DataQueue, type DataQueueArgs } from "../../../components/data";
import { json, planOf } from "../../support/plan";

const planOfQueue = (args?: DataQueueArgs) => planOf(() => void new DataQueue("events", args));

const onlyOverTls = (arn: unknown) => ({
  Sid: "OnlyOverTls",
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: arn,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

describe("DataQueue", () => {
  it("is encrypted, and passes what was received 5 times on to its dead-letter queue", async () => {
    const plan = await planOfQueue();
    const queue = plan.resource("sqs/queue:Queue", "events-queue");
    const deadLetters = plan.resource("sqs/queue:Queue", "events-dead-letters");
    const { redrivePolicy, ...inputs } = queue.inputs;
    assert.deepEqual(inputs, {
      messageRetentionSeconds: 345_600,
      visibilityTimeoutSeconds: 30,
      receiveWaitTimeSeconds: 20,
      sqsManagedSseEnabled: true,
    });
    assert.deepEqual(json(redrivePolicy), {
      deadLetterTargetArn: deadLetters.outputs.arn,
      maxReceiveCount: 5,
    });
    assert.deepEqual(deadLetters.inputs, { messageRetentionSeconds: 1_209_600, sqsManagedSseEnabled: true });
    const { queueUrl, redriveAllowPolicy } = plan.theOne("RedriveAllowPolicy").inputs;
    assert.equal(queueUrl, deadLetters.outputs.url);
    assert.deepEqual(json(redriveAllowPolicy), {
      redrivePermission: "byQueue",
      sourceQueueArns: [queue.outputs.arn],
    });
    assert.ok(!queue.protect && !deadLetters.protect);
  });

  it("and its dead-letter queue refuse requests without TLS, and accept nobody's events", async () => {
    const plan = await planOfQueue();
    for (const name of ["events-queue", "events-dead-letters"]) {
      const { arn, url } = plan.resource("sqs/queue:Queue", name).outputs;
      const { queueUrl, policy } = plan.resource("QueuePolicy", name).inputs;
      assert.equal(queueUrl, url);
      assert.deepEqual(json(policy), { Version: "2012-10-17", Statement: [onlyOverTls(arn)] });
    }
  });

  it("accepts the events of these buckets of the account alone", async () => {
    const notifiedBy = ["arn:aws:s3:::one", "arn:aws:s3:::other"];
    const plan = await planOfQueue({ notifiedBy });
    const { arn } = plan.resource("sqs/queue:Queue", "events-queue").outputs;
    assert.deepEqual(json(plan.resource("QueuePolicy", "events-queue").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        onlyOverTls(arn),
        {
          Sid: "EventsOfBuckets",
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: arn,
          Condition: {
            ArnEquals: { "aws:SourceArn": notifiedBy },
            StringEquals: { "aws:SourceAccount": "000000000000" },
          },
        },
      ],
    });
  });

  it("has its times and its protection by argument", async () => {
    const plan = await planOfQueue({ visibilitySeconds: 900, maxReceives: 2, protect: true });
    const queue = plan.resource("sqs/queue:Queue", "events-queue");
    assert.equal(queue.inputs.visibilityTimeoutSeconds, 900);
    const { maxReceiveCount } = json(queue.inputs.redrivePolicy) as { maxReceiveCount: number };
    assert.equal(maxReceiveCount, 2);
    assert.ok(queue.protect && plan.resource("sqs/queue:Queue", "events-dead-letters").protect);
  });

  it("is FIFO with its dead-letter queue, and deduplicates by content where it is told to", async () => {
    const plan = await planOfQueue({ fifo: true });
    const inputs = (name: string) => plan.resource("sqs/queue:Queue", name).inputs;
    const { redrivePolicy, ...queue } = inputs("events-queue");
    assert.deepEqual(queue, {
      messageRetentionSeconds: 345_600,
      visibilityTimeoutSeconds: 30,
      receiveWaitTimeSeconds: 20,
      sqsManagedSseEnabled: true,
      fifoQueue: true,
    });
    assert.deepEqual(inputs("events-dead-letters"), {
      messageRetentionSeconds: 1_209_600,
      sqsManagedSseEnabled: true,
      fifoQueue: true,
    });
    const byContent = await planOfQueue({ fifo: true, contentBasedDeduplication: true });
    assert.equal(
      byContent.resource("sqs/queue:Queue", "events-queue").inputs.contentBasedDeduplication,
      true,
    );
    assert.deepEqual(
      byContent.resource("sqs/queue:Queue", "events-dead-letters").inputs,
      inputs("events-dead-letters"),
    );
  });

  it("refuses what FIFO queues alone have, and what they don't", async () => {
    await assert.rejects(planOfQueue({ contentBasedDeduplication: true }), {
      message:
        'Invalid arguments for DataQueue "events":\n' +
        "  - contentBasedDeduplication is true: must be false without fifo: true",
    });
    await assert.rejects(planOfQueue({ fifo: true, notifiedBy: ["arn:aws:s3:::one"] }), {
      message:
        'Invalid arguments for DataQueue "events":\n' +
        "  - notifiedBy has 1: must be empty with fifo: true, since S3 notifies no FIFO queue",
    });
  });

  it("refuses times that SQS doesn't have", async () => {
    await assert.rejects(planOfQueue({ visibilitySeconds: 50_000, maxReceives: 0 }), {
      message:
        'Invalid arguments for DataQueue "events":\n' +
        "  - visibilitySeconds is 50000: must be a whole number from 0 to 43200\n" +
        "  - maxReceives is 0: must be a whole number from 1 to 1000",
    });
  });
});
