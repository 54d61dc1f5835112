import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as library from "../src";

const packageFolder = join(__dirname, "..");
const repository = join(packageFolder, "..", "..");

/** Builds the tarball from a copy, so that the checkout stays as it is; returns its path. */
function pack(folder: string): string {
  const copy = join(folder, "packages", "offline-preview");
  const sources = [
    "package.json",
    "tsconfig.build.json",
    "bundle-protocol.cjs",
    "build-client.cjs",
    "README.md",
    "LICENSE",
    "index.cjs",
    "index.mjs",
  ];
  for (const name of [...sources, "typescript.cjs", "bin", "preload", "src", "client"]) {
    cpSync(join(packageFolder, name), join(copy, name), { recursive: true });
  }
  cpSync(join(repository, "tsconfig.json"), join(folder, "tsconfig.json"));
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  const output = execFileSync("npm", ["pack", "--json", "--ignore-scripts=false"], {
    cwd: copy,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [, filename = ""] = /"filename": "([^"]+)"/.exec(output) ?? [];
  return join(copy, filename);
}

/** A project that has the tarball installed beside the dependencies of this checkout. */
function install(tarball: string, project: string): void {
  const modules = join(project, "node_modules");
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(join(repository, "node_modules"))) {
    if (name === "pulumi-offline-preview" || name === ".bin") continue;
    symlinkSync(join(repository, "node_modules", name), join(modules, name));
  }
  execFileSync("tar", ["-xzf", tarball, "-C", modules]);
  execFileSync("mv", [join(modules, "package"), join(modules, "pulumi-offline-preview")]);
}

/** The example in the README that begins so, alone or after other imports. */
function documented(start: string): string {
  const blocks = readFileSync(join(packageFolder, "README.md"), "utf8").split("```");
  return (
    blocks.find((block) => block.startsWith("ts\n") && block.includes(start))?.slice("ts\n".length) ?? ""
  );
}

describe("packed preview", function () {
  this.timeout(120_000);
  let folder: string;
  let project: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "preview-packed-"));
    project = join(folder, "foreign");
    install(pack(folder), project);
    const files = {
      "package.json": '{ "name": "foreign", "main": "index.js" }',
      "Pulumi.yaml": "name: foreign\nruntime: nodejs\n",
      "index.js":
        'const pulumi = require("@pulumi/pulumi");\n' +
        'const tags = { size: new pulumi.Config().get("size") ?? "1" };\n' +
        'new pulumi.CustomResource("aws:s3/bucket:Bucket", "uploads", { tags });\n' +
        'const place = new pulumi.CustomResource("a:b:Place", "place", { region: undefined });\n' +
        "exports.region = place.region;\n",
      "preview.config.ts":
        'import type { PreviewConfig } from "pulumi-offline-preview";\n' +
        'const config: PreviewConfig = { mockOutputs: { "a:b:Place": () => ({ region: "us-east-1" }) } };\n' +
        "export default config;\n",
      "plan.mjs": documented("import { preview }"),
      "documented.ts": documented("import type { PreviewConfig }"),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(project, name), content);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  const packed = (name: string) => join(project, "node_modules", "pulumi-offline-preview", name);

  it("plans a foreign project, its preview.config.ts included", () => {
    const plan = JSON.parse(run(packed("bin/pulumi-offline-preview.cjs"), "--format", "json"));
    assert.deepEqual(
      plan.steps.map(({ urn }: { urn: string }) => urn),
      [
        "urn:pulumi:dev::foreign::pulumi:pulumi:Stack::foreign-dev",
        "urn:pulumi:dev::foreign::a:b:Place::place",
        "urn:pulumi:dev::foreign::aws:s3/bucket:Bucket::uploads",
      ],
    );
    assert.deepEqual(plan.outputs, { region: "us-east-1" });
  });

  it("makes a page without the sources of its script", () => {
    const page = run(packed("bin/pulumi-offline-preview.cjs"), "--format", "html");
    assert.match(page, /^<!doctype html>\n.*"name":"uploads".*<\/html>\n$/s);
  });

  it("is the library that the README shows, with every name in ES modules too", () => {
    run("plan.mjs");
    const [, names = ""] =
      /export const \{ (.*) \} = library;/.exec(readFileSync(packed("index.mjs"), "utf8")) ?? [];
    assert.deepEqual(names.split(", ").sort(), Object.keys(library).sort());
  });

  it("checks a configuration's types, as the README shows one", () => {
    const tsc = join(repository, "node_modules", ".bin", "tsc");
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: "nodenext",
      types: ["node"],
    };
    const check = (file: string) => {
      const config = join(project, "tsconfig.json");
      writeFileSync(config, JSON.stringify({ compilerOptions, files: [file] }));
      return spawnSync(process.execPath, [tsc, "--project", config], { cwd: project, encoding: "utf8" })
        .stdout;
    };
    writeFileSync(
      join(project, "wrong.ts"),
      'import type { PreviewConfig } from "pulumi-offline-preview";\n' +
        "export const config: PreviewConfig = { mockOutputs: 1 };\n",
    );
    assert.equal(check("documented.ts"), "");
    assert.match(check("wrong.ts"), /^wrong\.ts\(2,40\): error TS2322: /);
  });

  it("has its sources compiled, what it runs with, its licence and how to use it", () => {
    const files = readdirSync(packed(".")).sort();
    assert.deepEqual(files, [
      ...[
        "LICENSE",
        "README.md",
        "bin",
        "dist",
        "index.cjs",
        "index.mjs",
        "package.json",
        "preload",
        "typescript.cjs",
      ],
    ]);
    const dist = readdirSync(packed("dist"), { recursive: true, withFileTypes: true });
    const kinds = dist
      .filter((file) => file.isFile())
      .map(({ name }) => name.replace(/^.*?\.(?=(d\.)?\w+$)/, ""));
    assert.deepEqual([...new Set(kinds)].sort(), ["css", "d.ts", "js"]);
  });

  it("declares every package that it loads", () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(packed("package.json"), "utf8"));
    const sources = readdirSync(join(packageFolder, "src"), { recursive: true, withFileTypes: true });
    const imported = sources
      .filter((file) => file.isFile())
      .flatMap((file) => [
        ...readFileSync(join(file.parentPath, file.name), "utf8").matchAll(
          /^(?:import|export) .*from "([^."][^"]*)";$/gm,
        ),
      ])
      .map(([, path = ""]) =>
        path
          .split("/")
          .slice(0, path.startsWith("@") ? 2 : 1)
          .join("/"),
      )
      .filter((name) => !name.startsWith("node:"));
    const declared = Object.keys({ ...dependencies, ...peerDependencies });
    assert.deepEqual([...new Set([...imported, "tsx"])].sort(), declared.sort());
  });
});
