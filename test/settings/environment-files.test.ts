import assert from "node:assert/strict";
import { type Case, errorsOf, read } from "./reading";

const cases: Case[] = [
  {
    what: "files that can't be read",
    config: {
      services: { hello: { environmentFiles: ["web.env", "missing.env", "empty", "/etc/x.env", "web.env"] } },
    },
    lines: [
      'aws-containers:services.hello.environmentFiles[1] is "missing.env", but the project has no such file.',
      'aws-containers:services.hello.environmentFiles[2] is "empty", which is not a file.',
      `aws-containers:services.hello.environmentFiles[3] is "/etc/x.env", but must be relative to the project's directory.`,
      'aws-containers:services.hello.environmentFiles[4] is "web.env", which is already in the list.',
    ],
  },
  {
    what: "variables that something else sets, or that are none",
    config: {
      data: { uploads: { type: "bucket" } },
      services: {
        hello: {
          environmentFiles: ["refused.env"],
          secrets: { TOKEN: "/shop/token" },
          calls: ["orders"],
          uses: ["uploads"],
        },
        orders: { source: "./app", exposure: "internal" },
      },
    },
    lines: [
      "aws-containers:services.hello.environmentFiles.ORDERS_URL is set from calls, which has orders: remove one of them.",
      "aws-containers:services.hello.environmentFiles.PORT is set from the service's port: remove one of them.",
      "aws-containers:services.hello.environmentFiles.UPLOADS_BUCKET is set from uses, which has uploads: remove one of them.",
      'aws-containers:services.hello.environmentFiles[0] is "refused.env", which sets TOKEN, but it is in secrets too: leave it out of one of them.',
      `aws-containers:services.hello.environmentFiles[0] is "refused.env", which sets my-name: a variable's name must be letters, digits and _, not starting with a digit.`,
    ],
  },
];

describe("files with variables: their errors report", () => {
  for (const { what, config, lines } of cases) {
    it(what, () => assert.deepEqual(errorsOf(config), lines));
  }
});

describe("files with variables", () => {
  const hello = (service: object, secrets?: string[]) => read({ services: { hello: service } }, secrets);

  it("are variables of the container, those of a later file and those of environment first", () => {
    const { services } = hello({
      environmentFiles: ["web.env", "other.env"],
      environment: { GREETING: "Hello" },
    });
    assert.deepEqual(services.hello?.environment, {
      LOG_LEVEL: "debug",
      EMPTY: "",
      PRICE: "$5",
      REGION_NAME: "Frankfurt",
      GREETING: "Hello",
    });
    assert.deepEqual(hello({}).services.hello?.environment, {});
  });

  it("are in no task definition where environment has a secret value for the same variable", () => {
    const environment = { GREETING: "hunter2" };
    const { services } = hello({ environmentFiles: ["web.env"], environment }, ["services"]);
    assert.deepEqual(services.hello?.environment, { LOG_LEVEL: "info", EMPTY: "", PRICE: "$5" });
    assert.deepEqual(Object.keys(services.hello?.secretEnvironment ?? {}), ["GREETING"]);
  });

  it("may have PORT where nobody reaches the service", () => {
    const service = { exposure: "none", environmentFiles: ["port.env"] };
    assert.deepEqual(hello(service).services.hello?.environment, { PORT: "9000" });
  });
});
