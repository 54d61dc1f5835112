import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { projectDirectory } from "../support/stack-preview";

const page = readFileSync(join(projectDirectory, "docs", "make-it-yours.md"), "utf8");

/** The commands below a heading of docs/make-it-yours.md. */
export function commandsOf(heading: string): string {
  const [, section] = page.split(new RegExp(`^## ${heading}$`, "m"));
  if (section === undefined) throw new Error(`docs/make-it-yours.md has no heading "${heading}"`);
  const [own = ""] = section.split(/^## /m);
  const blocks = [...own.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
  return blocks.join("\n");
}

/** A fork of this repository in a temporary folder, with the same dependencies and a history of one commit. */
export class Fork {
  readonly root = mkdtempSync(join(tmpdir(), "fork-"));
  readonly #programs = join(this.root, "..", `${this.root.split("/").at(-1)}-programs`);

  constructor() {
    const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
      cwd: projectDirectory,
    })
      .toString()
      .split("\0")
      .filter((file) => file !== "" && lstatSync(join(projectDirectory, file), { throwIfNoEntry: false }));
    for (const file of files) {
      mkdirSync(dirname(join(this.root, file)), { recursive: true });
      cpSync(join(projectDirectory, file), join(this.root, file));
    }
    this.#linkModules();
    this.#fakeInstall();
    for (const args of [
      ["init", "--quiet"],
      ["add", "."],
      ["commit", "--quiet", "--message", "Fork"],
    ]) {
      execFileSync("git", ["-c", "user.name=fork", "-c", "user.email=fork@example.com", ...args], {
        cwd: this.root,
      });
    }
  }

  /** Runs the commands of the page below these headings. */
  follow(...headings: string[]): void {
    for (const heading of headings) this.run("bash", "-euo", "pipefail", "-c", commandsOf(heading));
  }

  /** Runs a command to its end; throws what it printed where it fails. */
  run(command: string, ...args: string[]): string {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      env: { ...env, PATH: `${this.#programs}${delimiter}${process.env.PATH}` },
    });
    if (status !== 0)
      throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Deletes it. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
    rmSync(this.#programs, { recursive: true, force: true });
  }

  /** Every dependency as a link, so that one of them can be another. */
  #linkModules(): void {
    const modules = join(projectDirectory, "node_modules");
    const own = join(this.root, "node_modules");
    mkdirSync(join(own, ".bin"), { recursive: true });
    for (const name of readdirSync(modules).filter((each) => each !== ".bin")) {
      const path = join(modules, name);
      symlinkSync(lstatSync(path).isSymbolicLink() ? readlinkSync(path) : path, join(own, name));
    }
    for (const name of readdirSync(join(modules, ".bin"))) {
      symlinkSync(readlinkSync(join(modules, ".bin", name)), join(own, ".bin", name));
    }
  }

  /** An `npm` whose `install` unpacks a tarball: the tests have no network. Everything else is npm's. */
  #fakeInstall(): void {
    mkdirSync(this.#programs);
    const npm = execFileSync("which", ["npm"]).toString().trim();
    const script = [
      "#!/usr/bin/env bash",
      "set -euo pipefail",
      `if [ "$1" != install ]; then exec "${npm}" "$@"; fi`,
      'tarball=$(printf "%s\\n" "$@" | tail -n 1)',
      'name=$(tar -xOf "$tarball" package/package.json | node -p \'JSON.parse(require("fs").readFileSync(0)).name\')',
      'rm -rf "node_modules/$name" && mkdir "node_modules/$name"',
      'tar -xf "$tarball" --strip-components 1 -C "node_modules/$name"',
      `"${npm}" pkg set "devDependencies.$name=file:$tarball"`,
    ];
    writeFileSync(join(this.#programs, "npm"), `${script.join("\n")}\n`, { mode: 0o755 });
  }
}
