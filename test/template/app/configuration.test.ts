import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { ConfigurationError, readConfiguration } from "../../../app/src/configuration";

describe("the service's configuration", () => {
  it("has a default for everything", () => {
    assert.deepEqual(readConfiguration({}), {
      greeting: "Hello",
      version: "1.0.0",
      platform: "local",
      port: 8080,
      stopTimeoutSeconds: 20,
    });
  });

  it("comes from the environment", () => {
    const environment = {
      GREETING: "Hi",
      VERSION: "abc",
      PLATFORM: "elsewhere",
      PORT: "9000",
      STOP_TIMEOUT_SECONDS: "5",
      ECS_CONTAINER_METADATA_URI_V4: "http://169.254.170.2/v4/x",
    };
    assert.deepEqual(readConfiguration(environment), {
      greeting: "Hi",
      version: "abc",
      platform: "elsewhere",
      port: 9000,
      stopTimeoutSeconds: 5,
    });
  });

  it("knows the platform by the variables that the platform sets", () => {
    assert.equal(
      readConfiguration({ ECS_CONTAINER_METADATA_URI_V4: "http://169.254.170.2/v4/x" }).platform,
      "ecs",
    );
    assert.equal(readConfiguration({ KUBERNETES_SERVICE_HOST: "172.20.0.1" }).platform, "kubernetes");
  });

  it("refuses what is not a number in range, all errors at once", () => {
    for (const port of ["", "http", "-1", "65536", "80.5", "0x50", "1e3", " 80", "99999999999999999999"]) {
      assert.throws(() => readConfiguration({ PORT: port, STOP_TIMEOUT_SECONDS: "116" }), {
        name: "ConfigurationError",
        message:
          `PORT must be a whole number from 0 to 65535, not ${JSON.stringify(port)}; ` +
          'STOP_TIMEOUT_SECONDS must be a whole number from 0 to 115, not "116"',
      });
    }
    assert.throws(() => readConfiguration({ PORT: "x" }), ConfigurationError);
    for (const port of ["0", "1", "65535"])
      assert.equal(readConfiguration({ PORT: port }).port, Number(port));
  });
});
