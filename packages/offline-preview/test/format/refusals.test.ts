import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { renderJson } from "../../src/format/json";
import { renderMarkdown } from "../../src/format/markdown";
import { renderText } from "../../src/format/text";
import { refusalLine, verdictOf } from "../../src/format/verdict";
import { planOf } from "../../src/in-process";
import { reportOf, sampleConfig } from "./report-of";

describe("a step that is refused", () => {
  const rules = (names: string[], tags: Record<string, string> = {}) =>
    planOf(() => {
      new aws.s3.Bucket("files", { tags });
      const balancer = new aws.lb.LoadBalancer("balancer");
      const defaultActions = [{ type: "forward", targetGroupArn: "arn:aws:target" }];
      const listener = new aws.lb.Listener("http", { loadBalancerArn: balancer.arn, defaultActions });
      for (const name of names) {
        new aws.lb.ListenerRule(name, {
          listenerArn: listener.arn,
          priority: 10,
          actions: defaultActions,
          conditions: [],
        });
      }
    });
  const message =
    "AWS will refuse this: the create of shop (aws:lb:ListenerRule), because priority 10 of listener http belongs to web " +
    "(PriorityInUse); give the resource that stays its previous logical name or an alias, so that it is updated in place, or " +
    "deploy twice: without the old one first";

  it("is said first in a text, and in the verdict", async () => {
    const report = reportOf(await rules(["shop"]), await rules(["web"]));
    const text = renderText(report);
    const first = text.split("\n\n")[1]?.replace(/\n {2}/g, " ");
    assert.equal(first, message);
    assert.equal(
      verdictOf(report),
      "1 to create, 1 to delete; 3 unchanged. Not allowed: 1 step that AWS refuses",
    );
    assert.equal(refusalLine(report), "Not allowed: 1 step that AWS refuses");
  });

  it("is said beside mandatory findings", async () => {
    const report = reportOf(await rules(["shop"], { a: "strict" }), await rules(["web"]), sampleConfig);
    assert.equal(
      refusalLine(report),
      "Not allowed: 1 step that AWS refuses, 1 mandatory finding, 1 of them new: s3-versioning",
    );
  });

  it("is in the JSON, for other programs", async () => {
    const { refusals } = JSON.parse(renderJson(reportOf(await rules(["shop"]), await rules(["web"]))));
    assert.deepEqual(refusals, [
      {
        urn: "urn:pulumi:dev::project::aws:lb/listenerRule:ListenerRule::shop",
        step: "create",
        because: "priority 10 of listener http belongs to web",
        instead:
          "Give the resource that stays its previous logical name or an alias, so that it is updated in place, or deploy " +
          "twice: without the old one first.",
        error: "PriorityInUse",
        by: "AWS",
        type: "aws:lb/listenerRule:ListenerRule",
        name: "shop",
        message,
      },
    ]);
  });

  it("is the first warning of a Markdown page", async () => {
    const lines = renderMarkdown(reportOf(await rules(["shop"]), await rules(["web"]))).split("\n");
    assert.equal(lines[2], "> [!CAUTION]");
    assert.equal(lines[3], `> - ${message}`);
  });

  it("isn't looked for in a plan of its own, or where nothing was before", async () => {
    const nothing = await planOf(() => undefined);
    assert.equal(refusalLine(reportOf(await rules(["web"]))), undefined);
    assert.equal(refusalLine(reportOf(await rules(["web", "shop"]), nothing)), undefined);
  });
});
