import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, chmodSync, cpSync, lutimesSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createGzip } from "node:zlib";
import { after, before, describe, it } from "mocha";
import { baseImage } from "./base-image";
import { Container } from "./container";
import {
  docker,
  installed,
  namePrefix,
  program,
  removeAtEnd,
  skipLoudly,
  skipWithoutDocker,
  temporaryFolder,
} from "./docker";
import { figures, within } from "./figures";
import { localRegistry, pushedImage } from "./local-registry";
import { fromStartToStop } from "./start-to-stop";

const app = join(__dirname, "../../../app");

/** The source as another checkout has it: other times, and what another umask makes of the modes. */
function checkout(umask: number, time: Date): string {
  const folder = join(temporaryFolder(), "app");
  cpSync(app, folder, { recursive: true });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    chmodSync(path, (entry.isDirectory() ? 0o777 : 0o666) & ~umask);
    lutimesSync(path, time, time);
  }
  return folder;
}

async function compressedSize(image: string): Promise<number> {
  const saved = spawn("docker", ["save", image], { stdio: ["ignore", "pipe", "inherit"] });
  let bytes = 0;
  for await (const piece of saved.stdout.pipe(createGzip())) bytes += piece.length;
  return bytes;
}

describe("the image", () => {
  let image: string;
  let twin: string;
  let registry: string | undefined;
  let build: (tag: string, source: string) => Promise<string>;

  before("is built twice", async function () {
    skipWithoutDocker(this);
    const base = await baseImage(join(app, "Dockerfile"));
    figures["base image"] = base.homeMade
      ? "made here of Node's binary in npm and this machine's libraries"
      : base.reference;
    registry = await localRegistry();
    build = async (tag: string, source: string) => {
      const reference = `${registry ?? namePrefix}/hello:${tag}`;
      removeAtEnd("rmi", "--force", reference);
      const args = [`NODE_IMAGE=${base.reference}`, "SOURCE_DATE_EPOCH=0"].map(
        (each) => `--build-arg=${each}`,
      );
      await docker("build", "--quiet", "--no-cache", "--network=none", ...args, `--tag=${reference}`, source);
      return reference;
    };
    image = await build("one", checkout(0o022, new Date("2001-01-01")));
    twin = await build("other", checkout(0o077, new Date("2026-01-01")));
    for (const each of registry ? [image, twin] : []) await docker("push", "--quiet", each);
  });
  after(() => {
    for (const [what, figure] of Object.entries(figures)) console.log(`  ${what}: ${figure}`);
  });

  it("is the same for the same source, from a cold builder, whenever and with which umask it was checked out", async function () {
    const version = await docker("version", "--format", "{{.Server.Version}}");
    if (Number.parseInt(version, 10) < 23) {
      skipLoudly(this, `Docker ${version} dates every image it builds. Install 23 or later`);
    }
    const ids = await Promise.all(
      [image, twin].map((each) => docker("image", "inspect", "--format", "{{.Id}}", each)),
    );
    assert.equal(ids[0], ids[1]);
    if (!registry) skipLoudly(this, "the ids are equal, the digests unknown. Install docker-registry");
    const [one, other] = await Promise.all([pushedImage(image), pushedImage(twin)]);
    assert.match(one.digest, /^sha256:[0-9a-f]{64}$/);
    assert.equal(one.digest, other.digest);
    figures.digest = `${one.digest} both times`;
  });

  it("is at most 60 MB to pull", async () => {
    const bytes = registry ? (await pushedImage(image)).bytes : await compressedSize(image);
    within(registry ? "compressed, in the registry" : "compressed by gzip", [bytes / 1e6], 60, "MB");
  });

  /** Everything in the image, with its mode as `ls` writes it and its owner. */
  async function content(): Promise<{ path: string; mode: string; owner: string }[]> {
    const container = await Container.create(image);
    const archive = join(temporaryFolder(), "image.tar");
    await docker("export", "--output", archive, container.id);
    const mountedByDocker =
      /^(dev|proc|sys)(\/|$)|^\.dockerenv$|^etc\/(hostname|hosts|mtab|resolv\.conf)$|^\.?\/?$/;
    return program("tar", ["--numeric-owner", "-tvf", archive], { maxBuffer: 16 * 1024 * 1024 })
      .split("\n")
      .flatMap((line) => {
        const [, mode = "", owner = "", path = ""] =
          /^(\S+) (\S+) +\d+ \S+ \S+ (.*?)(?: -> .*)?$/.exec(line) ?? [];
        return path === "" || mountedByDocker.test(path) ? [] : [{ path, mode, owner }];
      });
  }

  it("lets nobody change it: root's files, writable by root alone, without setuid or setgid", async () => {
    for (const { path, mode, owner } of await content()) {
      assert.equal(owner, "0/0", path);
      const expected = path === "tmp/" ? /^drwxrwxrwt$/ : /^(l.{9}|[d-]rw[x-]r-[x-]r-[x-])$/;
      assert.match(mode, expected, path);
    }
  });

  it("keeps no secret: no environment variable but these", async () => {
    const variables = await docker("image", "inspect", "--format", "{{json .Config.Env}}", image);
    assert.deepEqual(JSON.parse(variables), [
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "NODE_ENV=production",
    ]);
  });

  it("starts the service as nobody, with /tmp as the only volume, and stops it by SIGTERM", async () => {
    const config = JSON.parse(await docker("image", "inspect", "--format", "{{json .Config}}", image));
    const { User, Entrypoint, Cmd, WorkingDir, StopSignal, ExposedPorts, Volumes, Labels } = config;
    assert.deepEqual(
      { User, Entrypoint, Cmd, WorkingDir, StopSignal, ExposedPorts, Volumes, Labels: Labels ?? null },
      {
        User: "65532:65532",
        Entrypoint: null,
        Cmd: ["/usr/local/bin/node", "src/main.js"],
        WorkingDir: "/app",
        StopSignal: "SIGTERM",
        ExposedPorts: { "8080/tcp": {} },
        Volumes: { "/tmp": {} },
        Labels: null,
      },
    );
  });

  it("pushes the code as a layer of its own, apart from the runtime", async () => {
    const layers = JSON.parse(await docker("image", "inspect", "--format", "{{json .RootFS.Layers}}", image));
    const source = checkout(0o022, new Date("2001-01-01"));
    appendFileSync(join(source, "src", "main.ts"), "// changed\n");
    const changed = JSON.parse(
      await docker("image", "inspect", "--format", "{{json .RootFS.Layers}}", await build("changed", source)),
    );
    assert.deepEqual([changed[0], changed.length], [layers[0], layers.length]);
    assert.notEqual(changed[1], layers[1]);
  });

  it("holds Node, the libraries that it needs and the service, and nothing else: no shell, no package manager", async () => {
    const files = (await content()).map(({ path }) => path).filter((path) => !path.endsWith("/"));
    const scripts = readdirSync(join(app, "src")).map((file) => `app/src/${file.replace(/\.ts$/, ".js")}`);
    const loader = files.find((file) => /^lib\/ld-linux-[\w-]+\.so\.\d$/.test(file));
    assert.ok(loader);
    const libraries = [
      "libc.so.6",
      "libdl.so.2",
      "libgcc_s.so.1",
      "libm.so.6",
      "libpthread.so.0",
      "libstdc++.so.6",
    ];
    assert.deepEqual(
      files.toSorted(),
      [
        "app/package.json",
        ...scripts,
        "etc/group",
        "etc/os-release",
        "etc/passwd",
        loader,
        ...libraries.map((file) => `lib/${file}`),
        "lib64",
        ...["libc6", "libgcc-s1", "libstdc++6"].map((name) => `var/lib/dpkg/status.d/${name}`),
        "usr/local/bin/node",
      ].toSorted(),
    );
  });

  it("names what is in it to a scanner", async function () {
    const scanner = installed("syft", "trivy");
    if (scanner === undefined) skipLoudly(this, "there is no scanner. Install syft or trivy");
    const archive = join(temporaryFolder(), "image.tar");
    await docker("save", "--output", archive, image);
    const how = {
      syft: ["scan", `docker-archive:${archive}`, "--quiet", "--output", "cyclonedx-json"],
      trivy: ["image", "--quiet", "--input", archive, "--format", "cyclonedx"],
    }[scanner];
    const { components = [] } = JSON.parse(program(scanner, how ?? [], { maxBuffer: 64 * 1024 * 1024 })) as {
      components?: { name: string; version?: string; type: string }[];
    };
    const named = components
      .filter(({ type }) => type !== "file")
      .map(({ name, version }) => `${name} ${version ?? ""}`.trim());
    figures[`${scanner} finds`] = named.join(", ");
    for (const wanted of [/^hello 1\.0\.0$/, /^node 24\./, /^libc6 2\./, /^libstdc\+\+6 /]) {
      assert.ok(
        named.some((each) => wanted.test(each)),
        `${wanted} in ${named.join(", ")}`,
      );
    }
  });

  describe("run as ECS runs it", () => {
    let container: Container;
    before(async () => {
      container = await Container.create(image);
      await container.start();
    });

    it("is nobody, without capabilities and without a way to get any", async () => {
      const { Uid, Gid, CapPrm, CapEff, CapBnd, NoNewPrivs } = await container.processStatus();
      const none = "0000000000000000";
      const user = "65532\t65532\t65532\t65532";
      assert.deepEqual(
        { Uid, Gid, CapPrm, CapEff, CapBnd, NoNewPrivs },
        { Uid: user, Gid: user, CapPrm: none, CapEff: none, CapBnd: none, NoNewPrivs: "1" },
      );
    });

    it("writes to /tmp and nowhere else", async () => {
      const attempts = await container.evaluate<Record<string, string>>(
        `Object.fromEntries(["/tmp", "/app", "/", "/etc"].map((folder) => {
          try { require("node:fs").writeFileSync(folder + "/file", ""); return [folder, "written"]; }
          catch ({ code }) { return [folder, code]; }
        }))`,
      );
      assert.deepEqual(attempts, { "/tmp": "written", "/app": "EROFS", "/": "EROFS", "/etc": "EROFS" });
    });

    it("is healthy to the health check of compose.yaml", async () => {
      assert.equal(await container.healthCheck(), true);
    });
  });

  fromStartToStop(() => image);
});
