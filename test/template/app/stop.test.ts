import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { RawClient } from "./raw-client";
import { start } from "./running-service";

/** A route whose one answer the test gives when it likes. */
function heldRoute() {
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const route = async () => {
    await held;
    return { status: 200, body: "at last\n" };
  };
  return { route, answer };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: test\r\n\r\n`;

async function refused(port: number): Promise<void> {
  await assert.rejects(RawClient.connect(port), { code: "ECONNREFUSED" });
}

describe("a service that is told to stop", () => {
  it("answers the open request, is unhealthy meanwhile, and takes no new connection", async () => {
    const held = heldRoute();
    const { port, service, line } = await start({}, { "/held": held.route });
    const slow = await RawClient.connect(port);
    const keptAlive = await RawClient.connect(port);
    const bystander = await RawClient.connect(port);
    keptAlive.send(get("/healthz"));
    assert.match(await keptAlive.until("ok\n"), /\r\nConnection: keep-alive\r\n/);
    slow.send(get("/held"));
    while (service.openRequests === 0) await new Promise(setImmediate);

    const stopped = service.stop(10_000);
    assert.equal(service.stopping, true);
    await refused(port);
    keptAlive.send(get("/healthz"));
    const unhealthy = (await keptAlive.ended).split("ok\n")[1] ?? "";
    assert.match(
      unhealthy,
      /^HTTP\/1\.1 503 Service Unavailable\r\n.*\r\nConnection: close\r\n.*stopping\n$/s,
    );
    await line({ path: "/healthz", status: 503 });

    held.answer();
    assert.match(await slow.ended, /^HTTP\/1\.1 200 OK\r\n.*\r\nConnection: close\r\n.*at last\n$/s);
    assert.equal(await bystander.ended, "", "a connection without a request ends with the last answer");
    assert.equal(await stopped, 0);
  });

  it("waits for a request that is still being sent", async () => {
    const { port, service } = await start();
    const client = await RawClient.connect(port);
    client.send("GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\n1");
    while (service.openRequests === 0) await new Promise(setImmediate);
    const stopped = service.stop(10_000);
    client.send("2");
    assert.match(await client.ended, /^HTTP\/1\.1 200 OK\r\n.*\r\nConnection: close\r\n/s);
    assert.equal(await stopped, 0);
  });

  it("answers requests that were on their way on kept connections", async () => {
    const { port, service } = await start();
    const clients = await Promise.all(Array.from({ length: 50 }, () => RawClient.connect(port)));
    for (const client of clients) client.send(get("/healthz"));
    await Promise.all(clients.map((client) => client.until("ok\n")));

    const stopped = service.stop(10_000);
    for (const client of clients) client.send(get("/"));
    const answers = await Promise.all(clients.map(({ ended }) => ended));
    for (const answer of answers) {
      assert.match(answer, /ok\nHTTP\/1\.1 200 OK\r\n.*\r\nConnection: close\r\n.*on test, over http\n$/s);
    }
    assert.equal(await stopped, 0);
  });

  it("leaves at once when nothing is open, whoever is connected", async () => {
    const { port, service } = await start();
    const idle = await RawClient.connect(port);
    const dawdling = await RawClient.connect(port);
    idle.send(get("/"));
    await idle.until("on test, over http\n");
    dawdling.send("GET / HTTP/1.1\r\nHost: ");
    const begun = performance.now();
    assert.equal(await service.stop(10_000), 0);
    assert.ok(performance.now() - begun < 5000);
    assert.equal(await dawdling.ended, "");
    await refused(port);
  });

  it("cuts off what is open at the limit, and says how much", async () => {
    const held = heldRoute();
    const { port, service, line } = await start({}, { "/held": held.route });
    const stuck = await RawClient.connect(port);
    stuck.send(get("/held"));
    while (service.openRequests === 0) await new Promise(setImmediate);
    assert.equal(await service.stop(20), 1);
    assert.equal(await stuck.ended, "");
    await line({ message: "request aborted", path: "/held" });
    held.answer();
  });
});
