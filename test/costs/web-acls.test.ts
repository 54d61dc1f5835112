import assert from "node:assert/strict";
import { figures, report, resource } from "./a-plan";

const webAcl = (inputs: object) => resource("aws:wafv2/webAcl:WebAcl", "shop", { ...inputs });

describe("the cost of AWS WAF", () => {
  it("is $5 for the web ACL and $1 for each rule; nothing for its association and its log", () => {
    assert.deepEqual(
      figures(
        webAcl({ rules: [{}, {}, {}] }),
        resource("aws:wafv2/webAclAssociation:WebAclAssociation", "shop"),
        resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "shop"),
      ),
      [
        ["web-acl", 1, 5],
        ["web-acl-rule", 3, 3],
      ],
    );
    assert.deepEqual(figures(webAcl({})), [["web-acl", 1, 5]]);
  });

  it("counts rules that are resources of their own, and reports those in JSON as not counted", () => {
    assert.deepEqual(figures(resource("aws:wafv2/webAclRule:WebAclRule", "shop")), [["web-acl-rule", 1, 1]]);
    const { noPrice } = report(webAcl({ ruleJson: "[]" }));
    assert.deepEqual(
      noPrice.map(({ what }) => what),
      ["rules of a web ACL in JSON"],
    );
  });

  it("can be saved by a setting of the load balancers", () => {
    const type = "aws-containers:load-balancer:WebAcl$aws:wafv2/webAcl:WebAcl";
    const { lines } = report({
      ...resource(type, "shop", { rules: [{}] }),
      type: "aws:wafv2/webAcl:WebAcl",
    });
    const saving = {
      setting: "aws-containers:loadBalancer.waf: false",
      monthly: { min: 6, max: 6 },
      but: "nothing filters requests or limits them before they reach the services",
    };
    assert.deepEqual(
      lines.map((line) => line.saving),
      [saving, saving],
    );
  });
});
