import { readFileSync } from "node:fs";
import { get } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { parse } from "yaml";
import { docker, dockerCan, namePrefix, removeAtEnd } from "./docker";
import { freePort } from "./local-registry";

const { hello } = parse(readFileSync(join(__dirname, "../../../compose.yaml"), "utf8")).services;

/** JavaScript that reads a file of the service's process in /proc. */
const ofService = `(file) => {
  const { readdirSync, readFileSync } = require("node:fs");
  const pid = readdirSync("/proc").find((each) => /^\\d+$/.test(each) &&
    readFileSync("/proc/" + each + "/cmdline", "utf8") === "/usr/local/bin/node\\0src/main.js\\0");
  return readFileSync("/proc/" + pid + "/" + file, "utf8");
}`;

/** A container of the service, run as compose.yaml says, which test/template/compose.test.ts holds to what ECS is asked for. */
export class Container {
  private constructor(
    readonly id: string,
    readonly port: number,
  ) {}

  /** Made, but not started. It is removed when the process ends. */
  static async create(image: string): Promise<Container> {
    const port = await freePort();
    const name = `${namePrefix}-${port}`;
    removeAtEnd("rm", "--force", "--volumes", name);
    const id = await docker(
      "create",
      "--name",
      name,
      ...(await reachableAt(port)),
      ...asComposeSays(),
      image,
    );
    return new Container(id, port);
  }

  /** Starts it. Resolves, once it is healthy, to how many milliseconds that took. */
  async start(): Promise<number> {
    const started = performance.now();
    // The port of a daemon with a bridge swallows connections until the container runs.
    await docker("start", this.id);
    while ((await this.status("/healthz")) !== 200) {
      if (performance.now() - started > 30_000)
        throw new Error(`not healthy: ${await docker("logs", this.id)}`);
      await pause(5);
    }
    return performance.now() - started;
  }

  /** HTTP status of the answer to a request on a connection of its own; 0 if there is none. */
  status(path: string): Promise<number> {
    return new Promise((resolve) => {
      const request = get({ host: "127.0.0.1", port: this.port, path, agent: false }, (response) => {
        response.resume().once("end", () => resolve(response.statusCode ?? 0));
      });
      request.once("error", () => resolve(0));
    });
  }

  /** Evaluates JavaScript in a second Node inside the container, since there is no shell. */
  async evaluate<T>(expression: string): Promise<T> {
    return JSON.parse(
      await docker("exec", this.id, "/usr/local/bin/node", "-p", `JSON.stringify(${expression})`),
    );
  }

  /** Whether the health check of compose.yaml succeeds; `docker create` knows none without a shell. */
  healthCheck(): Promise<boolean> {
    const [, ...command] = hello.healthcheck.test;
    return dockerCan(10_000, "exec", this.id, ...command);
  }

  /** Status of the service's process, as the kernel tells it: Uid, CapEff, RssAnon and so on. */
  processStatus(): Promise<Record<string, string>> {
    return this.evaluate(`(() => {
      const lines = (${ofService})("status").trim().split("\\n");
      return Object.fromEntries(lines.map((line) => line.split(/:\\s+/)));
    })()`);
  }

  /** CPU time that the service's process has used, in milliseconds; the kernel counts in steps of ten. */
  cpuMilliseconds(): Promise<number> {
    return this.evaluate(`(() => {
      const [user, system] = (${ofService})("stat").split(") ")[1].split(" ").slice(11, 13);
      return (Number(user) + Number(system)) * 10;
    })()`);
  }

  /** Stops it while a request is half sent; the other half follows once it takes no new connection. */
  async stopWithRequestInFlight(): Promise<{ milliseconds: number; answer: string; exitCode: number }> {
    const socket = connect(this.port, "127.0.0.1");
    let answer = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      answer += text;
    });
    socket.on("error", () => {});
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write("GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\n1");
    await pause(200);

    const started = performance.now();
    const stopped = docker("stop", this.id);
    while ((await this.status("/healthz")) !== 0) await pause(5);
    socket.write("2");
    await Promise.all([closed, stopped]);
    const milliseconds = performance.now() - started;
    const exitCode = Number(await docker("inspect", "--format", "{{.State.ExitCode}}", this.id));
    return { milliseconds, answer, exitCode };
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function asComposeSays(): string[] {
  const flags: Record<string, unknown> = {
    user: hello.user,
    init: hello.init,
    "read-only": hello.read_only,
    cpus: hello.cpus,
    memory: hello.mem_limit,
    "stop-timeout": Number.parseInt(hello.stop_grace_period, 10),
  };
  const lists: Record<string, string[]> = {
    tmpfs: hello.tmpfs,
    "cap-drop": hello.cap_drop,
    "security-opt": hello.security_opt,
  };
  return [
    ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
    ...Object.entries(lists).flatMap(([name, values]) => values.map((value) => `--${name}=${value}`)),
    `--env=PLATFORM=${hello.environment.PLATFORM}`,
  ];
}

/** On a daemon without a bridge the container shares the machine's network, and the port is told to the service. */
async function reachableAt(port: number): Promise<string[]> {
  const networks = (await docker("network", "ls", "--format", "{{.Name}}")).split("\n");
  if (!networks.includes("bridge")) return ["--network=host", `--env=PORT=${port}`];
  const { PORT } = hello.environment;
  return [`--publish=127.0.0.1:${port}:${PORT}`, `--env=PORT=${PORT}`];
}
