import assert from "node:assert/strict";
import { type Case, errorsOf, hasPlatforms, prod, read } from "./reading";

const data = { shared: { type: "filesystem" } };

const cases: Case[] = [
  ...(hasPlatforms("ecs")
    ? [
        {
          what: "backups of nothing",
          config: { platforms: ["ecs"], backups: { keepDays: 7 }, data: { uploads: { type: "bucket" } } },
          lines: [
            "aws-containers:backups has nothing to back up: the stack creates neither a file system nor a table, and no cluster of EKS. Remove it.",
          ],
        },
        {
          what: "backups of a table that exists already",
          config: {
            platforms: ["ecs"],
            backups: {},
            data: {
              carts: { type: "table", existing: "arn:aws:dynamodb:us-east-1:111122223333:table/carts" },
            },
          },
          lines: [
            "aws-containers:backups has nothing to back up: the stack creates neither a file system nor a table, and no cluster of EKS. Remove it.",
          ],
        },
      ]
    : []),
  ...(hasPlatforms("eks")
    ? [
        {
          what: "backups of a cluster that exists already",
          config: {
            platforms: ["eks"],
            backups: {},
            eks: { existing: { name: "shop", ingressClass: "nginx" } },
          },
          lines: [
            "aws-containers:backups has nothing to back up: the stack creates neither a file system nor a table, and no cluster of EKS. Remove it.",
          ],
        },
      ]
    : []),
  {
    what: "wrong values",
    config: { data, backups: { schedule: "rate(1 day)", timezone: "Berlin", keepDays: 0 } },
    lines: [
      "aws-containers:backups.keepDays is 0, but must be a whole number from 1 to 36500.",
      'aws-containers:backups.schedule is "rate(1 day)", but must be cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with ? for one of the days, such as cron(0 3 * * ? *).',
      'aws-containers:backups.timezone is "Berlin", but must be a time zone of the IANA database, such as Europe/Berlin.',
    ],
  },
  {
    what: "a file system that would be backed up twice",
    config: { data: { shared: { type: "filesystem", backups: true } }, backups: {} },
    lines: [
      "aws-containers:data.shared.backups can't be combined with aws-containers:backups, which has it in its plan: remove it.",
    ],
  },
];

describe("Backups", () => {
  it("are none by default", async () => {
    assert.equal((await read({})).backups, undefined);
  });

  it("are kept for 7 days in dev, for 35 and protected in prod", async () => {
    const common = { schedule: "cron(0 5 ? * * *)", lock: false, restoreTests: false };
    assert.deepEqual((await read({ data, backups: {} })).backups, { ...common, keepDays: 7, protect: false });
    assert.deepEqual((await read({ ...prod, data, backups: {} })).backups, {
      ...common,
      keepDays: 35,
      protect: true,
    });
  });

  it("have file systems in their plan, rather than in EFS's own", async () => {
    assert.deepEqual((await read({ ...prod, data })).data, {
      shared: { type: "filesystem", backups: true, protect: true },
    });
    assert.deepEqual((await read({ ...prod, data, backups: {} })).data, {
      shared: { type: "filesystem", backups: false, protect: true },
    });
  });

  for (const { what, config, lines } of cases) {
    it(`refuse ${what}`, async () => assert.deepEqual(await errorsOf(config), lines));
  }
});
