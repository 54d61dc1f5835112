import assert from "node:assert/strict";
import { optionsKeptByNpm, userDirectory } from "../src/npm";

describe("npm run", () => {
  const script = {
    npm_command: "run-script",
    npm_package_json: "/repo/package.json",
    INIT_CWD: "/repo/infra",
  };

  it("keeps options for itself where `--` is forgotten", () => {
    const environment = { ...script, npm_config_config_file: "x.yaml", npm_config_help: "true" };
    assert.deepEqual(optionsKeptByNpm(["stack", "config-file", "help"], environment), [
      "--config-file x.yaml",
      "--help",
    ]);
    assert.deepEqual(optionsKeptByNpm(["stack", "config-file", "help"], script), []);
    assert.deepEqual(optionsKeptByNpm(["help"], { npm_command: "exec", npm_config_help: "true" }), []);
  });

  it("runs a script in the package's folder; the user's own is another", () => {
    assert.equal(userDirectory("/repo", script), "/repo/infra");
    assert.equal(userDirectory("/repo", {}), "/repo");
    assert.equal(userDirectory("/tmp/other", script), "/tmp/other");
    assert.equal(userDirectory("/repo", { ...script, npm_command: "exec" }), "/repo");
  });
});
