import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDirectory } from "../../support/stack-preview";
import { Program, skipWithout } from "./program";

const shop = join(projectDirectory, "examples", "shop");
const node = process.execPath;

/** The shop's services as processes on this machine, with the variables that `calls` and `uses` set, and no AWS. */
class RunningShop {
  readonly folder = mkdtempSync(join(tmpdir(), "shop-"));
  readonly programs = new Map<string, Program>();

  async start(): Promise<void> {
    const catalog = { SQLITE_PATH: join(this.folder, "catalog.sqlite") };
    const migration = new Program(["python3", "migrate.py"], join(shop, "products"), catalog);
    assert.deepEqual(await migration.exit, [0, null], migration.stray);
    const [PRODUCTS_URL, PRICING_URL] = await Promise.all([
      this.#run("products", ["python3", "main.py"], catalog),
      this.#run("pricing", [this.#compiled("pricing")], {}),
    ]);
    const ORDERS_URL = await this.#run("orders", [node, "main.mjs"], {
      PRODUCTS_URL,
      PRICING_URL,
      STORE: "memory",
    });
    const called = { PRODUCTS_URL, PRICING_URL, ORDERS_URL };
    const GATEWAY_URL = await this.#run("gateway", [this.#compiled("gateway")], called);
    await this.#run("web", [node, "main.mjs"], { GATEWAY_URL });
  }

  /** A running service. */
  program(name: string): Program {
    const program = this.programs.get(name);
    assert.ok(program, name);
    return program;
  }

  remove(): void {
    for (const program of this.programs.values()) void program.stop("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  #run(name: string, command: [string, ...string[]], environment: Record<string, string>): Promise<string> {
    const program = new Program(command, join(shop, name), { PORT: "0", ...environment });
    this.programs.set(name, program);
    return program.url();
  }

  #compiled(name: string): string {
    const program = join(this.folder, name);
    execFileSync("go", ["build", "-o", program, "."], {
      cwd: join(shop, name),
      env: { ...process.env, GOTOOLCHAIN: "local", GOPROXY: "off", GOFLAGS: "-mod=readonly -buildvcs=false" },
    });
    return program;
  }
}

interface Order {
  id: string;
  status: string;
}

