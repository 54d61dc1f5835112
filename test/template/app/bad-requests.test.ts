import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, describe, it } from "mocha";
import { exchange, RawClient } from "./raw-client";
import { type RunningService, start } from "./running-service";

const get = "GET / HTTP/1.1\r\nHost: test\r\n";

describe("bad requests", () => {
  let running: RunningService;

  before(async () => {
    running = await start({
      headerBytes: 2048,
      bodyBytes: 1000,
      linger: 20,
      requestsPerConnection: 2,
    });
  });
  after(() => running.service.stop(0));

  /** Sends the text, expects the status and that exactly one log line tells of it under the answer's request id. */
  async function expect(text: string, status: number, service = running): Promise<string> {
    const answer = await exchange(service.port, text);
    assert.equal(answer.slice(0, 12), `HTTP/1.1 ${status}`, answer);
    const requestId = /^X-Request-Id: (.+)\r$/m.exec(answer)?.[1];
    await service.line({ requestId, status });
    assert.equal(service.lines.filter((line) => line.requestId === requestId).length, 1);
    assert.equal((await fetch(`http://127.0.0.1:${running.port}/`)).status, 200, "it goes on");
    return answer;
  }

  it("answers 400 to what is not HTTP", async () => {
    const texts = [
      "garbage\r\n\r\n",
      "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
      "GET / HTTP/9.9\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: test\r\nno colon\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: test\r\nContent-Length: x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ];
    for (const text of texts) {
      const answer = await expect(text, 400);
      assert.match(answer, /\r\nConnection: close\r\n.*\r\nBad Request\n$/s);
    }
  });

  it("keeps listening to a refused client that still sends, so that no reset overtakes the answer", async () => {
    const patient = await start({ linger: 60_000 });
    const client = connect({ port: patient.port, allowHalfOpen: true }).resume();
    client.write("garbage\r\n\r\n");
    await once(client, "end");
    for (const more of ["more", "and more"]) await new Promise((resolve) => client.write(more, resolve));
    const closed = once(client, "close");
    client.end();
    assert.deepEqual(await closed, [false], "closed without an error");
    await patient.service.stop(0);
  });

  it("says in the log what was wrong", async () => {
    await expect("GET / HTTP/1.1\r\nHost: test\r\nno colon\r\n\r\n", 400);
    const line = running.lines.findLast((each) => each.message === "bad request");
    assert.equal(line?.level, "warn");
    assert.equal(line?.code, "HPE_INVALID_HEADER_TOKEN");
    assert.match(String(line?.reason), /^Parse Error/);
  });

  it("answers 400 without a Host header", async () => {
    await expect("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400);
  });

  it("answers 400 to two Host headers", async () => {
    await expect(`${get}Host: other\r\nConnection: close\r\n\r\n`, 400);
    await expect("GET / HTTP/1.0\r\nHost: one\r\nHost: other\r\n\r\n", 400);
  });

  it("answers 429 to a client that pipelines too many requests, and nothing after it", async () => {
    const strict = await start({ pipelinedRequests: 3 });
    const answer = await exchange(strict.port, `${get}\r\n`.repeat(50));
    const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
    assert.deepEqual(statuses, [200, 200, 200, 429]);
    assert.equal(strict.lines.filter(({ message }) => message === "request").length, 4);
    await strict.service.stop(0);
  });

  it("answers HTTP/1.0, whole URLs and * as targets", async () => {
    await expect("GET / HTTP/1.0\r\n\r\n", 200);
    await expect("GET http://elsewhere/nope?x HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n", 404);
    await expect("OPTIONS * HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n", 404);
  });

  it("answers 405 to CONNECT", async () => {
    const answer = await expect("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n", 405);
    assert.match(answer, /\r\nAllow: GET, HEAD\r\n/);
  });

  it("answers 431 to headers that are too large", async () => {
    await expect(`${get}X-Large: ${"x".repeat(4096)}\r\n\r\n`, 431);
    await expect(`GET /${"x".repeat(4096)} HTTP/1.1\r\n\r\n`, 431);
  });

  it("answers 408 to a head or a body that does not come to its end", async () => {
    const impatient = await start({ headersTimeout: 50, requestTimeout: 50, timeoutCheck: 10 });
    await expect(get, 408, impatient);
    await expect("", 408, impatient);
    await expect(`${get}Content-Length: 10\r\n\r\n12345`, 408, impatient);
    await impatient.service.stop(0);
  });

  it("answers 413 to a body that is too large, and to one that says so", async () => {
    await expect(`${get}Content-Length: 1001\r\n\r\n`, 413);
    await expect(`${get}Transfer-Encoding: chunked\r\n\r\n3e9\r\n${"x".repeat(1001)}\r\n`, 413);
    await expect(`${get}Connection: close\r\nContent-Length: 1000\r\n\r\n${"x".repeat(1000)}`, 200);
  });

  it("answers whatever a client expects", async () => {
    const body = "Connection: close\r\nContent-Length: 2\r\n\r\n12";
    assert.match(
      await exchange(running.port, `${get}Expect: 100-continue\r\n${body}`),
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/,
    );
    await expect(`${get}Expect: something\r\n${body}`, 200);
  });

  it("answers what came before the garbage on the same connection", async () => {
    const answer = await exchange(running.port, `${get}\r\ngarbage\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n.*Connection: close\r\n.*on test, over http\n$/s);
    await running.line({ message: "bad request", status: undefined });
  });

  it("logs a request whose client goes away", async () => {
    const client = await RawClient.connect(running.port);
    client.send("GET /gone HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\n12345");
    while (running.service.openRequests === 0) await new Promise(setImmediate);
    client.reset();
    const line = await running.line({ path: "/gone" });
    assert.equal(line.message, "request aborted");
    assert.equal(line.status, undefined);
  });

  it("asks a client to connect anew after its share of requests", async () => {
    const client = await RawClient.connect(running.port);
    client.send(`${get}\r\n`);
    assert.match(await client.until("on test, over http\n"), /\r\nKeep-Alive: timeout=/);
    client.send(`${get}\r\n`);
    await client.until("\r\nConnection: close\r\n");
    client.reset();
  });
});
