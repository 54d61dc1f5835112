import assert from "node:assert/strict";
import { secretReason } from "../../../policies/rules/secrets";
import { cpuTime } from "../../support/cpu-time";

const byName = "has the name of a secret and a plain value";
const byValue = "has a value that looks like a secret";

describe("policies: secrets in environment variables", () => {
  it("are recognised by name, in every spelling", () => {
    for (const name of ["DB_PASSWORD", "dbPassword", "stripe-api-key", "npm.token", "JWT", "ACCESS_TOKENS"]) {
      assert.equal(secretReason(name, "hunter2"), byName, name);
    }
    for (const name of ["KEYBOARD", "TOKEN_FILE", "PASSWORD_MIN_LENGTH", "PATH", "AUTHOR"]) {
      assert.equal(secretReason(name, "hunter2"), undefined, name);
    }
  });

  it("are not switches, kinds of authentication, ARNs or limits of tokens", () => {
    for (const [name, value] of [
      ["REQUIRE_AUTH", "true"],
      ["SMTP_AUTH", "plain"],
      ["DB_PASSWORD", ""],
      ["DB_PASSWORD", "arn:aws:secretsmanager:us-east-1:000000000000:secret:db"],
      ["MAX_TOKENS", "4096"],
    ] as const) {
      assert.equal(secretReason(name, value), undefined, name);
    }
    assert.equal(secretReason("DB_PASSWORD", "4096"), byName);
    assert.equal(secretReason("API_TOKENS", "4096,x"), byName);
  });

  it("are recognised by value, whatever the name", () => {
    for (const value of [
      `key ASIA${"A".repeat(16)}`,
      "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl",
      "-----BEGIN PGP PRIVATE KEY BLOCK-----",
      "redis://:hunter2@cache.example.com:6379",
      "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    ]) {
      assert.equal(secretReason("VALUE", value), byValue, value);
    }
    for (const value of [
      "postgres://db.example.com/app",
      "-----BEGIN CERTIFICATE-----",
      "-----BEGIN PUBLIC KEY-----",
    ]) {
      assert.equal(secretReason("VALUE", value), undefined, value);
    }
  });

  it("are looked for in linear time", () => {
    const long = 200_000;
    for (const part of ["-eyJ", "eyJ", "-----BEGIN ", "A ", "PRIVATE ", "ghp_", "a:", "://", "AKIA", "a"]) {
      const hostile = part.repeat(long / part.length);
      const started = cpuTime();
      for (const text of [
        hostile,
        `-----BEGIN ${hostile}`,
        `a://${hostile}`,
        `eyJ${hostile}.eyJ${hostile}`,
      ]) {
        secretReason(text.slice(0, 1_000), text);
      }
      const took = cpuTime() - started;
      assert.ok(took < 1000, `${part}: ${took} ms`);
    }
  });
});
