// Lets the SDK speak to the preview over a pipe. A version of the SDK that lacks something of this speaks gRPC instead.
const Module = require("node:module");
const { Socket } = require("node:net");
const { join } = require("node:path");
const { Channel } = require("./channel.cjs");
const { redirectCalls } = require("./redirect-calls.cjs");
const { runCallback } = require("./run-callback.cjs");

const sdk = Module.createRequire(join(process.cwd(), "package.json"));

/** The pipe's number: standard input, output and error are before it. */
const descriptor = 3;
const address = process.env.PULUMI_OFFLINE_PREVIEW_CHANNEL;
delete process.env.PULUMI_OFFLINE_PREVIEW_CHANNEL;

if (address !== undefined) {
  const channel = new Channel(new Socket({ fd: descriptor }), (token, request) =>
    runCallback(sdk, token, request),
  );
  redirectCalls(
    sdk,
    (target) => target.endsWith(address),
    async (name, { responseType: Response }, request) =>
      new Response(await channel.call(name, request.toArray())),
  );
}
