import assert from "node:assert/strict";
import { type Case, errorsOf, prod } from "./reading";

const cases: Case[] = [
  {
    what: "how replicas are replaced, out of bounds",
    config: {
      services: {
        hello: {
          health: { graceSeconds: 7201, unhealthyThreshold: 1 },
          drainSeconds: 3601,
          stopSeconds: 1,
          minimumHealthyPercent: 101,
          maximumPercent: 99,
        },
      },
    },
    lines: [
      "aws-containers:services.hello.drainSeconds is 3601, but must be a whole number from 0 to 3600.",
      "aws-containers:services.hello.health.graceSeconds is 7201, but must be a whole number from 0 to 7200.",
      "aws-containers:services.hello.health.unhealthyThreshold is 1, but must be a whole number from 2 to 10.",
      "aws-containers:services.hello.maximumPercent is 99, but must be a whole number from 100 to 200.",
      "aws-containers:services.hello.minimumHealthyPercent is 101, but must be a whole number from 0 to 100.",
      "aws-containers:services.hello.stopSeconds is 1, but must be a whole number from 2 to 3600.",
    ],
  },
  {
    what: "a deployment that could replace no replica",
    config: { services: { hello: { maximumPercent: 100 } } },
    lines: [
      "aws-containers:services.hello.maximumPercent is 100, but must be above minimumHealthyPercent, which is 100: no replica could be replaced.",
    ],
  },
  {
    what: "egress that is no rule, no range, or open anyway",
    config: {
      services: {
        hello: {
          routes: [{ path: "/*" }],
          egress: [
            { port: 0, cidr: "10.0.0.0/8" },
            { port: 53, cidr: "10.0.0.2", protocol: "icmp" },
            { cidr: "10.0.0.0/8", hosts: [] },
          ],
        },
        web: {
          source: "./app",
          routes: [{ path: "/web/*" }],
          egress: [
            { port: 5432, cidr: "10.1.0.1/16" },
            { port: 5432, cidr: "10.1.0.300/32" },
            { port: 6379, cidr: "10.1.0.0/16" },
            { port: 6379, cidr: "10.1.0.0/16", protocol: "tcp" },
            { port: 443, cidr: "0.0.0.0/0" },
            { port: 80, cidr: "169.254.169.254/32" },
          ],
        },
        any: { source: "./app", routes: [{ path: "/any/*" }], egress: "all" },
      },
    },
    lines: [
      'aws-containers:services.any.egress is "all", but must be any, or a list of at most 50 rules such as { port: 5432, cidr: 10.1.0.0/16 }.',
      "aws-containers:services.hello.egress[0].port is 0, but must be a whole number from 1 to 65535.",
      'aws-containers:services.hello.egress[1].cidr is "10.0.0.2", but must be an IPv4 range, such as 10.1.0.0/16.',
      'aws-containers:services.hello.egress[1].protocol is "icmp", but must be tcp or udp. Did you mean tcp?',
      "aws-containers:services.hello.egress[2].hosts is unknown. Known here: cidr, port, protocol.",
      "aws-containers:services.hello.egress[2].port is missing: it must be a whole number from 1 to 65535.",
      'aws-containers:services.web.egress[0].cidr is "10.1.0.1/16", but must be the first address of a range and its prefix length, such as 10.1.0.0/16.',
      'aws-containers:services.web.egress[1].cidr is "10.1.0.300/32", but must be the first address of a range and its prefix length, such as 10.1.0.0/16.',
      "aws-containers:services.web.egress[3] is open anyway: it is in the list already, or HTTPS to anywhere, which always is.",
      "aws-containers:services.web.egress[4] is open anyway: it is in the list already, or HTTPS to anywhere, which always is.",
      'aws-containers:services.web.egress[5].cidr is "169.254.169.254/32", but must be outside 169.254.0.0/16, the link-local addresses of metadata and credentials, which no rule opens.',
    ],
  },
  {
    what: "services' names",
    config: {
      services: {
        Hello: { source: "./app" },
        "a-": { source: "./app" },
        "notification-dispatcher-for-text-messages": { source: "./app" },
        "": {},
      },
    },
    lines: [
      "aws-containers:services. has a name that can't be used: it must be at most 40 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen (AWS allows 64 characters in the name of an IAM role, the longest of which is NAME-restart-secrets-1234567).",
      "aws-containers:services.Hello has a name that can't be used: it must be at most 40 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen (AWS allows 64 characters in the name of an IAM role, the longest of which is NAME-restart-secrets-1234567).",
      "aws-containers:services.a- has a name that can't be used: it must be at most 40 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen (AWS allows 64 characters in the name of an IAM role, the longest of which is NAME-restart-secrets-1234567).",
      "aws-containers:services.notification-dispatcher-for-text-messages has a name that can't be used: it must be at most 40 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen (AWS allows 64 characters in the name of an IAM role, the longest of which is NAME-restart-secrets-1234567).",
    ],
  },
  {
    what: "names of target groups that are the same",
    config: {
      services: {
        "notifica-489455dc": { source: "./app", routes: [{ path: "/a" }] },
        "notification-dispatcher": { source: "./app", routes: [{ path: "/b" }] },
      },
    },
    lines: [
      "aws-containers:services.notification-dispatcher has target groups of the name notifica-489455dc, as notifica-489455dc has: give one of the two another name.",
    ],
  },
  {
    what: "both source and image",
    config: { services: { hello: { source: "./app", image: "nginx" } } },
    lines: [
      "aws-containers:services.hello.image can't be combined with source: only one of source, image and imageFrom can be set.",
    ],
  },
  {
    what: "neither source nor image",
    config: { services: { web: {} } },
    lines: [
      "aws-containers:services.web has no image: set source (a directory with a Dockerfile), image (an existing one) or imageFrom (another stack's).",
    ],
  },
  {
    what: "sources that can't be built",
    config: {
      services: {
        a: { source: "./nope", routes: [{ path: "/a" }] },
        b: { source: "./file.txt", routes: [{ path: "/b" }] },
        c: { source: "./empty", routes: [{ path: "/c" }] },
        d: { source: "/app", routes: [{ path: "/d" }] },
      },
    },
    lines: [
      'aws-containers:services.a.source is "./nope", but the project has no such directory.',
      'aws-containers:services.b.source is "./file.txt", which is not a directory.',
      'aws-containers:services.c.source is "./empty", but that directory has no Dockerfile.',
      'aws-containers:services.d.source is "/app", but must be relative to the project\'s directory.',
    ],
  },
  {
    what: "an image without a digest in prod",
    config: { services: { web: { image: "nginx:1.27" } }, tier: "prod" },
    lines: [
      'aws-containers:services.web.image is "nginx:1.27", but in prod must have a digest (…@sha256:…), which can\'t change.',
    ],
  },
  {
    what: "several services without routes",
    config: { services: { a: { source: "./app" }, b: { source: "./app" } } },
    lines: [
      'aws-containers:services.a.routes is missing: with several public services each has its own routes, such as [{ path: "/a/*" }].',
      'aws-containers:services.b.routes is missing: with several public services each has its own routes, such as [{ path: "/b/*" }].',
    ],
  },
  {
    what: "the same route and the same priority",
    config: {
      services: {
        a: {
          source: "./app",
          routes: [
            { path: "/x", priority: 5 },
            { path: "/y", host: "a.org" },
          ],
        },
        b: {
          source: "./app",
          routes: [{ path: "/x" }, { path: "/y", host: "a.org" }, { path: "/z", priority: 5 }],
        },
      },
    },
    lines: [
      "aws-containers:services.b.routes[0] is the same route as services.a.routes[0]: a request goes to one service only.",
      "aws-containers:services.b.routes[1] is the same route as services.a.routes[1]: a request goes to one service only.",
      "aws-containers:services.b.routes[2].priority is 5, which services.a.routes[0] has: priorities are unique in a stack.",
    ],
  },
  {
    what: "routes that a listener rule can't have",
    config: {
      services: {
        hello: {
          routes: [
            { path: "x" },
            { path: "/a b" },
            {
              path: "/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            },
            { path: "/", host: "local_host" },
            { host: "a.org" },
            { path: "/", priority: 0 },
          ],
        },
      },
    },
    lines: [
      'aws-containers:services.hello.routes[0].path is "x", but must be a path of at most 128 characters that starts with / and has only letters, digits and _-.$/~"\'@:+&*?.',
      'aws-containers:services.hello.routes[1].path is "/a b", but must be a path of at most 128 characters that starts with / and has only letters, digits and _-.$/~"\'@:+&*?.',
      'aws-containers:services.hello.routes[2].path is "/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...", but must be a path of at most 128 characters that starts with / and has only letters, digits and _-.$/~"\'@:+&*?.',
      'aws-containers:services.hello.routes[3].host is "local_host", but must be a host name of at most 128 letters, digits, hyphens, dots, * and ?, such as shop.example.org.',
      "aws-containers:services.hello.routes[4].path is missing: it must be a path of at most 128 characters that starts with / and has only letters, digits and _-.$/~\"'@:+&*?.",
      "aws-containers:services.hello.routes[5].priority is 0, but must be a whole number from 1 to 50000.",
    ],
  },
  {
    what: "too many wildcards",
    config: { services: { hello: { routes: [{ path: "/*/*/*?*?" }] } } },
    lines: [
      "aws-containers:services.hello.routes[0] has 6 wildcards, but a listener rule can have at most 5 in path and host.",
    ],
  },
  {
    what: "min above max",
    config: { services: { hello: { scaling: { min: 5, max: 4 } } } },
    lines: ["aws-containers:services.hello.scaling.min is 5, but can't be above max, which is 4."],
  },
  {
    what: "capacity without weight, and with a wrong key",
    config: {
      services: {
        a: { source: "./app", routes: [{ path: "/a" }], capacity: { base: 2 } },
        b: { source: "./app", routes: [{ path: "/b" }], capacity: { bse: 1, spot: 1001 } },
      },
    },
    lines: [
      "aws-containers:services.a.capacity has no weight: set onDemand, spot or both to a number above 0.",
      "aws-containers:services.b.capacity.bse is unknown. Did you mean base? Known here: base, onDemand, spot.",
      "aws-containers:services.b.capacity.spot is 1001, but must be a whole number from 0 to 1000.",
    ],
  },
  {
    what: "the variable PORT, and invalid names of variables",
    config: { services: { hello: { environment: { PORT: "1", "A-B": "x", OK: 1.5 } } } },
    lines: [
      "aws-containers:services.hello.environment.A-B has a name that can't be used: it must be letters, digits and _, not starting with a digit.",
      "aws-containers:services.hello.environment.OK is 1.5, but must be a string, or a whole number, true or false that is passed on as a string. Put it in quotes.",
      "aws-containers:services.hello.environment.PORT is set from the service's port: change that instead.",
    ],
  },
  {
    what: "a health path",
    config: { services: { hello: { health: { path: "healthz" } } } },
    lines: [
      'aws-containers:services.hello.health.path is "healthz", but must be a path of at most 1024 printable ASCII characters that starts with /, without spaces and #.',
    ],
  },
];

describe("settings report of services", () => {
  for (const { what, config, secrets, lines } of cases) {
    it(what, () => {
      const full = config.tier === "prod" ? { ...prod, ...config } : config;
      assert.deepEqual(errorsOf(full, secrets), lines);
    });
  }
});
