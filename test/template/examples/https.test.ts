import assert from "node:assert/strict";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of HTTPS", () => {
  it("gives both platforms one certificate, and each its names", async () => {
    const plan = await planOf("https");
    const [certificate, ...others] = inputsOf(plan, "aws:acm/certificate:Certificate");
    assert.deepEqual(others, []);
    assert.deepEqual(certificate, {
      domainName: "shop.example.com",
      subjectAlternativeNames: ["*.shop.example.com", "*.eks.shop.example.com"],
      validationMethod: "DNS",
    });
    const aliases = inputsOf(plan, "aws:route53/record:Record").filter(({ type }) => type === "A");
    const names = (lb: RegExp) =>
      aliases.filter((record) => lb.test(JSON.stringify(record.aliases))).map(({ name }) => name);
    assert.deepEqual(names(/"ecs-load-balancer-/), [
      "app.shop.example.com",
      "reports.shop.example.com",
      "shop.example.com",
    ]);
    assert.deepEqual(names(/"k8s-/), [
      "app.eks.shop.example.com",
      "eks.shop.example.com",
      "reports.eks.shop.example.com",
    ]);
    const overIpv6 = inputsOf(plan, "aws:route53/record:Record").filter(({ type }) => type === "AAAA");
    assert.deepEqual(
      overIpv6.map(({ name, aliases: targets }) => [name, targets]),
      aliases.map(({ name, aliases: targets }) => [name, targets]),
    );
    assert.deepEqual(
      inputsOf(plan, "aws:lb/listener:Listener").map(({ port, protocol }) => [port, protocol]),
      [
        [80, "HTTP"],
        [443, "HTTPS"],
      ],
    );
    const { ecsUrls, eksUrls } = plan.outputs;
    assert.deepEqual(
      [ecsUrls, eksUrls],
      [
        { hello: "https://shop.example.com/", reports: "https://reports.shop.example.com/" },
        { hello: "https://eks.shop.example.com/", reports: "https://reports.eks.shop.example.com/" },
      ],
    );
    const logins = inputsOf(plan, "aws:lb/listenerRule:ListenerRule").flatMap(({ conditions, actions }) =>
      JSON.stringify(actions).includes("authenticate-oidc") ? [conditions] : [],
    );
    assert.deepEqual(logins, [
      [{ pathPattern: { values: ["/*"] } }, { hostHeader: { values: ["reports.shop.example.com"] } }],
    ]);
  });
});
