import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { docker, dockerCan, installed, namePrefix, program, removeAtEnd, temporaryFolder } from "./docker";

/** What the Dockerfile's build stage runs. */
const programs = ["sh", "chmod", "cp", "find", "ln", "mkdir", "touch"];
/** What the Dockerfile takes out of the base, and what the programs need is added. */
const libraries = [
  "libc.so.6",
  "libdl.so.2",
  "libgcc_s.so.1",
  "libm.so.6",
  "libpthread.so.0",
  "libstdc++.so.6",
];

/**
 * The image that the Dockerfile builds from: the real one where it is or can be pulled, else one that is made here of
 * Node's binary in the npm registry and of this machine's own programs and libraries (a Debian or Ubuntu).
 */
export async function baseImage(dockerfile: string): Promise<{ reference: string; homeMade: boolean }> {
  const real = /^ARG NODE_IMAGE=(\S+)$/m.exec(readFileSync(dockerfile, "utf8"))?.[1];
  if (real === undefined) throw new Error(`${dockerfile} names no NODE_IMAGE`);
  if (await dockerCan(10_000, "image", "inspect", real)) return { reference: real, homeMade: false };
  if (await dockerCan(180_000, "pull", real)) return { reference: real, homeMade: false };

  // Not under the real name: nobody must take this one for it.
  const reference = `${namePrefix}-node:${real.split(":").at(-1)}`;
  const version = /:(\d+\.\d+\.\d+)/.exec(real)?.[1] ?? "";
  const root = rootWith(nodeBinary(version));
  const archive = join(temporaryFolder(), "root.tar");
  program("tar", ["-C", root, "--owner=0", "--group=0", "--numeric-owner", "-cf", archive, "."]);
  removeAtEnd("rmi", "--force", reference);
  await docker("import", "--change", "ENV PATH=/usr/local/bin:/usr/bin", archive, reference);
  return { reference, homeMade: true };
}

function nodeBinary(version: string): string {
  const folder = temporaryFolder();
  const architecture = process.arch === "arm64" ? "arm64" : "x64";
  const npm = ["pack", "--silent", "--pack-destination", folder, `node-linux-${architecture}@${version}`];
  const archive = program("npm", npm, { cwd: folder, timeout: 300_000 }).trim();
  program("tar", ["-C", folder, "-xzf", join(folder, archive)]);
  return join(folder, "package/bin/node");
}

function rootWith(node: string): string {
  if (installed("ldd") === undefined) throw new Error("a base image can only be made on Linux with glibc");
  const root = temporaryFolder();
  const place = (file: string, path: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(file, join(root, path));
  };
  place(node, "usr/local/bin/node");

  const found = new Set<string>();
  for (const name of programs) {
    const file = program("which", [name]).trim();
    place(file, `usr/bin/${name}`);
    for (const library of neededBy(file)) found.add(library);
  }
  const ofNode = neededBy(node);
  for (const library of ofNode) found.add(library);
  const folder = dirname([...found].find((file) => basename(file) === "libc.so.6") ?? "");
  for (const name of libraries)
    found.add([...ofNode].find((file) => basename(file) === name) ?? join(folder, name));

  const multiarch = `usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu`;
  for (const file of found) place(file, join(multiarch, basename(file)));
  for (const file of ["/etc/os-release", "/var/lib/dpkg/status"]) place(file, file.slice(1));
  mkdirSync(join(root, "tmp"), { mode: 0o777 });
  // Where the kernel looks for the loader, on each of the two architectures.
  for (const link of ["lib", "lib64"])
    if (!existsSync(join(root, link))) symlinkSync(multiarch, join(root, link));
  symlinkSync("usr/bin", join(root, "bin"));
  return root;
}

/** Paths of the shared libraries and of the loader that a program is started with. */
function neededBy(file: string): string[] {
  return [...program("ldd", [file]).matchAll(/(\/\S+)(?= \(0x)/g)].map(([path]) => path);
}
