import assert from "node:assert/strict";
import { type Case, errorsOf, read } from "./reading";

const at = "aws-containers:services.hello.files";

const cases: Case[] = [
  {
    what: "what is no file",
    config: {
      services: {
        hello: {
          files: {
            "config.yaml": "a",
            "/etc/web/number": 5,
            "/etc/web/none": {},
            "/etc/web/two": { from: "rules.json", mode: "0644" },
          },
        },
      },
    },
    lines: [
      `${at}./etc/web/none.from is missing: it must be the path of a file, such as ./rules.json.`,
      `${at}./etc/web/number is 5, but must be text, or a map with the key from.`,
      `${at}./etc/web/two.mode is unknown. Known here: from.`,
      `${at}.config.yaml has a name that can't be used: it must be an absolute path such as /etc/web/config.yaml.`,
    ],
  },
  {
    what: "files of the project that can't be read",
    config: {
      services: {
        hello: {
          files: {
            "/etc/web/missing": { from: "missing.json" },
            "/etc/web/directory": { from: "empty" },
            "/etc/web/outside": { from: "../reading.ts" },
            "/etc/web/absolute": { from: "/etc/hosts" },
          },
        },
      },
    },
    lines: [
      `${at}./etc/web/absolute.from is "/etc/hosts", but must be relative to the project's directory.`,
      `${at}./etc/web/directory.from is "empty", which is not a file.`,
      `${at}./etc/web/missing.from is "missing.json", but the project has no such file.`,
      `${at}./etc/web/outside.from is "../reading.ts", which is outside of the project's directory.`,
    ],
  },
  {
    what: "paths where no file can be",
    config: {
      services: {
        hello: { files: { "/etc/hosts": "a", "/tmp/a": "a", "/cache/b": "b" }, writablePaths: ["/cache"] },
      },
    },
    lines: [
      `${at}./cache/b can't be there: its path must be in another directory, for /cache is writable.`,
      `${at}./etc/hosts can't be there: its path must be in a directory of its own, such as /etc/web/config.yaml: what the image has in /etc would be hidden.`,
    ],
  },
  {
    what: "a path in the directory that is writable by default",
    config: { services: { hello: { files: { "/tmp/a": "a" } } } },
    lines: [`${at}./tmp/a can't be there: its path must be in another directory, for /tmp is writable.`],
  },
  {
    what: "more than a task definition takes",
    config: {
      services: {
        hello: {
          files: {
            ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`/etc/web/${index}`, ""])),
            "/etc/web/long": "é".repeat(16_400),
          },
        },
      },
    },
    lines: [
      `${at} has 21 files, but at most 20 are allowed.`,
      `${at} has 32800 bytes of text, but at most 32768 fit beside the rest of a task definition.`,
    ],
  },
  {
    what: "text that may be secret",
    config: {
      services: { hello: { files: { "/etc/web/a": "hunter2", "/etc/web/b": { from: "missing" } } } },
    },
    secrets: ["services"],
    lines: [
      `${at}./etc/web/a may be secret, for aws-containers:services has a secret value, and everybody who may describe the task definition could read it: put the text into a file, with from, and secrets into secrets.`,
      `${at}./etc/web/b.from is [secret], but the project has no such file.`,
    ],
  },
];

describe("files of a service: their errors report", () => {
  for (const { what, config, secrets, lines } of cases) {
    it(what, () => assert.deepEqual(errorsOf(config, secrets), lines));
  }
});

describe("files of a service", () => {
  it("are none by default", () => assert.deepEqual(read().services.hello?.files, {}));

  it("have the text of the stack file, or of a file of the project", () => {
    const files = {
      "/etc/web/config.yaml": "greeting: hello",
      "/etc/web/rules.json": { from: "./rules.json" },
    };
    assert.deepEqual(read({ services: { hello: { files } } }).services.hello?.files, {
      "/etc/web/config.yaml": "greeting: hello",
      "/etc/web/rules.json": '{ "rules": [] }\n',
    });
  });

  it("may be of the project where something else is secret", () => {
    const files = { "/etc/web/rules.json": { from: "./rules.json" } };
    const { services } = read({ services: { hello: { files } } }, ["services"]);
    assert.deepEqual(services.hello?.files, { "/etc/web/rules.json": '{ "rules": [] }\n' });
  });
});
