import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { projectDirectory } from "../../support/stack-preview";
import { Program } from "./program";

const orders = join(projectDirectory, "examples", "shop", "orders");

type Item = Record<string, { S: string }>;

interface Message {
  Body: string;
  ReceiptHandle: string;
}

/** What the service asks of DynamoDB and SQS, and the services that it calls, in memory. */
class FakeServices {
  readonly items = new Map<string, Item>();
  readonly messages: Message[] = [];
  readonly deleted: string[] = [];
  readonly #server: Server = createServer(async (request, response) => {
    const target = String(request.headers["x-amz-target"] ?? request.url);
    const [status, answer] =
      request.method === "GET"
        ? [200, { name: "Assam", priceCents: 890 }]
        : this.#answer(target, (await json(request)) as Record<string, unknown>);
    response.writeHead(status, { "Content-Type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(answer));
  });

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(target: string, input: Record<string, unknown>): [number, unknown] {
    const operation = target.split(/[./]/).at(-1);
    const key = (input.Key as Item | undefined)?.id?.S ?? "";
    const item = this.items.get(key);
    switch (operation) {
      case "quotes":
        return [200, { totalCents: 1780 }];
      case "PutItem": {
        assert.equal(input.TableName, "orders-table");
        const added = input.Item as Item;
        this.items.set(added.id?.S ?? "", added);
        return [200, {}];
      }
      case "GetItem":
        assert.equal(input.ConsistentRead, true);
        return [200, item ? { Item: item } : {}];
      case "UpdateItem":
        assert.equal(input.ConditionExpression, "attribute_exists(id)");
        if (item === undefined) {
          const __type = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException";
          return [400, { __type, message: "The conditional request failed" }];
        }
        item.status = (input.ExpressionAttributeValues as Item)[":confirmed"] ?? { S: "" };
        return [200, {}];
      case "SendMessage": {
        assert.equal(input.DelaySeconds, 2);
        const ReceiptHandle = `receipt-${this.messages.length + 1}`;
        this.messages.push({ Body: String(input.MessageBody), ReceiptHandle });
        return [200, { MessageId: ReceiptHandle, MD5OfMessageBody: md5(String(input.MessageBody)) }];
      }
      case "ReceiveMessage":
        assert.equal(input.WaitTimeSeconds, 20);
        return [
          200,
          { Messages: this.messages.splice(0).map((each) => ({ ...each, MD5OfBody: md5(each.Body) })) },
        ];
      case "DeleteMessage":
        this.deleted.push(String(input.ReceiptHandle));
        return [200, {}];
      default:
        return [400, { message: `unexpected ${target}` }];
    }
  }
}

/** SQS has it in its answers, and the SDK compares it. */
function md5(body: string): string {
  return createHash("md5").update(body).digest("hex");
}

describe("orders with DynamoDB and SQS", () => {
  const services = new FakeServices();
  let environment: Record<string, string>;

  before(async () => {
    const address = await services.listen();
    environment = {
      PORT: "0",
      PRODUCTS_URL: address,
      PRICING_URL: address,
      ORDERS_TABLE: "orders-table",
      EVENTS_QUEUE_URL: `${address}/000000000000/events-queue`,
      AWS_ENDPOINT_URL: address,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
      // Of the SDK, about Node 20.
      NODE_NO_WARNINGS: "1",
    };
  });
  after(() => services.close());

  it("keeps an order, and its worker confirms it, deletes its message, and leaves one that it can't confirm", async () => {
    const api = new Program([process.execPath, "main.mjs"], orders, environment);
    const url = `${await api.url()}/orders`;
    const cart = { country: "DE", lines: [{ product: "assam", quantity: 2 }] };
    const placed = await fetch(url, { method: "POST", body: JSON.stringify(cart) });
    const answer = await placed.text();
    assert.equal(placed.status, 201, `${answer} ${JSON.stringify(api.lines)}`);
    const { id } = JSON.parse(answer) as { id: string };
    const find = async () => JSON.parse(await (await fetch(`${url}/${id}`)).text()) as { status: string };
    assert.equal((await find()).status, "placed");
    assert.deepEqual(
      services.messages.map(({ Body }) => JSON.parse(Body)),
      [{ order: id }],
    );
    services.messages.push({ Body: JSON.stringify({ order: "unknown" }), ReceiptHandle: "receipt-2" });

    const worker = new Program([process.execPath, "confirm.mjs"], orders, environment);
    await worker.line({ message: "order confirmed", order: id });
    const failed = await worker.line({ message: "order not confirmed", order: "unknown" });
    assert.equal(failed.error, "ConditionalCheckFailedException: The conditional request failed");
    assert.equal((await find()).status, "confirmed");
    assert.deepEqual(services.deleted, ["receipt-1"]);
    assert.deepEqual(await Promise.all([worker.stop(), api.stop()]), [
      [0, null],
      [0, null],
    ]);
    assert.deepEqual([worker.stray, api.stray], ["", ""]);
    assert.equal(worker.lines.at(-1)?.message, "stopped");
  });
});
