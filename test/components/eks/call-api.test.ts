import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { certificate, key } from "./local-certificate";

type Function = typeof import("../../../components/eks/call-api.mjs");

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

describe("The Lambda function that calls the API of a cluster", () => {
  let called: Function;
  let server: Server;
  let received: Received[] = [];
  let answer: { status: number; body: string };
  const environment = { ...process.env };
  const { log } = console;
  const lines: string[] = [];

  before(async () => {
    called = await import("../../../components/eks/call-api.mjs");
    server = createServer({ key, cert: certificate }, async (incoming, outgoing) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part);
      const { method, url, headers } = incoming;
      received.push({ method, url, headers, body: Buffer.concat(parts).toString() });
      outgoing.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  after(() => {
    server.close();
    server.closeAllConnections();
  });

  beforeEach(() => {
    received = [];
    answer = { status: 200, body: '{"kind":"Deployment"}' };
    lines.length = 0;
    console.log = (line: string) => lines.push(line);
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_REGION: "us-east-1",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_SESSION_TOKEN: "session",
      CERTIFICATE_AUTHORITY: Buffer.from(certificate).toString("base64"),
      CLUSTER: "shop",
      ENDPOINT: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
  });

  afterEach(() => {
    console.log = log;
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  });

  const path = "/apis/apps/v1/namespaces/services/deployments/web";

  it("passes on a request, and returns the answer as a state eks:call has it", async () => {
    const result = await called.handler({
      Method: "PUT",
      Path: path,
      QueryParameters: { fieldManager: ["restart-on-rotation"] },
      RequestBody: { metadata: { name: "wéb" } },
    });
    assert.deepEqual(result, { StatusCode: 200, ResponseBody: { kind: "Deployment" } });
    const [{ method, url, headers, body }] = received as [Received];
    assert.deepEqual([method, url], ["PUT", `${path}?fieldManager=restart-on-rotation`]);
    assert.deepEqual([headers.accept, headers["content-type"]], ["application/json", "application/json"]);
    assert.equal(body, '{"metadata":{"name":"wéb"}}');
    assert.deepEqual(lines, [JSON.stringify({ Method: "PUT", Path: path, status: 200 })]);
  });

  it("says by a presigned request to STS whose it is", async () => {
    await called.handler({ Method: "GET", Path: path });
    const [{ headers, body }] = received as [Received];
    assert.equal(body, "");
    assert.equal(headers["content-type"], undefined);
    const [, token = ""] = /^Bearer k8s-aws-v1\.([\w-]+)$/.exec(headers.authorization ?? "") ?? [];
    const url = new URL(Buffer.from(token, "base64url").toString());
    assert.equal(url.host, "sts.us-east-1.amazonaws.com");
    assert.equal(url.searchParams.get("Action"), "GetCallerIdentity");
    assert.equal(url.searchParams.get("X-Amz-SignedHeaders"), "host;x-k8s-aws-id");
  });

  it("signs as the AWS SDK does, in China too", () => {
    const credentials = {
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      sessionToken: "IQoJb3JpZ2luX2VjE+/abc==",
    };
    const signed = (region: string) => {
      const token = called.tokenOf("shop-dev-eks", region, credentials, new Date("2026-11-22T03:04:05.678Z"));
      return Buffer.from(token.replace("k8s-aws-v1.", ""), "base64url").toString();
    };
    // The signatures are those of @smithy/signature-v4 5 for the same request.
    const usual = new URL(signed("us-east-1"));
    assert.deepEqual(Object.fromEntries(usual.searchParams), {
      Action: "GetCallerIdentity",
      Version: "2011-06-15",
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": "AKIDEXAMPLE/20261122/us-east-1/sts/aws4_request",
      "X-Amz-Date": "20261122T030405Z",
      "X-Amz-Expires": "60",
      "X-Amz-Security-Token": "IQoJb3JpZ2luX2VjE+/abc==",
      "X-Amz-SignedHeaders": "host;x-k8s-aws-id",
      "X-Amz-Signature": "3b653c60b44d7d4d64dbf8c1b658309702c4b0dfece663f5fdfa9fe3107577af",
    });
    const china = new URL(signed("cn-north-1"));
    assert.equal(china.host, "sts.cn-north-1.amazonaws.com.cn");
    assert.equal(
      china.searchParams.get("X-Amz-Signature"),
      "98e5ba45caae88fdbf6068573eef1989df6044d575e4e4799c29dc09b9c6305e",
    );
  });

  it("fails with the status as Step Functions names it, and no stack", async () => {
    answer = { status: 409, body: '{"reason":"AlreadyExists"}' };
    await assert.rejects(called.handler({ Method: "POST", Path: path, RequestBody: {} }), {
      name: "EKS.409",
      message: `POST ${path}: {"reason":"AlreadyExists"}`,
      stack: "",
    });
    answer = { status: 403, body: "x".repeat(5000) };
    await assert.rejects(called.handler({ Method: "GET", Path: path }), {
      name: "EKS.403",
      message: `GET ${path}: ${"x".repeat(1000)}`,
    });
  });

  it("tells its token to nobody but the cluster", async () => {
    process.env.CERTIFICATE_AUTHORITY = Buffer.from("").toString("base64");
    await assert.rejects(called.handler({ Method: "GET", Path: path }), {
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
    });
    assert.deepEqual(received, []);
  });

  it("asks no other host, whatever the path", async () => {
    await called.handler({ Method: "GET", Path: "//example.com/version" });
    assert.deepEqual(
      received.map(({ url }) => url),
      ["//example.com/version"],
    );
  });

  it("fails without a variable", async () => {
    delete process.env.CLUSTER;
    await assert.rejects(called.handler({ Method: "GET", Path: path }), { message: "CLUSTER is not set" });
  });
});
