import assert from "node:assert/strict";
import { certificateOutputs } from "../../src/mock-outputs/certificate";
import type { Facts } from "../../src/mock-outputs/template";

const certificate = (name: string, inputs: Facts["inputs"]) =>
  certificateOutputs({ urn: `urn:${name}`, logical: name, name, region: "eu-central-1", inputs });

describe("mock outputs of a certificate", () => {
  const options = (name: string, given: Facts["inputs"]) =>
    certificate(name, given).domainValidationOptions as Record<string, string>[];
  const inputs = {
    domainName: "shop.example.com",
    subjectAlternativeNames: ["*.shop.example.com", "shop.example.com", "example.org"],
    validationMethod: "DNS",
  };

  it("have an option for each name, the same record for a name and its wildcard", () => {
    const [own, wildcard, other, ...rest] = options("one", inputs);
    assert.deepEqual(
      [own, wildcard, other].map((option) => option?.domainName),
      ["shop.example.com", "*.shop.example.com", "example.org"],
    );
    assert.deepEqual(rest, []);
    assert.match(own?.resourceRecordName ?? "", /^_[0-9a-f]{32}\.shop\.example\.com\.$/);
    assert.equal(own?.resourceRecordType, "CNAME");
    assert.match(own?.resourceRecordValue ?? "", /^_[0-9a-f]{32}\.acm-validations\.aws\.$/);
    assert.deepEqual({ ...own, domainName: "" }, { ...wildcard, domainName: "" });
    assert.notEqual(own?.resourceRecordName, other?.resourceRecordName);
  });

  it("validate a name alike in every certificate of the account", () => {
    assert.deepEqual(options("one", inputs), options("two", inputs));
    const arns = ["one", "two"].map((name) => certificate(name, inputs).arn);
    assert.notEqual(arns[0], arns[1]);
    assert.match(String(arns[0]), /^arn:aws:acm:eu-central-1:000000000000:certificate\/[0-9a-f-]{36}$/);
  });

  it("have no records where a mail validates", () => {
    assert.deepEqual(options("mail", { ...inputs, validationMethod: "EMAIL" }), []);
  });
});
