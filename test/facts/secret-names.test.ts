import assert from "node:assert/strict";
import { isSecretBuildArgument, isSecretName } from "../../facts/secret-names";
import { cpuTime } from "../support/cpu-time";

describe("The name of a secret", () => {
  for (const name of [
    "NPM_TOKEN",
    "dbPassword",
    "PASSWORDS",
    "PGPASSWORD",
    "MYSQL_PWD",
    "CREDS",
    "aws-creds",
    "SSH_KEY",
    "GH_TOKEN1",
    "GH_TOKEN_2",
  ]) {
    it(`is ${name}`, () => assert.ok(isSecretName(name)));
  }

  for (const name of [
    "TOKENIZER",
    "MAX_TOKENS_PER_MINUTE",
    "KEYBOARD",
    "AUTHOR",
    "COMPASS",
    "PASSWORD_MIN_LENGTH",
    "BASE_URL",
    "REDIS_URL",
    "PUBLIC_KEY",
    "SHA256",
    "DATABASE_URL",
    "1",
    "",
  ]) {
    it(`is not ${name || "empty"}`, () => assert.ok(!isSecretName(name)));
  }

  it("is that of a build argument also for the address of a database, which may have a password in it", () => {
    for (const name of ["DATABASE_URL", "db.uri", "CONNECTION_STRING", "PGPASSWORD"]) {
      assert.ok(isSecretBuildArgument(name), name);
    }
    for (const name of ["DATABASE_URL_TIMEOUT", "BASE_URL", "REDIS_URL"]) {
      assert.ok(!isSecretBuildArgument(name), name);
    }
  });

  it("is found in linear time, however long it is", () => {
    const began = cpuTime();
    for (const part of ["A", "_", "9", "PASS", "API_", "aB"]) isSecretName(part.repeat(100_000));
    assert.ok(cpuTime() - began < 1000);
  });
});
