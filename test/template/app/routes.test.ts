import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { type RunningService, start } from "./running-service";

describe("the Hello World service", () => {
  let running: RunningService;
  let origin: string;

  before(async () => {
    running = await start(
      {},
      {
        "/broken": () => {
          throw new Error("no luck");
        },
      },
    );
    origin = `http://127.0.0.1:${running.port}`;
  });
  after(() => running.service.stop(0));

  it("greets, and names its version and platform", async () => {
    const response = await fetch(`${origin}/?name=ignored`);
    const headers = Object.fromEntries(response.headers);
    assert.equal(await response.text(), "Good morning from version 1.2.3 on test, over http\n");
    assert.equal(response.status, 200);
    assert.deepEqual(
      { ...headers, date: "", "x-request-id": "" },
      {
        "cache-control": "no-store",
        connection: "keep-alive",
        "content-length": "51",
        "content-type": "text/plain; charset=utf-8",
        date: "",
        "keep-alive": "timeout=65, max=1000",
        vary: "Accept",
        "x-content-type-options": "nosniff",
        "x-request-id": "",
      },
    );
  });

  it("greets in JSON when asked for it", async () => {
    const response = await fetch(origin, { headers: { Accept: "application/json" } });
    assert.equal(response.headers.get("content-type"), "application/json; charset=utf-8");
    assert.deepEqual(await response.json(), {
      greeting: "Good morning",
      version: "1.2.3",
      platform: "test",
      protocol: "http",
    });
  });

  it("tells whether the client reached the load balancer by HTTPS, and repeats nothing that it was sent", async () => {
    const over = async (forwarded: string) =>
      (await fetch(origin, { headers: { "X-Forwarded-Proto": forwarded } })).text();
    assert.equal(await over("https"), "Good morning from version 1.2.3 on test, over https\n");
    for (const other of ["http", "HTTPS<script>", "ftp", ""]) {
      assert.equal(await over(other), "Good morning from version 1.2.3 on test, over http\n");
    }
  });

  it("believes CloudFront rather than the load balancer behind it", async () => {
    const headers = { "CloudFront-Forwarded-Proto": "https", "X-Forwarded-Proto": "http" };
    const answer = await fetch(origin, { headers });
    assert.equal(await answer.text(), "Good morning from version 1.2.3 on test, over https\n");
  });

  it("answers HEAD with the headers of GET and no body", async () => {
    const response = await fetch(origin, { method: "HEAD" });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-length"), "51");
    assert.equal(await response.text(), "");
  });

  it("is healthy, and keeps that out of the log", async () => {
    const response = await fetch(`${origin}/healthz`);
    assert.equal(response.status, 200);
    assert.equal(await response.text(), "ok\n");
    await fetch(`${origin}/after`);
    await running.line({ path: "/after" });
    assert.deepEqual(
      running.lines.filter((line) => line.path === "/healthz"),
      [],
    );
  });

  it("answers 404 to unknown paths, whatever they are called", async () => {
    for (const path of ["/nope", "/healthz/", "//", "/__proto__", "/constructor", "/%ff", "/%00"]) {
      const response = await fetch(`${origin}${path}`);
      assert.equal(response.status, 404, path);
      assert.equal(await response.text(), "Not Found\n");
    }
  });

  it("answers 405 to other methods and says which are allowed", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
      const response = await fetch(origin, { method });
      assert.equal(response.status, 405, method);
      assert.equal(response.headers.get("allow"), "GET, HEAD");
    }
  });

  it("answers 500 when a route fails, logs why, and goes on", async () => {
    const response = await fetch(`${origin}/broken`, { headers: { "X-Request-Id": "broken-1" } });
    assert.equal(response.status, 500);
    assert.equal(await response.text(), "Internal Server Error\n");
    const line = await running.line({ message: "route failed" });
    assert.equal(line.level, "error");
    assert.equal(line.requestId, "broken-1");
    assert.match(JSON.stringify(line.error), /"message":"no luck","stack":"Error: no luck/);
    assert.equal((await fetch(origin)).status, 200);
  });

  it("logs each request as one line, without its query", async () => {
    await fetch(`${origin}/logged?token=hidden`, { headers: { "X-Request-Id": "logged-1" } });
    const { time, durationMs, ...rest } = await running.line({ requestId: "logged-1" });
    assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(typeof durationMs === "number" && durationMs >= 0);
    assert.deepEqual(rest, {
      level: "info",
      message: "request",
      requestId: "logged-1",
      method: "GET",
      path: "/logged",
      status: 404,
    });
  });
});
