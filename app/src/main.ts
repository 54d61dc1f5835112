import { constants } from "node:os";
import { type Configuration, ConfigurationError, readConfiguration } from "./configuration.js";
import { createLog } from "./log.js";
import { helloRoutes } from "./routes.js";
import { Service } from "./service.js";
import { Telemetry } from "./telemetry.js";

const log = createLog((line) => process.stdout.write(line));
// A log that nobody reads any more is no reason to stop answering.
process.stdout.on("error", () => {});
process.on("uncaughtException", (error, origin) => {
  log("fatal", "unexpected error", { origin, error });
  process.exit(1);
});

await run(configurationOrExit());

async function run(configuration: Configuration): Promise<void> {
  const { version, platform, stopTimeoutSeconds } = configuration;
  const telemetry = configuration.telemetry && new Telemetry(configuration.telemetry);
  const service = new Service(helloRoutes(configuration), log, {}, telemetry);
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  try {
    const port = await service.listen(configuration.port);
    log("info", "listening", { port, version, platform, node: process.version });
  } catch (error) {
    log("fatal", listenFailure(error, configuration.port), { error });
    process.exit(1);
  }

  async function onSignal(signal: "SIGTERM" | "SIGINT"): Promise<void> {
    const openRequests = service.openRequests;
    if (service.stopping) {
      log("warn", "told to stop again, leaving at once", { signal, openRequests });
      process.exit(128 + constants.signals[signal]);
    }
    const stopped = service.stop(stopTimeoutSeconds * 1000);
    log("info", "stopping", { signal, openRequests, stopTimeoutSeconds });
    const cutOff = await stopped;
    await telemetry?.flush();
    if (cutOff > 0) log("error", "stopped with requests unanswered", { cutOff });
    else log("info", "stopped");
    process.exit(cutOff > 0 ? 1 : 0);
  }
}

function configurationOrExit(): Configuration {
  try {
    return readConfiguration(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    log("fatal", error.message);
    process.exit(1);
  }
}

function listenFailure(error: unknown, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `port ${port} is in use: stop what listens there or set PORT to a free one`;
  if (code === "EACCES")
    return `port ${port} needs privileges that this user does not have: set PORT to 1024 or more`;
  return `can't listen on port ${port}`;
}
