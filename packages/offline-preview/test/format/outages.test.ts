import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { renderJunit } from "../../src/format/junit";
import { renderSarif } from "../../src/format/sarif";
import { renderText } from "../../src/format/text";
import { planOf } from "../../src/in-process";
import { filesOf, reportOf } from "./report-of";

/** A rule whose target group is another one for another protocol. */
const routed = (protocolVersion: string) =>
  planOf(() => {
    const target = new aws.lb.TargetGroup("web", { protocolVersion, port: 80 });
    new aws.lb.ListenerRule("all", {
      listenerArn: "arn:listener",
      conditions: [{ pathPattern: { values: ["/*"] } }],
      actions: [{ type: "forward", targetGroupArn: target.arn }],
    });
  });

const outage =
  "web (TargetGroup): outage: its routes answer 503 until its first replica is healthy; to avoid that, deploy it under another route first, then move the routes";

describe("An outage", () => {
  it("is in the text, in SARIF and in JUnit's XML, where it fails nothing", async () => {
    const report = reportOf(await routed("GRPC"), await routed("HTTP1"));
    const text = renderText(report);
    const paragraph = /\nWhat happens:\n((?: {4}.*\n)+)/.exec(text)?.[1] ?? "";
    assert.equal(paragraph.trim().replace(/\s+/g, " "), outage);
    const [{ tool, results }] = JSON.parse(renderSarif(report, filesOf())).runs;
    assert.deepEqual(
      [results[0].ruleId, results[0].level, results[0].message.text],
      ["outage", "warning", outage],
    );
    assert.deepEqual(tool.driver.rules, [
      { id: "outage", shortDescription: { text: "Requests are answered throughout the update" } },
    ]);
    const junit = renderJunit(report, filesOf());
    assert.match(junit, /<testsuite name="update from main" tests="1" failures="0" skipped="0">/);
    assert.match(junit, /<system-out>advisory: web \(TargetGroup\): outage: its routes answer 503/);
  });

  it("is none where everything is answered", async () => {
    const report = reportOf(await routed("GRPC"), await routed("GRPC"));
    assert.doesNotMatch(renderText(report), /What happens/);
    assert.deepEqual(JSON.parse(renderSarif(report, filesOf())).runs[0].results, []);
  });
});
