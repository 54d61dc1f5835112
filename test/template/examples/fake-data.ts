import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A bucket of S3 and a queue of SQS, as far as the examples ask them, in memory. */
export class FakeData {
  /** The objects of the bucket, by their keys. */
  readonly objects = new Map<string, string>();
  /** The messages that wait. */
  readonly messages: { MessageId: string; Body: string; ReceiptHandle: string }[] = [];
  /** Receipts of the messages that were deleted. */
  readonly deleted: string[] = [];
  readonly #bucket: string;
  readonly #server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const body = await text(request);
    const target = request.headers["x-amz-target"];
    const [status, answer] = target
      ? [200, JSON.stringify(this.#queue(String(target), JSON.parse(body)))]
      : this.#store(request.method ?? "", url, body);
    const type = target ? "application/x-amz-json-1.0" : "application/xml";
    response.writeHead(status, { "Content-Type": type }).end(answer);
  });

  constructor(bucket: string) {
    this.#bucket = bucket;
  }

  /** Variables of a program that asks it instead of AWS. */
  async listen(): Promise<Record<string, string>> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return {
      AWS_ENDPOINT_URL: address,
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
      // Of the SDK, about Node 20.
      NODE_NO_WARNINGS: "1",
    };
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Two keys on a page. */
  #list(query: URLSearchParams): string {
    const prefix = query.get("prefix") ?? "";
    const after = query.get("continuation-token") ?? "";
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, 2);
    const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
    const more = keys.length > page.length;
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${contents}${next}</ListBucketResult>`;
  }

  #store(method: string, { pathname, searchParams }: URL, body: string): [number, string] {
    const [, bucket, ...path] = pathname.split("/");
    const key = path.map(decodeURIComponent).join("/");
    const found = this.objects.get(key);
    if (bucket !== this.#bucket) return [404, error("NoSuchBucket")];
    if (method === "GET" && key === "") return [200, this.#list(searchParams)];
    if (method === "GET") return found === undefined ? [404, error("NoSuchKey")] : [200, found];
    if (method === "PUT") this.objects.set(key, body);
    if (method === "DELETE") this.objects.delete(key);
    return [method === "DELETE" ? 204 : 200, ""];
  }

  #queue(target: string, input: Record<string, unknown>): object {
    switch (target) {
      case "AmazonSQS.SendMessage": {
        const Body = String(input.MessageBody);
        const id = `message-${this.messages.length + this.deleted.length + 1}`;
        this.messages.push({ MessageId: id, Body, ReceiptHandle: `receipt of ${id}` });
        return { MessageId: id, MD5OfMessageBody: md5(Body) };
      }
      case "AmazonSQS.ReceiveMessage":
        return { Messages: this.messages.splice(0).map((each) => ({ ...each, MD5OfBody: md5(each.Body) })) };
      default:
        this.deleted.push(String(input.ReceiptHandle));
        return {};
    }
  }
}

function error(code: string): string {
  return `<Error><Code>${code}</Code><Message>no</Message></Error>`;
}

/** SQS has it in its answers, and the SDK compares it. */
function md5(body: string): string {
  return createHash("md5").update(body).digest("hex");
}