describe("the shop in Node.js, Go and Python", () => {
  let running: RunningShop;
  let web: string;
  let api: string;

  before(async function () {
    this.timeout(300_000);
    skipWithout("Python 3.11 or later", this);
    skipWithout("Go 1.24 or later", this);
    running = new RunningShop();
    await running.start();
    web = await running.program("web").url();
    api = `${await running.program("gateway").url()}/api`;
  });
  after(() => running?.remove());

  const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const cart = {
    country: "DE",
    lines: [
      { product: "assam", quantity: 2 },
      { product: "teapot", quantity: 1 },
    ],
  };

  it("places an order by its web pages, through the gateway and all services behind it, under one request id", async () => {
    const page = await (await fetch(web)).text();
    assert.match(page, /<td>Darjeeling, 100 g<\/td><td>€ 14\.90<\/td>/);

    const placed = await fetch(`${web}/orders`, {
      method: "POST",
      headers: { "X-Request-Id": "order-1" },
      body: new URLSearchParams({ product: "darjeeling", quantity: "3", country: "AT" }),
      redirect: "manual",
    });
    const location = placed.headers.get("location") ?? "";
    assert.equal(placed.status, 303);
    assert.match(location, /^\/orders\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

    const order = await (await fetch(`${web}${location}`)).text();
    // 3 × 14.90 and 4.90 for delivery, and 20 % of both.
    for (const [what, price] of [
      ["3 × Darjeeling, 100 g", "44.70"],
      ["Delivery", "4.90"],
      ["Tax", "9.92"],
      ["Total", "59.52"],
    ]) {
      assert.ok(order.includes(`<td>${what}</td><td>€ ${price}</td>`), `${what} in ${order}`);
    }
    for (const [name, path] of Object.entries({
      web: "/orders",
      gateway: "/orders",
      orders: "/orders",
      products: "/products/darjeeling",
      pricing: "/quotes",
    })) {
      const line = await running.program(name).line({ message: "request", requestId: "order-1" });
      assert.equal(String(line.path).replace(/^\/api/, ""), path, name);
    }
  });

  it("confirms an order after it was placed", async () => {
    const answer = await post(`${api}/orders`, cart);
    assert.equal(answer.status, 201);
    const order = (await answer.json()) as Order;
    assert.deepEqual(order, {
      id: order.id,
      status: "placed",
      country: "DE",
      lines: [
        { product: "assam", name: "Assam, 250 g", priceCents: 890, quantity: 2 },
        { product: "teapot", name: "Teapot for four", priceCents: 3900, quantity: 1 },
      ],
      goodsCents: 5680,
      deliveryCents: 0,
      taxCents: 1079,
      totalCents: 6759,
    });
    for (;;) {
      const found = (await (await fetch(`${api}/orders/${order.id}`)).json()) as Order;
      if (found.status === "placed") continue;
      assert.deepEqual(found, { ...order, status: "confirmed" });
      break;
    }
  });

  it("says what is wrong with a request, whichever service finds it", async () => {
    const lines = "lines must be 1 to 20, each with product and a quantity from 1 to 100";
    const refusals: [string, unknown, number, string][] = [
      ["/orders", { country: "DE" }, 400, lines],
      ["/orders", { country: "DE", lines: [{ product: "../users", quantity: 1 }] }, 400, lines],
      [
        "/orders",
        { country: "DE", lines: [{ product: "coffee", quantity: 1 }] },
        400,
        "there is no such product",
      ],
      ["/orders", { ...cart, country: "XX" }, 400, "country must be one of AT, DE, FR, US"],
      ["/quotes", { country: "DE", lines: [] }, 400, "lines must be 1 to 50"],
      ["/quotes", [], 400, "the request must be a JSON object with country and lines"],
      ["/users", {}, 404, "there is no such path"],
      ["/orders", "x".repeat(70_000), 413, "the request is too large"],
    ];
    for (const [path, body, status, error] of refusals) {
      const answer = await post(`${api}${path}`, body);
      assert.deepEqual(
        [answer.status, await answer.json()],
        [status, { error }],
        JSON.stringify(body).slice(0, 80),
      );
    }
    const missing = await fetch(`${web}/orders/00000000-0000-4000-8000-000000000000`);
    assert.equal(missing.status, 404);
    assert.match(
      await missing.text(),
      /<p role="alert">That can&#39;t be done: there is no such order\.<\/p>/,
    );
  });

  it("replaces a request id that could forge a log line", async () => {
    await fetch(`${api}/products`, { headers: { "X-Request-Id": '","level":"fatal' } });
    const line = await running.program("products").line({ path: "/products", status: 200 });
    assert.match(String(line.requestId), /^[A-Za-z0-9-]{1,64}$/);
  });

  it("is healthy in every part, and stays so without the service behind it", async () => {
    for (const [name, program] of running.programs) {
      const health = await fetch(`${await program.url()}/healthz`);
      assert.deepEqual([health.status, /ok/.test(await health.text())], [200, true], name);
    }
    const unreachable = {
      PRODUCTS_URL: "http://127.0.0.1:9",
      PRICING_URL: "http://127.0.0.1:9",
      ORDERS_URL: "http://127.0.0.1:9",
    };
    const gateway = new Program([join(running.folder, "gateway")], shop, { PORT: "0", ...unreachable });
    const lonely = new Program([node, "main.mjs"], join(shop, "web"), {
      PORT: "0",
      GATEWAY_URL: await gateway.url(),
    });
    assert.equal((await fetch(`${await gateway.url()}/healthz`)).status, 200);
    const answer = await fetch(`${await gateway.url()}/api/products`);
    assert.deepEqual([answer.status, await answer.json()], [502, { error: "try again later" }]);
    const page = await fetch(await lonely.url());
    assert.equal(page.status, 503);
    assert.match(await page.text(), /<p role="alert">try again later<\/p>/);
    assert.deepEqual(await Promise.all([gateway.stop(), lonely.stop()]), [
      [0, null],
      [0, null],
    ]);
  });

  it("starts no service without what it needs", async () => {
    const messages: [string, [string, ...string[]], string][] = [
      ["web", [node, "main.mjs"], "not started: set GATEWAY_URL"],
      ["orders", [node, "main.mjs"], "not started: set PRODUCTS_URL, PRICING_URL"],
      ["orders", [node, "confirm.mjs"], "not started: set ORDERS_TABLE, EVENTS_QUEUE_URL"],
    ];
    for (const [name, command, message] of messages) {
      const program = new Program(command, join(shop, name), { PORT: "0" });
      assert.deepEqual(await program.exit, [1, null], program.stray);
      assert.equal(program.lines[0]?.message, message);
    }
    const gateway = new Program([join(running.folder, "gateway")], shop, { PORT: "0" });
    assert.deepEqual(await gateway.exit, [1, null]);
    assert.match(
      String(gateway.lines[0]?.error),
      /^[A-Z]+_URL must be the address of a service, such as http:/,
    );
    const products = new Program(["python3", "main.py"], join(shop, "products"), { PORT: "0" });
    assert.deepEqual(await products.exit, [1, null]);
    assert.match(products.stray, /^no database: set CATALOG_HOST, .*CATALOG_PASSWORD, or SQLITE_PATH\n$/);
  });

  it("leaves with 0 in every part when it gets SIGTERM, and writes nothing beside its log", async () => {
    for (const [name, program] of running.programs) {
      assert.deepEqual(await program.stop(), [0, null], name);
      assert.equal(program.stray, "", name);
      assert.deepEqual(
        program.lines
          .map(({ message }) => message)
          .filter((message) => !String(message).startsWith("request")),
        ["listening", "stopping", "stopped"],
        name,
      );
    }
  });
});
