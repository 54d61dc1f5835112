// Calls between the program and the preview, both ways over one pipe: the protocol's messages as the arrays that they are in
// memory. gRPC's HTTP/2 and protobuf's binary form take longer than all else of a resource's registration.
const { deserialize, serialize } = require("node:v8");

/** A frame: length of what follows it, kind, number of the call, length of the text; then the text and the message. */
const header = { length: 0, kind: 4, call: 5, textLength: 9, size: 13 };
const kinds = { call: 0, answer: 1, refusal: 2 };

/** One end of the pipe. */
class Channel {
  #socket;
  #serve;
  #pending = new Map();
  #calls = 0;
  #isCorked = false;
  #received = [];
  #receivedSize = 0;

  /** `serve(name, message)` answers the calls of the other end. */
  constructor(socket, serve) {
    this.#socket = socket;
    this.#serve = serve;
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.on("error", () => {}).on("close", () => this.#end());
    // Only a call that waits keeps the process running.
    socket.unref();
  }

  /** Calls the other end. Rejects with code and details of a {@link Refusal}. */
  call(name, message) {
    return new Promise((resolve, reject) => {
      this.#calls += 1;
      if (this.#pending.size === 0) this.#socket.ref();
      this.#pending.set(this.#calls, { resolve, reject });
      this.#send(kinds.call, this.#calls, name, message);
    });
  }

  /** Ends the calls of both ends. */
  close() {
    this.#socket.destroy();
  }

  #send(kind, call, text, message) {
    const body = serialize(message);
    const size = header.size + Buffer.byteLength(text);
    const frame = Buffer.allocUnsafe(size);
    frame.writeUInt32LE(size - header.kind + body.length, header.length);
    frame.writeUInt8(kind, header.kind);
    frame.writeUInt32LE(call, header.call);
    frame.writeUInt32LE(size - header.size, header.textLength);
    frame.write(text, header.size);
    this.#collectWrites();
    this.#socket.write(frame);
    this.#socket.write(body);
  }

  /** What is sent in the same turn is written at once. */
  #collectWrites() {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#socket.cork();
    setImmediate(() => {
      this.#isCorked = false;
      this.#socket.uncork();
    });
  }

  #receive(chunk) {
    this.#received.push(chunk);
    this.#receivedSize += chunk.length;
    if (this.#receivedSize < this.#expectedSize()) return;
    let rest = this.#received.length === 1 ? chunk : Buffer.concat(this.#received);
    while (rest.length >= header.kind && rest.length >= frameSize(rest)) {
      this.#take(rest.subarray(0, frameSize(rest)));
      rest = rest.subarray(frameSize(rest));
    }
    this.#received = rest.length > 0 ? [rest] : [];
    this.#receivedSize = rest.length;
  }

  #expectedSize() {
    const [first] = this.#received;
    return first.length < header.kind ? header.size : frameSize(first);
  }

  #take(frame) {
    const kind = frame.readUInt8(header.kind);
    const call = frame.readUInt32LE(header.call);
    const end = header.size + frame.readUInt32LE(header.textLength);
    const text = frame.toString("utf8", header.size, end);
    const message = deserialize(frame.subarray(end));
    if (kind === kinds.call) return void this.#answer(call, text, message);
    const { resolve, reject } = this.#pending.get(call);
    this.#pending.delete(call);
    if (this.#pending.size === 0) this.#socket.unref();
    if (kind === kinds.answer) resolve(message);
    else reject(Refusal.parse(text));
  }

  async #answer(call, name, message) {
    try {
      this.#send(kinds.answer, call, "", await this.#serve(name, message));
    } catch (error) {
      this.#send(kinds.refusal, call, Refusal.of(error).toString());
    }
  }

  #end() {
    for (const { reject } of this.#pending.values())
      reject(new Refusal(status.UNAVAILABLE, "the preview has ended"));
    this.#pending.clear();
  }
}

/** gRPC's numbers of the statuses that are in use here. */
const status = { UNKNOWN: 2, UNIMPLEMENTED: 12, INTERNAL: 13, UNAVAILABLE: 14 };

/** A call that failed at the other end, with gRPC's status code. */
class Refusal extends Error {
  constructor(code, details) {
    super(`${code} ${Object.keys(status).find((name) => status[name] === code)}: ${details}`);
    this.code = code;
    this.details = details;
  }

  static of(error) {
    if (error instanceof Refusal) return error;
    return new Refusal(status.UNKNOWN, error instanceof Error ? error.message : String(error));
  }

  static parse(text) {
    const { code, details } = JSON.parse(text);
    return new Refusal(code, details);
  }

  toString() {
    return JSON.stringify({ code: this.code, details: this.details });
  }
}

function frameSize(buffer) {
  return header.kind + buffer.readUInt32LE(header.length);
}

module.exports = { Channel, Refusal, status };
