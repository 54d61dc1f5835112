import assert from "node:assert/strict";
import { readCommandLine, UsageError } from "../src/command-line";
import { ProjectError, readProject } from "../src/project";
import { TemporaryProject } from "./preview-command";

describe("command line of the preview", () => {
  it("plans the dev stack as text when nothing is said", () => {
    const options = {
      stack: "dev",
      configFile: undefined,
      against: undefined,
      format: "text",
      details: false,
    };
    assert.deepEqual(readCommandLine([]), options);
  });

  it("reads every option", () => {
    const args = [
      "--stack",
      "prod",
      "--config-file",
      "other.yaml",
      "--against",
      "main",
      "--format",
      "json",
      "--details",
    ];
    const options = {
      stack: "prod",
      configFile: "other.yaml",
      against: "main",
      format: "json",
      details: true,
    };
    assert.deepEqual(readCommandLine(args), options);
  });

  for (const [args, message] of [
    [["--formt", "json"], /^Unknown option '--formt'$/],
    [["--format", "yaml"], /^--format yaml: not understood; use text, json, markdown, mermaid$/],
    [["--against", ""], /^--against: name a commit, a branch, a tag or a saved plan$/],
    [["--stack", "../x"], /^--stack "\.\.\/x": a stack's name has letters/],
    [["extra"], /^Unexpected argument 'extra'/],
  ] as const) {
    it(`refuses ${args.join(" ")}`, () => {
      assert.throws(
        () => readCommandLine([...args]),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }
});

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

  it("names the place where a stack file isn't YAML", () => {
    assert.throws(() => readProject(project.root, "broken"), /^Error: Pulumi\.broken\.yaml:\d+:\d+: /);
  });
});
