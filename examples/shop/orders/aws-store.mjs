import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";

/** Orders in a DynamoDB table, and an SQS queue of those that wait to be confirmed. */
export class AwsStore {
  #table;
  #queue;
  #dynamo = new DynamoDBClient();
  #sqs = new SQSClient();

  /**
   * @param table its name
   * @param queue its URL
   */
  constructor(table, queue) {
    this.#table = table;
    this.#queue = queue;
  }

  /**
   * The message comes first, and later than the item: no order is ever without one. A message without an order, because the
   * item couldn't be written, ends in the dead-letter queue.
   */
  async add(order) {
    await this.#sqs.send(
      new SendMessageCommand({
        QueueUrl: this.#queue,
        MessageBody: JSON.stringify({ order: order.id }),
        DelaySeconds: 2,
      }),
    );
    await this.#dynamo.send(
      new PutItemCommand({
        TableName: this.#table,
        Item: { id: { S: order.id }, status: { S: "placed" }, order: { S: JSON.stringify(order) } },
      }),
    );
  }

  async find(id) {
    const { Item } = await this.#dynamo.send(
      new GetItemCommand({ TableName: this.#table, Key: { id: { S: id } }, ConsistentRead: true }),
    );
    return Item && { ...JSON.parse(Item.order.S), status: Item.status.S };
  }

  /** Confirms an order, once more too: a message may arrive twice. Rejects where there is none. */
  async confirm(id) {
    await this.#dynamo.send(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: { id: { S: id } },
        ConditionExpression: "attribute_exists(id)",
        UpdateExpression: "SET #status = :confirmed",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":confirmed": { S: "confirmed" } },
      }),
    );
  }

  /** Up to ten messages, each with the id of its order; waits up to 20 seconds for the first. */
  async receive(abortSignal) {
    const { Messages = [] } = await this.#sqs.send(
      new ReceiveMessageCommand({ QueueUrl: this.#queue, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
      { abortSignal },
    );
    return Messages.map(({ Body, ReceiptHandle }) => ({
      order: JSON.parse(Body).order,
      receipt: ReceiptHandle,
    }));
  }

  /** Deletes a message, so that nobody receives it again. */
  async done({ receipt }) {
    await this.#sqs.send(new DeleteMessageCommand({ QueueUrl: this.#queue, ReceiptHandle: receipt }));
  }
}
