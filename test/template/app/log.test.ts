import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createLog } from "../../../app/src/log";

describe("the service's log", () => {
  it("writes one line for each call, whatever the fields hold", () => {
    const written: string[] = [];
    const log = createLog((line) => written.push(line));
    log("info", "first", { path: '/a\n{"level":"fatal"}\u2028\u001b[31m' });
    log("fatal", "second");
    assert.equal(written.length, 2);
    for (const line of written) assert.match(line, /^\{\P{Cc}*\}\n$/u, "no control characters");
    assert.equal(JSON.parse(written[0] ?? "").path, '/a\n{"level":"fatal"}\u2028\u001b[31m');
    assert.deepEqual(Object.keys(JSON.parse(written[1] ?? "")), ["time", "level", "message"]);
  });

  it("writes an error with its code and stack", () => {
    const written: string[] = [];
    const error = Object.assign(new TypeError("broken"), { code: "E1" });
    createLog((line) => written.push(line))("error", "failed", { error });
    const { stack, ...rest } = JSON.parse(written[0] ?? "").error;
    assert.deepEqual(rest, { name: "TypeError", message: "broken", code: "E1" });
    assert.match(stack, /^TypeError: broken\n {4}at /);
  });
});
