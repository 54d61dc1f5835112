// Loaded into the program's process before the program. NODE_OPTIONS names it, not the command line: a `--require` there
// switches off the SDK's support of ES modules.
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { isMainThread } = require("node:worker_threads");
const { keepCompiled } = require("./compile-cache.cjs");

if (isMainThread) {
  leaveNodeOptions();
  endWithPreview();
  keepCompiled("program", createRequire(join(process.cwd(), "package.json")), { ofProgram: true });
  require("./stack-traces.cjs");
  require("./lightweight-sdk.cjs");
  require("./engine-channel.cjs");
}

/** What the program starts itself runs without this. */
function leaveNodeOptions() {
  const { PULUMI_OFFLINE_PREVIEW_NODE_OPTIONS: original } = process.env;
  delete process.env.PULUMI_OFFLINE_PREVIEW_NODE_OPTIONS;
  if (original === undefined) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = original;
}

/** Ends the program when the preview was killed and can't end it any more. */
function endWithPreview() {
  const preview = process.ppid;
  const check = setInterval(() => {
    if (process.ppid !== preview || !isRunning(preview)) process.kill(process.pid, "SIGKILL");
  }, 500);
  check.unref();
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
