// Loaded into the program's process before the program, by the preview alone: leaves out what the SDK does for its own
// debugging, which nobody sees here and which is half of the time that a resource takes.
const { createRequire } = require("node:module");
const { join } = require("node:path");

const sdk = createRequire(join(process.cwd(), "package.json"));

// Three messages to the engine for each resource, one after the other.
sdk("@pulumi/pulumi/log").debug = () => Promise.resolve();

// A stack trace for each promise.
const debuggable = sdk("@pulumi/pulumi/runtime/debuggable");
const { debuggablePromise } = debuggable;
debuggable.debuggablePromise = (promise, context) => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return debuggablePromise(promise, context);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};
