import { createServer, type Server, type Socket } from "node:net";
import type { PreviewConfig } from "./preview-config";
import { Program } from "./program";
import type { Project } from "./project";
import type { Outcome } from "./session";

/** A program that runs against an engine of its own. */
export interface Run {
  /** What the project tells its preview. */
  config: PreviewConfig;
  /** Settles when the program has ended, unless it was stopped. */
  outcome: Promise<Outcome>;
  /** Ends the program, and settles when it is gone. */
  stop(): Promise<void>;
}

/** Starts the program first: it takes longest, and everything else is loaded meanwhile. */
export async function start(project: Project, loadConfig?: () => Promise<PreviewConfig>): Promise<Run> {
  const pendingSockets: Socket[] = [];
  const server = createServer((socket) => pendingSockets.push(socket));
  const address = await listen(server);
  let program: Program | undefined;
  const stop = async () => {
    server.close();
    await program?.stop();
  };
  try {
    program = new Program(project, address);
    const { Session }: typeof import("./session") = require("./session");
    const { loadPreviewConfig }: typeof import("./load-preview-config") = require("./load-preview-config");
    const config = await (loadConfig ?? (() => loadPreviewConfig(project.root)))();
    const session = new Session(project, config);
    session.serve(server, pendingSockets);
    return { config, outcome: session.finish(program).finally(() => server.close()), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Listens on this machine alone; returns the address. */
function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(`127.0.0.1:${address.port}`);
    });
  });
}
