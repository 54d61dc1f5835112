import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { renderMermaid } from "../../src/format/mermaid";
import { planOf, type RecordedPlan } from "../../src/in-process";
import { reportOf } from "./report-of";

class Box extends pulumi.ComponentResource {
  constructor(name: string, internal: boolean, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Box", name, {}, opts);
    const group = new aws.ec2.SecurityGroup(`${name}-group`, {}, { parent: this });
    new aws.lb.LoadBalancer(`${name}-balancer`, { internal, securityGroups: [group.id] }, { parent: this });
    this.registerOutputs({});
  }
}

function draw(head: RecordedPlan, base?: RecordedPlan): string {
  return renderMermaid(reportOf(head, base));
}

describe("picture", () => {
  it("has components as boxes, what needs what, and where the internet gets in", async () => {
    const plan = await planOf(() => {
      const inner = new Box("inner", true);
      new Box("outer", false, { dependsOn: inner });
    });
    assert.equal(
      draw(plan),
      [
        "flowchart LR",
        '  internet(("internet"))',
        '  subgraph inner_Box["Box inner"]',
        '    inner_group_SecurityGroup["<b>inner-group</b><br/>aws:ec2:SecurityGroup"]',
        '    inner_balancer_LoadBalancer["<b>inner-balancer</b><br/>aws:lb:LoadBalancer"]',
        "  end",
        '  subgraph outer_Box["Box outer"]',
        '    outer_group_SecurityGroup["<b>outer-group</b><br/>aws:ec2:SecurityGroup"]',
        '    outer_balancer_LoadBalancer["<b>outer-balancer</b><br/>aws:lb:LoadBalancer"]',
        "  end",
        "  internet ==> outer_balancer_LoadBalancer",
        "  inner_balancer_LoadBalancer --> inner_group_SecurityGroup",
        "  outer_balancer_LoadBalancer --> outer_group_SecurityGroup",
        "  outer_Box --> inner_balancer_LoadBalancer",
        "",
      ].join("\n"),
    );
  });

  it("lets no name be markup", async () => {
    const plan = await planOf(() => void new aws.s3.Bucket('a"] --> b["<img src=x>`#', {}));
    assert.match(
      draw(plan),
      /^ {2}\w+\["<b>a#34;#93; --#62; b#91;#34;#60;img src=x#62;#96;#35;<\/b><br\/>aws:s3:Bucket"\]$/m,
    );
  });

  it("folds components where there is too much to show, and counts what is in them", async () => {
    const plan = await planOf(() => {
      const first = new Box("box0", false);
      for (let index = 1; index < 21; index++) new Box(`box${index}`, true, { dependsOn: first });
    });
    const picture = draw(plan);
    assert.match(picture, /^ {2}box0_Box\[\["<b>box0<\/b><br\/>Box<br\/>2 resources"\]\]$/m);
    assert.match(picture, /^ {2}internet ==> box0_Box$/m);
    assert.match(picture, /^ {2}box1_Box --> box0_Box$/m);
    assert.doesNotMatch(picture, /subgraph/);
    assert.equal(picture, draw(plan));
  });

  it("of a difference has what changes alone, and the components that it is in", async () => {
    const plan = (internal: boolean) =>
      planOf(() => {
        new Box("kept", true);
        new Box("changed", internal);
      });
    assert.equal(
      draw(await plan(true), await plan(false)),
      [
        "flowchart LR",
        '  subgraph changed_Box["Box changed"]',
        '    changed_balancer_LoadBalancer["<b>changed-balancer</b><br/>aws:lb:LoadBalancer"]',
        "  end",
        "  classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328",
        "  class changed_balancer_LoadBalancer changed",
        "",
      ].join("\n"),
    );
    assert.equal(
      draw(await plan(true), await plan(true)),
      'flowchart LR\n  unchanged["no resource changes"]\n',
    );
  });

  it("colours what is new, what changes and what goes", async () => {
    const one = await planOf(() => {
      new aws.s3.Bucket("kept", { tags: { a: "b" } });
      new aws.s3.Bucket("gone");
    });
    const two = await planOf(() => {
      new aws.s3.Bucket("kept", { tags: { a: "c" } });
      new aws.s3.Bucket("come");
    });
    const lines = draw(two, one).split("\n");
    assert.ok(lines.includes("  class come_Bucket created"));
    assert.ok(lines.includes("  class gone_Bucket deleted"));
    assert.ok(lines.includes("  class kept_Bucket changed"));
    assert.match(lines.find((line) => line.startsWith("  classDef deleted")) ?? "", /stroke-dasharray/);
  });
});
