import assert from "node:assert/strict";
import { type Case, errorsOf, read } from "./reading";

const command = ["npm", "run", "migrate"];
const list = "a list of 1 to 100 arguments, such as [npm, run, migrate]";
const before = (given: unknown) => ({ services: { hello: { before: given } } });
const at = "aws-containers:services.hello.before";

const cases: Case[] = [
  { what: "no command", config: before({}), lines: [`${at}.command is missing: it must be ${list}.`] },
  {
    what: "an empty command",
    config: before({ command: [] }),
    lines: [`${at}.command is an empty list, but must be ${list}.`],
  },
  {
    what: "a timeout that Lambda doesn't allow",
    config: before({ command, timeoutMinutes: 15 }),
    lines: [`${at}.timeoutMinutes is 15, but must be a whole number from 1 to 14.`],
  },
  {
    what: "a command that is too long for RunTask",
    config: before({ command: ["a".repeat(4000), "b".repeat(4000)] }),
    lines: [`${at}.command has 8007 characters as JSON, but must have at most 8000.`],
  },
  {
    what: "a misspelt key",
    config: before({ command, timeoutMinute: 5 }),
    lines: [
      `${at}.timeoutMinute is unknown. Did you mean timeoutMinutes? Known here: command, timeoutMinutes.`,
    ],
  },
];

describe("settings of the command before a deployment", () => {
  const settings = (given: unknown) => read(before(given)).services.hello?.before;

  it("have ten minutes unless the stack says otherwise", () => {
    assert.deepEqual(settings({ command }), { command, timeoutMinutes: 10 });
    assert.deepEqual(settings({ command, timeoutMinutes: 14 }), { command, timeoutMinutes: 14 });
    assert.equal("before" in (read({ services: { hello: {} } }).services.hello ?? {}), false);
  });

  for (const { what, config, lines } of cases) {
    it(`refuse ${what}`, () => assert.deepEqual(errorsOf(config), lines));
  }
});
