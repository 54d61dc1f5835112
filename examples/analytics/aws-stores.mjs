import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";

/** Texts in an S3 bucket, by their keys. */
export class S3Bucket {
  #client = new S3Client();
  #bucket;

  constructor(name) {
    this.#bucket = { Bucket: name };
  }

  async list(prefix) {
    const keys = [];
    const pages = paginateListObjectsV2({ client: this.#client }, { ...this.#bucket, Prefix: prefix });
    for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key }) => Key));
    return keys;
  }

  /** Its text, or nothing. */
  async read(key) {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ ...this.#bucket, Key: key }));
      return await Body.transformToString();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async write(key, text) {
    await this.#client.send(new PutObjectCommand({ ...this.#bucket, Key: key, Body: text }));
  }

  async remove(key) {
    await this.#client.send(new DeleteObjectCommand({ ...this.#bucket, Key: key }));
  }
}

/** Messages of an SQS queue. */
export class SqsQueue {
  #client = new SQSClient();
  #queue;

  constructor(url) {
    this.#queue = { QueueUrl: url };
  }

  async send(body) {
    await this.#client.send(new SendMessageCommand({ ...this.#queue, MessageBody: body }));
  }

  /** Up to ten messages; waits up to 20 seconds for the first. */
  async receive(abortSignal) {
    const { Messages = [] } = await this.#client.send(
      new ReceiveMessageCommand({ ...this.#queue, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
      { abortSignal },
    );
    return Messages.map(({ MessageId, Body, ReceiptHandle }) => ({
      id: MessageId,
      body: Body,
      receipt: ReceiptHandle,
    }));
  }

  /** Deletes a message, so that nobody receives it again. */
  async done({ receipt }) {
    await this.#client.send(new DeleteMessageCommand({ ...this.#queue, ReceiptHandle: receipt }));
  }
}
