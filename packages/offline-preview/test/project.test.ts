import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProjectError, readProject } from "../src/project";
import { TemporaryProject } from "./preview-command";

describe("project of the preview", () => {
  const files = {
    "Pulumi.yaml": [
      "name: sample",
      'runtime: { name: nodejs, options: { typescript: false, nodeargs: "--require tsx/cjs" } }',
      "config:",
      "  size: { type: integer, default: 3 }",
      "  colour: red",
      "  hush: { value: pssst, secret: true }",
      "  aws:region: { value: eu-west-1 }",
    ].join("\n"),
    "Pulumi.dev.yaml": [
      "config:",
      "  sample:colour: green",
      "  sample:config:old: true",
      "  sample:number: 1.5",
      "  sample:list: [a, { b: 1 }]",
      "  sample:token: { secure: AAAA }",
      "  sample:nested: { a: { secure: AAAA }, b: 1 }",
    ].join("\n"),
    "Pulumi.prod.yaml": "config: {}\n",
    "Pulumi.bad.yaml": "config:\n  nokey: 1\n",
    "Pulumi.broken.yaml": "config: [\n",
  };
  let project: TemporaryProject;
  before(() => {
    project = new TemporaryProject(files);
  });
  after(() => project.remove());

  it("reads settings as Pulumi does, with a mock output for what is encrypted", () => {
    const plain = (text: string) => ({ text, secret: false });
    const read = readProject(project.root, "dev");
    assert.deepEqual(read.config, {
      "sample:size": plain("3"),
      "sample:colour": plain("green"),
      "sample:hush": { text: "[secret]", secret: true },
      "aws:region": plain("eu-west-1"),
      "sample:old": plain("true"),
      "sample:number": plain("1.5"),
      "sample:list": plain('["a",{"b":1}]'),
      "sample:token": { text: "[secret]", secret: true },
      "sample:nested": { text: '{"a":"[secret]","b":1}', secret: true },
    });
    assert.deepEqual([read.name, read.stack, read.organization], ["sample", "dev", "organization"]);
    assert.deepEqual(
      [read.entryPoint, read.nodeArguments, read.typescript],
      [".", ["--require", "tsx/cjs"], false],
    );
  });

  for (const [stack, configFile, message] of [
    [
      "nope",
      undefined,
      "there is no stack nope (no Pulumi.nope.yaml); the stacks are bad, broken, dev, prod",
    ],
    ["dev", "no.yaml", "--config-file no.yaml: there is no such file"],
    [
      "bad",
      undefined,
      'Pulumi.bad.yaml: config: "nokey" is no key; write it with its namespace, such as aws:region',
    ],
  ] as const) {
    it(`says what is wrong with ${configFile ?? stack}`, () => {
      assert.throws(() => readProject(project.root, stack, configFile), new ProjectError(message));
    });
  }

  it("is found from a folder inside of it, and in YAML or JSON", () => {
    const other = new TemporaryProject({
      "Pulumi.json": '{ "name": "json", "runtime": "nodejs" }',
      "Pulumi.dev.json": '{ "config": { "json:a": "b" } }',
      "app/index.ts": "",
    });
    const { name, root, config } = readProject(join(other.root, "app"), "dev");
    other.remove();
    assert.deepEqual([name, root, Object.keys(config)], ["json", other.root, ["json:a"]]);
  });

  it("needs no stack file where no stack has one", () => {
    const other = new TemporaryProject({});
    rmSync(join(other.root, "Pulumi.dev.yaml"));
    const { stack, stackFile, config } = readProject(other.root, "acme/sample/qa");
    other.remove();
    assert.deepEqual([stack, stackFile, config], ["qa", undefined, {}]);
  });

  for (const [main, directory, entryPoint] of [
    ["src", "src", "."],
    ["src/main.mts", "src", "main.mts"],
    ["bin", "bin", "."],
  ] as const) {
    it(`runs main ${main} as the engine does`, () => {
      const other = new TemporaryProject({
        "Pulumi.yaml": `name: sample\nruntime: nodejs\nmain: ${main}\n`,
        "src/main.mts": "",
        "bin/index.js": "",
      });
      const read = readProject(other.root, "dev");
      other.remove();
      assert.deepEqual([read.directory, read.entryPoint], [join(other.root, directory), entryPoint]);
    });
  }

  for (const [line, message] of [
    ["runtime: python", "Pulumi.yaml: runtime python can't be previewed; only nodejs can"],
    ["runtime: nodejs\nmain: nowhere", "Pulumi.yaml: main: there is no nowhere"],
    [
      "runtime: { name: nodejs, options: { typescript: 1 } }",
      "Pulumi.yaml: runtime.options.typescript must be true or false",
    ],
    [
      "runtime: { name: nodejs, options: { nodeargs: [] } }",
      "Pulumi.yaml: runtime.options.nodeargs must be a string",
    ],
    [
      "runtime: { name: nodejs, options: { tsconfig: 1 } }",
      "Pulumi.yaml: runtime.options.tsconfig must be a path",
    ],
  ] as const) {
    it(`is refused with ${line.split("\n").at(-1)}`, () => {
      const other = new TemporaryProject({ "Pulumi.yaml": `name: sample\n${line}\n` });
      assert.throws(() => readProject(other.root, "dev"), new ProjectError(message));
      other.remove();
    });
  }

  it("splits nodeargs as a shell does", () => {
    const nodeargs = String.raw`--a 'b c' "d \"e\"" f\ g --h="i j"`;
    const other = new TemporaryProject({
      "Pulumi.yaml": JSON.stringify({ name: "sample", runtime: { name: "nodejs", options: { nodeargs } } }),
    });
    assert.deepEqual(readProject(other.root, "dev").nodeArguments, ["--a", "b c", 'd "e"', "f g", "--h=i j"]);
    other.remove();
  });

  for (const [problem, write, message] of [
    [
      "isn't UTF-8",
      (path: string) => writeFileSync(path, Buffer.from("config:\n  sample:name: Müller\n", "latin1")),
      "Pulumi.dev.yaml:2: not UTF-8; save the file in that encoding",
    ],
    [
      "has two documents",
      (path: string) => writeFileSync(path, "config: {}\n---\nconfig: {}\n"),
      "Pulumi.dev.yaml: expected one YAML document, found a second one after `---`",
    ],
    [
      "is a link to itself",
      (path: string) => symlinkSync(path, path),
      "Pulumi.dev.yaml: can't be read: its symbolic links lead to each other",
    ],
    [
      "is a directory",
      (path: string) => mkdirSync(path),
      "Pulumi.dev.yaml: can't be read: it is a directory",
    ],
    [
      "names what isn't there",
      (path: string) => writeFileSync(path, "config: *nothing\n"),
      "Pulumi.dev.yaml: Unresolved alias (the anchor must be set before the alias): nothing",
    ],
    [
      "is a list",
      (path: string) => writeFileSync(path, "- a\n"),
      "Pulumi.dev.yaml: expected a map of settings",
    ],
  ] as const) {
    it(`is refused where its stack file ${problem}`, () => {
      const other = new TemporaryProject({});
      const path = join(other.root, "Pulumi.dev.yaml");
      rmSync(path);
      write(path);
      assert.throws(() => readProject(other.root, "dev"), new ProjectError(message));
      other.remove();
    });
  }

  it("names the place where a stack file isn't YAML", () => {
    assert.throws(() => readProject(project.root, "broken"), /^Error: Pulumi\.broken\.yaml:\d+:\d+: /);
  });
});
