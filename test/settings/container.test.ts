import assert from "node:assert/strict";
import { type Case, errorsOf, read } from "./reading";

const permission =
  "the ARN of a managed policy, or a statement such as { actions: [s3:GetObject], resources: [arn:aws:s3:::uploads/*] }";
const managed = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

const cases: Case[] = [
  {
    what: "a command without arguments, and one that isn't a list",
    config: {
      services: {
        a: { source: "./app", command: [], routes: [{ path: "/a" }] },
        b: { source: "./app", command: { run: "node" }, routes: [{ path: "/b" }] },
      },
    },
    lines: [
      "aws-containers:services.a.command is an empty list, but must be a list of 1 to 100 arguments, such as [node, server.js].",
      "aws-containers:services.b.command is a map, but must be a list of 1 to 100 arguments, such as [node, server.js].",
    ],
  },
  {
    what: "directories that can't be mounted",
    config: { services: { hello: { writablePaths: ["/tmp", "/tmp/x", "/proc", "/a/../b", "/b", "/b"] } } },
    lines: [
      'aws-containers:services.hello.writablePaths[1] is "/tmp/x", but must be outside of /tmp, which is writable already.',
      'aws-containers:services.hello.writablePaths[2] is "/proc", but must be outside of /proc, /sys, /dev.',
      'aws-containers:services.hello.writablePaths[3] is "/a/../b", but must be a path without . and .. as directories.',
      'aws-containers:services.hello.writablePaths[4] is "/b", but must be outside of /b, which is writable already.',
      'aws-containers:services.hello.writablePaths[5] is "/b", but must be outside of /b, which is writable already.',
    ],
  },
  {
    what: "a directory that is no absolute path",
    config: { services: { hello: { writablePaths: ["tmp"] } } },
    lines: [
      'aws-containers:services.hello.writablePaths[0] is "tmp", but must be an absolute path such as /var/cache.',
    ],
  },
  {
    what: "permissions that IAM doesn't know",
    config: {
      services: {
        hello: {
          permissions: ["AmazonS3ReadOnlyAccess", { actions: ["GetItem"], resource: ["*"] }, 5],
        },
      },
    },
    lines: [
      `aws-containers:services.hello.permissions[0] is "AmazonS3ReadOnlyAccess", but must be ${permission}.`,
      'aws-containers:services.hello.permissions[1].actions[0] is "GetItem", but must be an action such as s3:GetObject.',
      "aws-containers:services.hello.permissions[1].resource is unknown. Did you mean resources? Known here: actions, conditions, resources.",
      "aws-containers:services.hello.permissions[1].resources is missing: it must be a list of ARNs.",
      `aws-containers:services.hello.permissions[2] is 5, but must be ${permission}.`,
    ],
  },
  {
    what: "a managed policy that is there twice, and more than a role may have",
    config: {
      services: {
        a: { source: "./app", permissions: [managed, managed], routes: [{ path: "/a" }] },
        b: {
          source: "./app",
          permissions: Array.from({ length: 11 }, (_, index) => `${managed}${index}`),
          routes: [{ path: "/b" }],
        },
      },
    },
    lines: [
      `aws-containers:services.a.permissions[1] is "${managed}", which is already in the list.`,
      "aws-containers:services.b.permissions has 11 managed policies, but a role can have at most 10.",
    ],
  },
];

describe("settings of a container report", () => {
  for (const { what, config, lines } of cases) {
    it(what, () => assert.deepEqual(errorsOf(config), lines));
  }
});

describe("settings of a container", () => {
  it("are the image's own command, a writable /tmp and no permissions by default", () => {
    const { hello } = read().services;
    assert.deepEqual([hello?.command, hello?.writablePaths, hello?.permissions], [undefined, ["/tmp"], []]);
  });

  it("can be lists as `pulumi config set` stores them", () => {
    const { hello } = read({
      services: { hello: { command: "node,server.js", writablePaths: "/a,/b" } },
    }).services;
    assert.deepEqual(
      [hello?.command, hello?.writablePaths],
      [
        ["node", "server.js"],
        ["/a", "/b"],
      ],
    );
  });
});
