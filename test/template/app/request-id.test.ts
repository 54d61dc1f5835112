import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { requestIdOf } from "../../../app/src/request-id";
import { start } from "./running-service";

const made = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const trace = "Root=1-67891233-abcdef012345678912345678";

describe("a request's id", () => {
  it("is the caller's, where that is well-formed", () => {
    const longest = "a".repeat(128);
    for (const id of ["42", "a.b_c:d-e", longest]) {
      assert.equal(requestIdOf({ "x-request-id": id, "x-amzn-trace-id": trace }), id);
    }
  });

  it("is the load balancer's trace root otherwise", () => {
    const root = "1-67891233-abcdef012345678912345678";
    assert.equal(requestIdOf({ "x-amzn-trace-id": trace }), root);
    assert.equal(requestIdOf({ "x-amzn-trace-id": `Self=1-2-3;${trace};Sampled=1` }), root);
    assert.equal(requestIdOf({ "x-request-id": "not well-formed", "x-amzn-trace-id": trace }), root);
  });

  it("is made where neither can be used", () => {
    for (const id of ["", " ", "a b", 'a"b', "a\tb", "é", "a".repeat(129)]) {
      assert.match(requestIdOf({ "x-request-id": id }), made, JSON.stringify(id));
    }
    for (const text of ["", "Root=", "Root=a b", "NotRoot=1", `Root=${"a".repeat(129)}`]) {
      assert.match(requestIdOf({ "x-amzn-trace-id": text }), made, text);
    }
    assert.notEqual(requestIdOf({}), requestIdOf({}));
  });

  it("comes back in the answer and stands in the log", async () => {
    const running = await start();
    const headers = { "X-Amzn-Trace-Id": trace };
    const response = await fetch(`http://127.0.0.1:${running.port}/`, { headers });
    assert.equal(response.headers.get("x-request-id"), "1-67891233-abcdef012345678912345678");
    await running.line({ message: "request", requestId: "1-67891233-abcdef012345678912345678" });
    await running.service.stop(0);
  });
});
