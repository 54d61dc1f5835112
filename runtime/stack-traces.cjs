// Loaded into the program's process before the program; changes nothing but the text of stack traces.
//
// The SDK translates every stack trace with source-map-support. That finds no source maps of files that tsx compiled in
// memory, so an error would name the wrong line; it translates frames of dependencies into such as "@pulumi/output.ts",
// which send util.inspect of Node 20 into an endless loop; and it costs a quarter of the time of a preview, because the
// SDK reads the stack of every promise that it makes.
const { findSourceMap } = require("node:module");
const { sep } = require("node:path");

// Installed first, it won't be installed again by the SDK.
require("source-map-support").install({ environment: "node", hookRequire: false });

Error.prepareStackTrace = (error, frames) => {
  // Kept by the SDK for its own debugging; nobody reads it.
  if (frames[0]?.getFunctionName() === "debuggablePromise") return "";
  return [headline(error), ...frames.map((frame) => `    at ${translated(frame)}`)].join("\n");
};

function headline(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

function translated(frame) {
  const file = frame.getFileName();
  if (!file || file.startsWith("node:") || file.includes(`${sep}node_modules${sep}`)) return String(frame);
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  const { originalLine, originalColumn } = findSourceMap(file)?.findEntry(line - 1, column - 1) ?? {};
  if (originalLine === undefined) return String(frame);
  return String(frame).replace(`:${line}:${column}`, `:${originalLine + 1}:${originalColumn + 1}`);
}
