import assert from "node:assert/strict";
import { deserialize, serialize } from "node:v8";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { JavaScriptValue, Struct as StructClass } from "google-protobuf/google/protobuf/struct_pb";
import { keepStructsPlain } from "../../preload/plain-structs.cjs";

const protocol: typeof import("google-protobuf/google/protobuf/struct_pb") = require("google-protobuf/google/protobuf/struct_pb");

describe("structures of plain data", () => {
  const values = { b: [1, "x", { d: true, c: null }], a: { 2: -0.5, 1: "" }, empty: {}, none: [] };
  const sorted = '{"a":{"1":"","2":-0.5},"b":[1,"x",{"c":null,"d":true}],"empty":{},"none":[]}';
  let original: typeof StructClass;
  let message: RegisterResourceRequest;

  before(() => {
    ({ Struct: original } = protocol);
    keepStructsPlain(protocol);
    assert.notEqual(protocol.Struct.name, "proto.google.protobuf.Struct");
    message = new RegisterResourceRequest();
    message.setType("aws:s3/bucket:Bucket");
    message.setObject(protocol.Struct.fromJavaScript(values));
  });

  const text = (of: RegisterResourceRequest) => JSON.stringify(of.getObject()?.toJavaScript());

  const travelled = (): RegisterResourceRequest =>
    Reflect.construct(RegisterResourceRequest, [deserialize(serialize(message.toArray()))]);

  it("are sorted by name, as protobuf has them", () => {
    assert.equal(text(message), sorted);
    assert.equal(JSON.stringify(original.fromJavaScript(values).toJavaScript()), sorted);
  });

  it("travel as the array of their message", () => {
    const received = travelled();
    assert.equal(received.getType(), "aws:s3/bucket:Bucket");
    assert.equal(text(received), sorted);
  });

  it("have protobuf's binary form, also after they travelled", () => {
    const bytes = travelled().serializeBinary();
    assert.equal(text(RegisterResourceRequest.deserializeBinary(bytes)), sorted);
    const whole = new RegisterResourceRequest();
    whole.setType("aws:s3/bucket:Bucket");
    whole.setObject(original.fromJavaScript(values));
    assert.deepEqual(bytes, whole.serializeBinary());
  });

  it("give their fields, which can be changed", () => {
    const struct = protocol.Struct.fromJavaScript({ name: "before", kept: 1 });
    struct.getFieldsMap().set("name", protocol.Value.fromJavaScript("after"));
    assert.deepEqual(struct.toJavaScript(), { kept: 1, name: "after" });
  });

  it("keep what was said when the program changes its own object later", () => {
    const said = { list: ["before"] };
    const struct = protocol.Struct.fromJavaScript(said);
    said.list[0] = "after";
    assert.deepEqual(struct.toJavaScript(), { list: ["before"] });
  });

  it("refuse what protobuf refuses", () => {
    for (const value of [undefined, () => {}, Symbol("x"), 1n]) {
      const values = { value } as unknown as { [name: string]: JavaScriptValue };
      assert.throws(() => protocol.Struct.fromJavaScript(values), /^Error: Unexpected struct type\.$/);
      assert.throws(() => original.fromJavaScript(values), /^Error: Unexpected struct type\.$/);
    }
  });
});
