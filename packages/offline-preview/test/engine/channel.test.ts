import assert from "node:assert/strict";
import { createServer, type Server, Socket } from "node:net";
import { Channel, Refusal, status } from "../../preload/channel.cjs";

describe("channel", () => {
  let server: Server;
  let near: Channel;
  let far: Channel;

  const text = (message: unknown) => {
    assert(message instanceof Uint8Array);
    return Buffer.from(message).toString();
  };

  before(async () => {
    server = createServer();
    const accepted = new Promise<Socket>((resolve) => server.once("connection", resolve));
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    assert(address !== null && typeof address === "object");
    const client = new Socket().connect(address.port, "127.0.0.1");
    near = new Channel(client, async (name, message) => Buffer.from(`near ${name} ${text(message)}`));
    far = new Channel(await accepted, async (name, message) => {
      if (name === "throws") throw new Error(text(message));
      if (name === "refuses") throw new Refusal(status.UNIMPLEMENTED, text(message));
      if (name === "same") return message;
      if (name === "asks") return Buffer.from(`far heard ${text(await far.call("back", message))}`);
      return Buffer.from(text(message)).reverse();
    });
  });
  after(() => {
    near.close();
    far.close();
    server.close();
  });

  it("answers each of many calls at the same time", async () => {
    const calls = Array.from({ length: 100 }, (_, index) => `call ${index}`);
    const answers = await Promise.all(calls.map((call) => near.call("reverse", Buffer.from(call))));
    assert.deepEqual(
      answers.map(text),
      calls.map((call) => [...call].reverse().join("")),
    );
  });

  it("carries messages of any size, the empty one too", async () => {
    const large = Buffer.alloc(5_000_004, "äöü");
    const [none, all] = await Promise.all([
      near.call("reverse", Buffer.alloc(0)),
      near.call("reverse", large),
    ]);
    assert(none instanceof Uint8Array && all instanceof Uint8Array);
    assert.equal(none.length, 0);
    assert(Buffer.from(all).reverse().equals(large));
  });

  it("carries numbers that JSON can't, and what is missing in an array", async () => {
    const message = [Number.NaN, -Infinity, undefined, [["key", [undefined, "äöü"]]], true];
    assert.deepEqual(await near.call("same", message), message);
  });

  it("is called back while a call waits", async () => {
    assert.equal(text(await near.call("asks", Buffer.from("you"))), "far heard near back you");
  });

  it("rejects with what is thrown at the other end, and with its code", async () => {
    await assert.rejects(near.call("throws", Buffer.from("not ‹now›")), {
      code: 2,
      details: "not ‹now›",
      message: "2 UNKNOWN: not ‹now›",
    });
    await assert.rejects(near.call("refuses", Buffer.from("no such method")), {
      code: 12,
      details: "no such method",
      message: "12 UNIMPLEMENTED: no such method",
    });
  });

  it("rejects what waits when the other end is gone", async () => {
    const accepted = new Promise<Socket>((resolve) => server.once("connection", resolve));
    const address = server.address();
    assert(address !== null && typeof address === "object");
    const left = new Channel(new Socket().connect(address.port, "127.0.0.1"), async () => Buffer.alloc(0));
    const right = await accepted;
    const call = left.call("reverse", Buffer.from("anybody?"));
    right.destroy();
    await assert.rejects(call, { code: 14, details: "the preview has ended" });
  });
});
