import assert from "node:assert/strict";
import { readCommandLine, UsageError, usage } from "../src/command-line";

describe("command line of the preview", () => {
  it("plans the dev stack as text when nothing is said", () => {
    const options = {
      stack: "dev",
      configFile: undefined,
      against: undefined,
      format: "text",
      details: false,
      watch: false,
      open: false,
    };
    assert.deepEqual(readCommandLine([]), options);
  });

  it("helps with every option, its short form and every exit status", () => {
    assert.equal(readCommandLine(["-h"]), undefined);
    for (const option of [
      "-s, --stack",
      "--config-file",
      "--against",
      "--format",
      "--watch",
      "--open",
      "--details",
      "--out",
      "-h, --help",
    ]) {
      assert.ok(usage.includes(`\n  ${option} `), option);
    }
    assert.match(
      usage,
      /\nExit status: 0 planned; 1 the program failed, or a mandatory policy is violated; 2 wrong usage\.$/,
    );
  });

  it("reads the folder of manifests", () => {
    const { format, out } = readCommandLine(["--format", "manifests", "--out", "m"]) ?? {};
    assert.deepEqual({ format, out }, { format: "manifests", out: "m" });
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
      watch: false,
      open: false,
    };
    assert.deepEqual(readCommandLine(args), options);
  });

  for (const [args, message] of [
    [["--formt", "json"], /^Unknown option '--formt'$/],
    [
      ["--format", "yaml"],
      /^--format yaml: not understood; use text, json, markdown, mermaid, sarif, junit, html, manifests$/,
    ],
    [["--format", "manifests"], /^--format manifests: name the folder to write into with --out$/],
    [
      ["--format", "manifests", "--out", ""],
      /^--format manifests: name the folder to write into with --out$/,
    ],
    [
      ["--format", "manifests", "--out", "m", "--against", "main"],
      /^--format manifests: can't be combined with --against$/,
    ],
    [["--out", "m"], /^--out: goes with --format manifests only$/],
    [["--watch", "--format", "html"], /^--watch shows a page: leave --format away$/],
    [["--open"], /^--open: only together with --watch$/],
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
