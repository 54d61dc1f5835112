import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDirectory } from "../../support/stack-preview";
import { RawClient } from "../app/raw-client";
import { Program, skipWithout } from "./program";

const folder = join(projectDirectory, "examples", "todo");

describe("the to-do list in Python", () => {
  let data: string;
  let environment: Record<string, string>;
  let todo: Program;
  let url: string;

  before(async function () {
    skipWithout("Python 3.11 or later", this);
    data = mkdtempSync(join(tmpdir(), "todo-"));
    environment = { PORT: "0", SQLITE_PATH: join(data, "todo.sqlite") };
    assert.deepEqual(await new Program(["python3", "migrate.py"], folder, environment).exit, [0, null]);
    todo = new Program(["python3", "main.py"], folder, environment);
    url = await todo.url();
  });
  after(async () => {
    await todo?.stop("SIGKILL");
    if (data !== undefined) rmSync(data, { recursive: true, force: true });
  });

  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${url}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const list = async () => (await send("GET", "/api/todos")).json() as Promise<unknown>;

  it("adds an entry, marks it as done and removes it", async () => {
    const added = await send("POST", "/api/todos", { title: "  Buy “milk” '); DROP TABLE todos; -- " });
    assert.equal(added.status, 201);
    const entry = (await added.json()) as { id: string; title: string; done: boolean };
    assert.match(entry.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.deepEqual(entry, { id: entry.id, title: "Buy “milk” '); DROP TABLE todos; --", done: false });
    assert.deepEqual(await list(), [entry]);

    assert.equal((await send("PATCH", `/api/todos/${entry.id}`, { done: true })).status, 204);
    assert.deepEqual(await list(), [{ ...entry, done: true }]);
    assert.equal((await send("PATCH", `/api/todos/${entry.id}`, { done: true })).status, 204, "again");

    assert.equal((await send("DELETE", `/api/todos/${entry.id}`)).status, 204);
    assert.deepEqual(await list(), []);
    assert.equal((await send("DELETE", `/api/todos/${entry.id}`)).status, 404);
  });

  it("keeps the order of two entries, and answers many requests at once", async () => {
    const titles = ["first", "second"];
    for (const title of titles) await send("POST", "/api/todos", { title });
    const lists = await Promise.all(Array.from({ length: 20 }, list));
    for (const entries of lists as { title: string }[][]) {
      assert.deepEqual(
        entries.map(({ title }) => title),
        titles,
      );
    }
  });

  it("says what is wrong with a request", async () => {
    const refusals: [string, string, unknown, number, string][] = [
      ["POST", "/api/todos", { title: " " }, 400, "title must be a text of 1 to 200 characters"],
      ["POST", "/api/todos", { title: "x".repeat(201) }, 400, "title must be a text of 1 to 200 characters"],
      ["POST", "/api/todos", ["x"], 400, "the request must be a JSON object"],
      ["POST", "/api/todos", { title: "x".repeat(20_000) }, 413, "a request has at most 16384 bytes"],
      ["PATCH", "/api/todos/x", { done: 1 }, 400, "done must be true or false"],
      ["PATCH", "/api/todos/x", { done: true }, 404, "there is no such entry"],
      ["PUT", "/api/todos", {}, 405, "only GET, HEAD and POST are allowed here"],
      ["POST", "/", {}, 405, "only GET and HEAD are allowed here"],
      ["GET", "/static/..%2fmain.py", undefined, 404, "there is no such page"],
    ];
    for (const [method, path, body, status, error] of refusals) {
      const answer = await send(method, path, body);
      assert.deepEqual([answer.status, await answer.json()], [status, { error }], `${method} ${path}`);
    }
  });

  it("serves its static files", async () => {
    const files = { "/": "index.html", "/static/style.css": "style.css", "/static/todo.js": "todo.js" };
    const types = ["text/html", "text/css", "text/javascript"];
    for (const [index, [path, file]] of Object.entries(files).entries()) {
      const answer = await send("GET", path);
      const [type = ""] = (answer.headers.get("content-type") ?? "").split(";");
      assert.equal(type.replace("application/javascript", "text/javascript"), types[index]);
      assert.equal(
        answer.headers.get("content-security-policy"),
        "default-src 'self'; frame-ancestors 'none'",
      );
      assert.equal(await answer.text(), readFileSync(join(folder, "static", file), "utf8"));
    }
  });

  it("is healthy without its database, whose failure it logs, but doesn't tell", async () => {
    const broken = new Program(["python3", "main.py"], folder, {
      PORT: "0",
      SQLITE_PATH: join(data, "none", "x"),
    });
    const address = await broken.url();
    const health = await fetch(`${address}/healthz`);
    assert.deepEqual([health.status, await health.text()], [200, "ok\n"]);
    const failed = await fetch(`${address}/api/todos`);
    assert.deepEqual([failed.status, await failed.json()], [503, { error: "try again later" }]);
    const line = await broken.line({ message: "request failed" });
    assert.equal(line.error, "OperationalError: unable to open database file");
    assert.deepEqual(await broken.stop(), [0, null]);
    assert.equal(broken.stray, "");
  });

  it("doesn't start without a database", async () => {
    const program = new Program(["python3", "main.py"], folder, { PORT: "0" });
    assert.deepEqual(await program.exit, [1, null]);
    assert.equal(
      program.stray,
      "no database: set DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PASSWORD, or SQLITE_PATH\n",
    );
  });

  it("applies each migration once, two at the same time too", async () => {
    const fresh = { SQLITE_PATH: join(data, "fresh.sqlite") };
    const migrations = [1, 2].map(() => new Program(["python3", "migrate.py"], folder, fresh));
    for (const migration of migrations) assert.deepEqual(await migration.exit, [0, null], migration.stray);
    const applied = migrations.flatMap(({ lines }) => lines.filter(({ name }) => name !== undefined));
    assert.deepEqual(
      applied.map(({ message, name }) => [message, name]),
      [["migration applied", "001-create-todos.sql"]],
    );
  });

  it("answers a request that is open when it is told to stop", async () => {
    const stopping = new Program(["python3", "main.py"], folder, environment);
    const client = await RawClient.connect(Number(new URL(await stopping.url()).port));
    client.send("POST /api/todos HTTP/1.1\r\nHost: todo\r\nContent-Length: 16\r\n\r\n");
    assert.equal((await fetch(`${await stopping.url()}/healthz`)).status, 200);
    const exit = stopping.stop();
    await stopping.line({ message: "stopping" });
    client.send('{"title":"open"}');
    assert.match(await client.ended, /^HTTP\/1\.0 201 /);
    assert.deepEqual(await exit, [0, null]);
  });

  it("leaves with 0 when it gets SIGTERM, and writes nothing beside its log", async () => {
    assert.deepEqual(await todo.stop(), [0, null]);
    assert.deepEqual(
      todo.lines.map(({ message }) => message).filter((message) => message !== "request"),
      ["listening", "stopping", "stopped"],
    );
    assert.equal(todo.stray, "");
    await assert.rejects(fetch(url));
  });
});
