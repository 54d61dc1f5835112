import type { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { keepStructsPlain } from "../../preload/plain-structs.cjs";
import type { WireObject } from "./value";

const protocol: typeof import("google-protobuf/google/protobuf/struct_pb") = require("google-protobuf/google/protobuf/struct_pb");
keepStructsPlain(protocol);

/** The content of a protobuf structure that may be absent. */
export function readStruct(struct: Struct | undefined): WireObject {
  const content: { [key: string]: JavaScriptValue } = struct?.toJavaScript() ?? {};
  // The package's types know nothing of values that are maps or lists.
  return content as WireObject;
}

/** A protobuf structure of this content. */
export function writeStruct(content: WireObject): Struct {
  return protocol.Struct.fromJavaScript(content);
}
