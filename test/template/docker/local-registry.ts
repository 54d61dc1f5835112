import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { atEnd, docker, dockerCan, installed, namePrefix, removeAtEnd, temporaryFolder } from "./docker";

/** A TCP port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no free port");
  return address.port;
}

/**
 * Starts a registry on loopback: Debian's docker-registry, or the image `registry` where the daemon has it.
 * @returns its host and port; undefined where there is neither
 */
export async function localRegistry(): Promise<string | undefined> {
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const binary = installed("docker-registry");
  if (binary !== undefined) {
    const folder = temporaryFolder();
    const configuration = join(folder, "registry.json");
    writeFileSync(
      configuration,
      JSON.stringify({
        version: "0.1",
        log: { level: "error", accesslog: { disabled: true } },
        storage: { filesystem: { rootdirectory: join(folder, "data") } },
        http: { addr: host },
      }),
    );
    const registry = spawn(binary, ["serve", configuration], { stdio: "ignore" });
    atEnd(() => registry.kill("SIGKILL"));
  } else {
    const images = ["registry:3", "registry:2"];
    const known = await Promise.all(images.map((image) => dockerCan(10_000, "image", "inspect", image)));
    const image = images.find((_image, at) => known[at]);
    if (image === undefined) return undefined;
    removeAtEnd("rm", "--force", "--volumes", `${namePrefix}-registry`);
    await docker("run", "--detach", "--name", `${namePrefix}-registry`, "--publish", `${host}:5000`, image);
  }
  await answering(`http://${host}/v2/`);
  return host;
}

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`${url} doesn't answer`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What a registry has of an image: its digest, and the bytes that a pull of it takes. */
export async function pushedImage(reference: string): Promise<{ digest: string; bytes: number }> {
  const [, host, repository, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(reference) ?? [];
  const kinds = ["vnd.oci.image.manifest.v1", "vnd.docker.distribution.manifest.v2"];
  const headers = { Accept: kinds.map((kind) => `application/${kind}+json`).join(", ") };
  const answer = await fetch(`http://${host}/v2/${repository}/manifests/${tag}`, { headers });
  if (!answer.ok) throw new Error(`${reference}: ${answer.status} ${await answer.text()}`);
  const manifest = (await answer.json()) as { config: { size: number }; layers: { size: number }[] };
  const sizes = [manifest.config, ...manifest.layers].map(({ size }) => size);
  return {
    digest: answer.headers.get("docker-content-digest") ?? "",
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}
