import assert from "node:assert/strict";
import { win32 } from "node:path";
import type { Diagnostic, Plan } from "../src/engine/plan";
import { Secret } from "../src/engine/value";
import { explain, findFailures, programOutput } from "../src/failures";
import type { Ending } from "../src/program";

/** What a program of /project reported and how it ended, as recorded from real ones. */
interface Recorded {
  reports?: string[];
  ending?: Partial<Ending>;
  isComplete?: boolean;
  says: string[];
}

const unhandled = "Running program '/project/index.ts' failed with an unhandled exception:\n";
const sdk = "/project/node_modules/@pulumi/pulumi";
const loading = [
  "    at Module._compile (node:internal/modules/cjs/loader:1521:14)",
  `    at Object.runProgram [as init] (${sdk}/cmd/run/run.js:491:33)`,
];

const recorded: { [description: string]: Recorded } = {
  throws: {
    reports: [
      [
        `${unhandled}Error: broken`,
        "    at fail (/project/index.ts:4:9)",
        "    at /project/index.ts:6:1",
        ...loading,
      ].join("\n"),
    ],
    says: ["index.ts:4:9: broken"],
  },
  "throws with colours, as SDKs report without the preview's preload": {
    reports: [
      `${unhandled}Error: broken\n    at fail \u001b[90m(/project/\u001b[39mindex.ts:4:9\u001b[90m)\u001b[39m\n${loading.join("\n")}`,
    ],
    says: ["index.ts:4:9: broken"],
  },
  "throws in an ES module": {
    reports: [
      `${unhandled}Error: broken\n    at fail (file:///project/src/a%20b.mts:4:9)\n${loading.join("\n")}`,
    ],
    says: ["src/a b.mts:4:9: broken"],
  },
  "refuses its settings": {
    reports: ["a.b: wrong\n  c: wrong too"],
    says: ["a.b: wrong\n  c: wrong too"],
  },
  "throws inside of apply": {
    reports: [
      `${unhandled}Error: inside\n    at /project/index.ts:3:9\n    at applyHelperAsync (${sdk}/output.js:330:31)`,
    ],
    ending: {
      stderr: "(node:30667) PromiseRejectionHandledWarning: Promise rejection was handled asynchronously\n",
    },
    says: ["index.ts:3:9: inside"],
  },
  "isn't TypeScript": {
    reports: [
      [
        `${unhandled}Error: Transform failed with 1 error:`,
        '/project/index.ts:1:10: ERROR: Unexpected ";"',
        "    at failureErrorWithLog (/project/node_modules/esbuild/lib/main.js:1752:15) {",
        "  name: 'TransformError'",
        "}",
      ].join("\n"),
    ],
    says: ['index.ts:1:10: Unexpected ";"'],
  },
  "doesn't compile": {
    reports: [
      `${unhandled}TSError: ⨯ Unable to compile TypeScript:\nindex.ts(2,5): error TS2322: Type 'string' is not assignable to type 'number'.\n`,
    ],
    says: [
      "TSError: ⨯ Unable to compile TypeScript:\nindex.ts(2,5): error TS2322: Type 'string' is not assignable to type 'number'.",
    ],
  },
  "imports a file that isn't there": {
    reports: [
      [
        `${unhandled}Error: Cannot find module './nowhere'`,
        "Require stack:",
        "- /project/index.ts",
        "    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)",
        "    at nextResolveSimple (/project/node_modules/tsx/dist/register-B1c7OH6V.cjs:23:1010)",
        "    at /project/index.ts:1:19",
      ].join("\n"),
    ],
    says: ["index.ts:1:19: cannot find module './nowhere'"],
  },
  "imports a package that isn't there, with no frame of its own": {
    reports: [
      `${unhandled}Error: Cannot find module 'not-there'\nRequire stack:\n- /project/network/vpc.ts\n${loading.join("\n")}`,
    ],
    says: [
      "network/vpc.ts: cannot find module 'not-there'; is it in package.json, and installed with npm ci?",
    ],
  },
  "imports a package that isn't there from an ES module": {
    reports: [
      `${unhandled}Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'not-there' imported from /project/index.ts\n${loading.join("\n")}`,
    ],
    says: ["cannot find package 'not-there'; is it in package.json, and installed with npm ci?"],
  },
  "has a bug": {
    reports: [
      `${unhandled}TypeError: Cannot read properties of undefined (reading 'c')\n    at /project/index.ts:3:41\n${loading.join("\n")}`,
    ],
    says: ["index.ts:3:41: TypeError: Cannot read properties of undefined (reading 'c')"],
  },
  "registers one resource twice": {
    reports: [
      [
        "Error: failed to register new resource x [a:b:C]: 2 UNKNOWN: Duplicate resource URN 'urn:x'; try giving it a unique name",
        `    at Object.registerResource (${sdk}/runtime/resource.js:413:27)`,
        "    at /project/index.ts:3:1",
      ].join("\n"),
    ],
    says: [
      "index.ts:3:1: failed to register new resource x [a:b:C]: Duplicate resource URN 'urn:x'; try giving it a unique name",
    ],
  },
  "reports the same twice": { reports: ["wrong", "wrong", "other"], says: ["wrong", "other"] },
  "says a secret": { reports: ["the password is hush-hush"], says: ["the password is [secret]"] },
  "calls process.exit, or waits for ever": {
    says: [
      "the program ended before its plan was complete: it calls process.exit, or waits for a promise that nothing resolves",
    ],
  },
  "leaves promises behind": {
    ending: { code: 1, stderr: "The Pulumi runtime detected that 2 promises were still active\nat the time" },
    isComplete: true,
    says: [
      "the program ended before its plan was complete: it calls process.exit, or waits for a promise that nothing resolves",
    ],
  },
  "ends itself with a status": {
    ending: { code: 3, stderr: "no more\n" },
    says: ["the program ended itself with status 3:\nno more"],
  },
  "runs out of memory": {
    ending: { code: null, signal: "SIGABRT" },
    says: ["the program was ended by SIGABRT; it may have run out of memory"],
  },
  "comes to its end": { isComplete: true, says: [] },
};

