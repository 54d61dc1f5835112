import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of calls on ECS", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("calls");
  });

  it("has a CA of its own, which issues the certificate of the called service alone", () => {
    const endpoints = inputsOf(plan, "aws:ecs/service:Service").map(
      ({ serviceConnectConfiguration }) =>
        (serviceConnectConfiguration as { services: { discoveryName: string; tls?: object }[] } | undefined)
          ?.services ?? [],
    );
    const [authority, ...others] = inputsOf(plan, "aws:acmpca/certificateAuthority:CertificateAuthority");
    assert.deepEqual([authority?.usageMode, others], ["SHORT_LIVED_CERTIFICATE", []]);
    assert.deepEqual(
      endpoints.flat().map(({ discoveryName, tls }) => [discoveryName, Object.keys(tls ?? {}).sort()]),
      [["orders", ["issuerCertAuthority", "roleArn"]]],
    );
  });

  it("has a name for the service that receives datagrams, which its callers have in their variable", () => {
    const registries = inputsOf(plan, "aws:ecs/service:Service").flatMap(
      ({ serviceRegistries }) => serviceRegistries ?? [],
    );
    assert.equal(registries.length, 1);
    const [name] = inputsOf(plan, "aws:servicediscovery/service:Service").map((inputs) => inputs.name);
    assert.equal(name, "stats");
    const addresses = inputsOf(plan, "aws:ecs/taskDefinition:TaskDefinition").flatMap(
      ({ containerDefinitions }) =>
        JSON.parse(String(containerDefinitions))[0].environment.filter(
          (variable: { name: string }) => variable.name === "STATS_URL",
        ),
    );
    assert.equal(addresses.length, 2);
    for (const { value } of addresses) assert.match(value, /^udp:\/\/stats\.ecs-services-[0-9a-f]{7}:8125$/);
  });
});
