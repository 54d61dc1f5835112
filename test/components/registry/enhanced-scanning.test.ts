import assert from "node:assert/strict";
import { validateRegistry } from "../../../components/registry/registry-validation";
import { cpuTime } from "../../support/cpu-time";
import { planOfRegistry, refusals, scanFilter } from "./a-registry";

const names = (plan: Awaited<ReturnType<typeof planOfRegistry>>) => plan.resources.map(({ name }) => name);

describe("Registry with enhanced scanning", () => {
  it("configures it for the account where the stack manages the registry's settings", async () => {
    const plan = await planOfRegistry({
      scanning: "enhanced",
      manageRegistrySettings: true,
      scanFrequency: "continuous",
      scanFilters: ["acme/*", "hello"],
    });
    const { inputs, parent } = plan.resource("registry-scanning");
    assert.deepEqual(inputs, {
      scanType: "ENHANCED",
      rules: [
        {
          scanFrequency: "CONTINUOUS_SCAN",
          repositoryFilters: [
            { filter: "acme/*", filterType: "WILDCARD" },
            { filter: "hello", filterType: "WILDCARD" },
          ],
        },
      ],
    });
    assert.equal(parent, plan.resource("RegistryScanning", "registry").urn);
  });

  it("scans all repositories on push by default", async () => {
    const plan = await planOfRegistry({ scanning: "enhanced", manageRegistrySettings: true });
    assert.deepEqual(plan.resource("registry-scanning").inputs.rules, [
      { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] },
    ]);
  });

  it("leaves the account's configuration to another stack by default, with a scan on push", async () => {
    const plan = await planOfRegistry({ scanning: "enhanced" });
    assert.deepEqual(names(plan), ["registry-hello", "registry"]);
    assert.deepEqual(plan.resource("registry-hello").inputs.imageScanningConfiguration, { scanOnPush: true });
  });

  it("refuses filters without effect", () => {
    assert.deepEqual(refusals({ scanFilters: ["A B"], scanFrequency: "on-push" }), [
      "scanFrequency requires scanning: enhanced and manageRegistrySettings: true",
      "scanFilters requires scanning: enhanced and manageRegistrySettings: true",
      `scanFilters[0] is "A B": ${scanFilter}`,
    ]);
  });

  it("takes 1 to 100 filters", () => {
    const args = { scanning: "enhanced", manageRegistrySettings: true } as const;
    const filters = (count: number) => ({ ...args, scanFilters: Array(count).fill("hello") });
    assert.deepEqual(refusals(filters(0)), ["scanFilters has 0 filters: must have 1 to 100"]);
    assert.deepEqual(refusals(filters(101)), ["scanFilters has 101 filters: must have 1 to 100"]);
    assert.deepEqual(validateRegistry(filters(1)), []);
    assert.deepEqual(validateRegistry(filters(100)), []);
  });

  it("judges filters and names in linear time, however long", () => {
    const hostile = ["a", "*", "a-", "-", "a.", "*a"].map((part) => `${part.repeat(100_000 / part.length)}P`);
    const began = cpuTime();
    for (const text of [...hostile, "platform-team-shared-services-frontendProd"]) {
      const args = { scanFilters: [text], repositories: [text], namespace: text, promotedTo: [text] };
      assert.ok(validateRegistry(args).length >= 4);
      validateRegistry({ publicRepositories: { [text]: {} }, replicateTo: [text], pullAccounts: [text] });
    }
    assert.ok(cpuTime() - began < 1000);
  });
});
