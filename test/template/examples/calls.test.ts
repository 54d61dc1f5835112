import assert from "node:assert/strict";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of encrypted calls", () => {
  it("has a CA of its own, which issues the certificate of the called service alone", async () => {
    const plan = await planOf("calls");
    const endpoints = inputsOf(plan, "aws:ecs/service:Service").map(
      ({ serviceConnectConfiguration }) =>
        (serviceConnectConfiguration as { services: { discoveryName: string; tls?: object }[] }).services,
    );
    const [authority, ...others] = inputsOf(plan, "aws:acmpca/certificateAuthority:CertificateAuthority");
    assert.deepEqual([authority?.usageMode, others], ["SHORT_LIVED_CERTIFICATE", []]);
    assert.deepEqual(
      endpoints.flat().map(({ discoveryName, tls }) => [discoveryName, Object.keys(tls ?? {}).sort()]),
      [["orders", ["issuerCertAuthority", "roleArn"]]],
    );
  });
});
