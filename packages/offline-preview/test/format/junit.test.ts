import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { renderJunit } from "../../src/format/junit";
import { planOf } from "../../src/in-process";
import { filesOf, reportOf, sampleConfig } from "./report-of";

const bucket = (tag: string, name = "files") => planOf(() => void new aws.s3.Bucket(name, { tags: { tag } }));

describe("JUnit", () => {
  it("fails what is mandatory", async () => {
    const report = reportOf(await bucket("strict"), undefined, sampleConfig);
    assert.equal(
      renderJunit(report, filesOf()),
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="project/dev" tests="2" failures="1">',
        '  <testsuite name="program" tests="1" failures="0" skipped="0">',
        '    <testcase classname="project/dev" name="program"/>',
        "  </testsuite>",
        '  <testsuite name="s3-versioning" tests="1" failures="1" skipped="0">',
        '    <testcase classname="project/dev" name="s3-versioning urn:pulumi:dev::project::aws:s3/bucket:Bucket::files">',
        '      <failure type="s3-versioning" message="files (aws:s3:Bucket): Versioning is off. Set versioning.enabled.">' +
          "files (aws:s3:Bucket): Versioning is off. Set versioning.enabled.&#10;https://example.com/s3-versioning</failure>",
        "    </testcase>",
        "  </testsuite>",
        "  <system-out>2 to create. Not allowed: 1 mandatory finding</system-out>",
        "</testsuites>",
        "",
      ].join("\n"),
    );
  });

  it("skips what is waived, and passes what is advisory with a message", async () => {
    const waived = renderJunit(reportOf(await bucket("waived"), undefined, sampleConfig), filesOf());
    assert.match(waived, /^ {6}<skipped message="Its objects can be made again\."\/>$/m);
    assert.match(waived, /^<testsuites name="project\/dev" tests="2" failures="0">$/m);
    const advisory = renderJunit(reportOf(await bucket("lax"), undefined, sampleConfig), filesOf());
    assert.match(advisory, /^ {6}<system-out>advisory: files \(aws:s3:Bucket\): Versioning is off/m);
  });

  it("of a difference leaves out what is gone, and has the update", async () => {
    const report = reportOf(await bucket("none"), await bucket("strict"), sampleConfig);
    const text = renderJunit(report, filesOf());
    assert.match(text, /<testsuite name="update from main" tests="1" failures="0" skipped="0">/);
    assert.doesNotMatch(text, /s3-versioning/);
  });

  it("of a difference says what data is lost, which fails nothing", async () => {
    const table = () => planOf(() => void new aws.dynamodb.Table("orders", { hashKey: "id" }));
    const text = renderJunit(reportOf(await planOf(() => undefined), await table()), filesOf());
    assert.match(text, /<testsuite name="update from main" tests="1" failures="0" skipped="0">/);
    assert.match(text, /<testcase classname="project\/dev" name="data-loss"/);
    assert.match(
      text,
      /<system-out>advisory: orders \(aws:dynamodb:Table\) is DELETED, and with it its items/,
    );
  });

  it("lets nothing of a program be markup, and writes what XML can't as a replacement character", async () => {
    const name = '"><failure>&\u0000\u001b\n\u202e';
    const text = renderJunit(reportOf(await bucket("strict", name), undefined, sampleConfig), filesOf());
    const escaped = "&#34;&#62;&#60;failure&#62;&#38;\ufffd\ufffd&#10;\u202e";
    assert.ok(text.includes(`::${escaped}">\n`), text);
    assert.equal(text.split("<failure").length, 2);
  });
});
