import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { type Case, errorsOf, read } from "./reading";

const platforms: readonly string[] = platformNames;
const token = "arn:aws:secretsmanager:us-east-1:210987654321:secret:shop/token-AbCdEf";
const allowed =
  "the ARN of a secret with its suffix, such as arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf, with :KEY, " +
  ":KEY:STAGE or :KEY::VERSION behind it for a part of it, or the name of a parameter, such as /shop/token";

const cases: Case[] = [
  {
    what: "references that are none",
    config: {
      services: {
        hello: {
          secrets: {
            NAME: "shop/token",
            NO_SUFFIX: token.slice(0, -7),
            BOTH: `${token}:key:AWSCURRENT:0f1e2d3c`,
            PARAMETER_ARN: "arn:aws:ssm:us-east-1:210987654321:parameter/shop/token",
          },
        },
      },
    },
    lines: [
      `aws-containers:services.hello.secrets.BOTH is "${token.slice(0, 57)}...", but must be ${allowed}.`,
      `aws-containers:services.hello.secrets.NAME is "shop/token", but must be ${allowed}.`,
      `aws-containers:services.hello.secrets.NO_SUFFIX is "${token.slice(0, 57)}...", but must be ${allowed}.`,
      `aws-containers:services.hello.secrets.PARAMETER_ARN is "arn:aws:ssm:us-east-1:210987654321:parameter/shop/token", but must be ${allowed}.`,
    ],
  },
  {
    what: "variables that are set already",
    config: { services: { hello: { environment: { A: "b" }, secrets: { A: "/a", PORT: "/port" } } } },
    lines: [
      "aws-containers:services.hello.secrets.A is in environment too: leave it out of one of them.",
      "aws-containers:services.hello.secrets.PORT is set from the service's port: change that instead.",
    ],
  },
  {
    what: "a variable without a name",
    config: { services: { hello: { secrets: { "A-B": "/a" } } } },
    lines: [
      "aws-containers:services.hello.secrets.A-B has a name that can't be used: it must be letters, digits and _, not starting with a digit.",
    ],
  },
];

describe("settings of secrets report", () => {
  for (const { what, config, lines } of cases) {
    it(what, () => assert.deepEqual(errorsOf(config), lines));
  }

  it("a reference of a long hostile string without delay", () => {
    for (const hostile of [
      "/".repeat(2000),
      `/${"a/".repeat(900)}`,
      `arn:aws:secretsmanager:${"a".repeat(1900)}`,
    ]) {
      assert.equal(errorsOf({ services: { hello: { secrets: { A: hostile } } } }).length, 1);
    }
  });
});

if (platforms.includes("eks")) {
  const services = { hello: { secrets: { A: token, B: "/a", C: token.replace("us-east-1", "eu-west-1") } } };

  describe("settings of secrets on EKS", () => {
    it("report those of other regions, which the driver refuses", () => {
      assert.deepEqual(errorsOf({ platforms: "eks", services }), [
        "aws-containers:services.hello.secrets.C is in eu-west-1, but on EKS must be in us-east-1, as the stack is: replicate the secret, and take the ARN of the replica.",
      ]);
    });

    if (platforms.includes("ecs")) {
      it("report none of a service that ECS alone runs", () => {
        const { hello } = read({ platforms: "ecs", services }).services;
        assert.deepEqual(hello?.secrets, services.hello.secrets);
      });
    }
  });
}

describe("settings of secrets", () => {
  it("are references, which are no secret themselves", () => {
    const secrets = {
      TOKEN: token,
      PASSWORD: `${token}:password`,
      OLD: `${token}::AWSPREVIOUS`,
      KEY: "/shop/key",
    };
    assert.deepEqual(read({ services: { hello: { secrets } } }).services.hello?.secrets, secrets);
  });
});