function plan(reports: string[]): Plan {
  const diagnostics = reports.map((message): Diagnostic => ({ severity: "error", message }));
  return {
    project: "sample",
    stack: "dev",
    resources: [],
    outputs: { token: new Secret("hush-hush") },
    diagnostics,
  };
}

describe("failures of a program that", () => {
  for (const [description, { reports = [], ending, isComplete = false, says }] of Object.entries(recorded)) {
    it(`${description}: are said with their place`, () => {
      const whole: Ending = { code: 0, signal: null, stdout: "", stderr: "", ...ending };
      const failures = findFailures(plan(reports), whole, isComplete, "/project");
      assert.deepEqual(
        failures.map(({ message }) => message),
        says,
      );
    });
  }

  it("is in a folder with brackets and blanks has its places too", () => {
    for (const frame of [
      "at fail (/a (1)/index.ts:4:9)",
      "at async /a (1)/index.ts:4:9",
      "at file:///a%20(1)/index.ts:4:9",
    ]) {
      const [failure] = findFailures(
        plan([`${unhandled}Error: broken\n    at Array.map (<anonymous>)\n    ${frame}`]),
        { code: 32, signal: null, stdout: "", stderr: "" },
        false,
        "/a (1)",
      );
      assert.equal(failure?.message, "index.ts:4:9: broken", frame);
    }
  });
});

describe("an error in TypeScript on Windows", () => {
  it("is named by its place in the project", () => {
    for (const path of ["C:\\work\\shop\\components\\web.ts", "c:/work/shop/components/web.ts"]) {
      assert.equal(
        explain(
          `Error: Transform failed with 1 error:\n${path}:1:10: ERROR: Unexpected ";"`,
          "C:\\work\\shop",
          win32,
        ),
        'components\\web.ts:1:10: Unexpected ";"',
      );
    }
  });
});

describe("output of a program", () => {
  it("is shown without colours, process ids and what the SDK's promises make Node say", () => {
    const stderr =
      "(node:1) PromiseRejectionHandledWarning: x\n(Use `node --trace-warnings ...`)\n(node:12) DeprecationWarning: old\n";
    assert.deepEqual(
      programOutput({ code: 0, signal: null, stdout: "\u001b[1mhello\u001b[22m\n\n", stderr }),
      [
        { severity: "info", message: "hello" },
        { severity: "info#err", message: "DeprecationWarning: old" },
      ],
    );
  });
});
