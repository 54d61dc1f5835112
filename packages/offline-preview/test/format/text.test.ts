import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { render } from "../../src/format";
import { pageOf, plainPage } from "../../src/format/page";
import { renderText } from "../../src/format/text";
import { refusalLine } from "../../src/format/verdict";
import { planOf, type RecordedPlan } from "../../src/in-process";
import { filesOf, reportOf, sampleConfig } from "./report-of";

const bucket = (tag: string, name = "files") =>
  planOf(() => {
    new aws.s3.Bucket(name, { tags: { tag } });
    return { tag };
  });
const text = (head: RecordedPlan, base?: RecordedPlan, details = false) =>
  renderText(reportOf(head, base, sampleConfig), { details });

describe("text", () => {
  it("has the tree, findings, cost, outputs, and the verdict last", async () => {
    assert.equal(
      text(await bucket("strict")),
      `\
Preview of project/dev, offline; AWS decides each ‹name.property›.

     Type                 Name
 +   pulumi:pulumi:Stack  project-dev
 +   └─ aws:s3:Bucket     files

Findings:
    mandatory s3-versioning files aws:s3:Bucket (S3.14): Versioning is off. Set
      versioning.enabled.

Fixed monthly cost:
    $1.00 a month in us-east-1 before any use, prices of 2026-03-31
    $1.00  Bucket  [files]
    Not in it: objects.

Outputs:
    tag: strict

2 to create. Not allowed: 1 mandatory finding
`,
    );
  });

  it("has every resource's inputs, and why findings are waived, only with details", async () => {
    const plan = await bucket("waived");
    const brief = text(plan);
    assert.match(brief, /\n {4}1 waived on purpose \(reasons with --details\): s3-versioning\n/);
    assert.doesNotMatch(brief, /tags:|made again/);
    const whole = text(plan, undefined, true);
    assert.match(whole, /\n\nfiles {2}aws:s3:Bucket\n {4}tags:\n {6}tag: waived\n\nFindings:\n/);
    assert.match(whole, /\n {4}waived: s3-versioning files aws:s3:Bucket: Its objects can be made again\.\n/);
  });

  for (const [tag, verdict] of [
    ["a", "2 to create"],
    ["lax", "2 to create. 1 advisory finding"],
    ["strict", "2 to create. Not allowed: 1 mandatory finding"],
  ] as const) {
    it(`ends with "${verdict}"`, async () => assert.ok(text(await bucket(tag)).endsWith(`\n\n${verdict}\n`)));
  }

  it("names the violated rules in the line for standard error", async () => {
    const line = async (tag: string) => refusalLine(reportOf(await bucket(tag), undefined, sampleConfig));
    assert.equal(await line("strict"), "Not allowed: 1 mandatory finding: s3-versioning");
    assert.deepEqual([await line("lax"), await line("waived")], [undefined, undefined]);
    const invalid = { policies: () => ({ findings: [], waived: [], errors: ["a", "b"] }) };
    assert.equal(
      refusalLine(reportOf(await bucket("a"), undefined, invalid)),
      "Not allowed: 2 mandatory findings",
    );
  });

  it("of no difference is one line, whatever findings and waivers there are", async () => {
    for (const tag of ["a", "waived", "lax"]) {
      const advice = tag === "lax" ? ". 1 advisory finding" : "";
      assert.equal(
        text(await bucket(tag), await bucket(tag)),
        `Against main: nothing changes; 1 unchanged${advice}\n`,
      );
    }
    assert.equal(
      text(await bucket("strict"), await bucket("strict")),
      "Against main: nothing changes; 1 unchanged. Not allowed: 1 mandatory finding, none of them new\n",
    );
  });

  it("of a difference has only what is new or gone", async () => {
    assert.equal(
      text(await bucket("strict"), await bucket("lax")),
      `\
Changes of project/dev against main, offline; AWS decides each ‹name.property›.

     Type                 Name
     pulumi:pulumi:Stack  project-dev
 ~   └─ aws:s3:Bucket     files  [tags]

~ files  aws:s3:Bucket
    tags.tag: lax → strict

Changed outputs:
    tag: lax → strict

Findings:
    new: mandatory s3-versioning files aws:s3:Bucket (S3.14): Versioning is off.
      Set versioning.enabled.
    gone: advisory s3-versioning files aws:s3:Bucket

1 to update; 0 unchanged. Not allowed: 1 mandatory finding, 1 of them new
`,
    );
  });

  it("of a difference names waivers that come and go, and what the cost becomes", async () => {
    const difference = text(await bucket("waived", "other"), await bucket("waived"));
    assert.match(difference, /\n {4}newly waived: s3-versioning other aws:s3:Bucket: Its objects can be/);
    assert.match(difference, /\n {4}waived no longer: s3-versioning files aws:s3:Bucket\n/);
    assert.match(difference, /\n {4}no change \(\$1\.00 a month\)\n {6}\$1\.00 → gone {2}Bucket \[files\]\n/);
  });

  it("tells resources of the same name apart by their component, and lists what follows", async () => {
    class Box extends pulumi.ComponentResource {
      constructor(name: string, tag: string) {
        super("test:index:Box", name);
        new aws.kms.Key("shared", { tags: { tag } }, { parent: this });
      }
    }
    class Chest extends pulumi.ComponentResource {
      constructor(name: string, tag: string) {
        super("test:index:Chest", name);
        new aws.kms.Key("shared", { tags: { tag } }, { parent: this });
      }
    }
    const plan = (tag: string) =>
      planOf(() => {
        new Box("a", tag);
        new Chest("b", tag);
        const topic = new aws.sns.Topic("topic", { tags: { tag } }, { replaceOnChanges: ["tags"] });
        new aws.ssm.Parameter("address", { type: "String", value: topic.arn });
      });
    const difference = text(await plan("2"), await plan("1"));
    assert.match(difference, /\n~ shared {2}aws:kms:Key of Box a\n/);
    assert.match(difference, /\n~ shared {2}aws:kms:Key of Chest b\n/);
    assert.match(difference, /^ ~ {3}└─ aws:ssm:Parameter +address {2}\[follows topic\]$/m);
    assert.match(difference, /\n\nConsequences:\n {4}from topic: update of address \(value\)\n/);
  });

  it("has no line that is longer than the page, but for words that are", async () => {
    const plan = await planOf(() => {
      for (const name of ["short", "a-name-that-leaves-very-little-room-for-its-type"]) {
        new aws.s3.BucketServerSideEncryptionConfiguration(name, { bucket: "b", rules: [] });
      }
    });
    const lines = text(plan).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.length > 80),
      [],
    );
    assert.ok(
      lines.includes(" +   ├─ aws:…:BucketServerSid…  a-name-that-leaves-very-little-room-for-its-type"),
      lines.join("\n"),
    );
    assert.ok(
      lines.includes(" +   └─ aws:s3:BucketServerSideEncryptionConfiguration  short"),
      lines.join("\n"),
    );
  });

  it("draws what has its parent inside of a remote component", async () => {
    const plan = await planOf(() => {
      const awsx: typeof import("@pulumi/awsx") = require("@pulumi/awsx");
      const network = new awsx.ec2.Vpc("network", {});
      new aws.ec2.SecurityGroup("group", { vpcId: network.vpcId });
    });
    const remote = plan.resource("awsx:ec2:Vpc", "network");
    const group = plan.resource("group");
    const parent = `${remote.urn.replace("::network", "")}$aws:ec2/vpc:Vpc::network`;
    const resources = plan.resources.map((each) => (each === group ? { ...each, parent } : each));
    const tree = text({ ...plan, resources } as RecordedPlan);
    assert.match(tree, /\n \+ {3}└─ awsx:ec2:Vpc .*\n \+ {6}└─ aws:ec2:SecurityGroup +group\n/);
  });

  it("has colours where the page has", async () => {
    const page = pageOf({ isTTY: true, columns: 80 }, {});
    const report = reportOf(await bucket("a"), undefined, sampleConfig);
    const escapeCode = String.fromCharCode(27);
    assert.ok(renderText(report, { page }).includes(`${escapeCode}[32m2 to create${escapeCode}[39m`));
    assert.ok(!renderText(report).includes(escapeCode));
    assert.equal(
      render(report, "text", { stream: {}, project: filesOf() }),
      renderText(report, { page: plainPage }),
    );
  });
});

describe("the page", () => {
  const colours = (stream: { isTTY?: boolean }, environment: Record<string, string>) =>
    pageOf(stream, environment).colours.isColorSupported;

  for (const [stream, environment, expected] of [
    [{}, {}, false],
    [{ isTTY: true }, {}, true],
    [{ isTTY: true }, { TERM: "dumb" }, false],
    [{ isTTY: true }, { NO_COLOR: "1" }, false],
    [{ isTTY: true }, { NO_COLOR: "" }, true],
    [{}, { FORCE_COLOR: "1" }, true],
    [{ isTTY: true }, { FORCE_COLOR: "0" }, false],
    [{}, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ] as const) {
    it(`has ${expected ? "" : "no "}colours for ${JSON.stringify([stream, environment])}`, () => {
      assert.equal(colours(stream, environment), expected);
    });
  }

  for (const [stream, width] of [
    [{}, 80],
    [{ columns: 200 }, 80],
    [{ isTTY: true, columns: 120 }, 120],
    [{ isTTY: true, columns: 20 }, 60],
    [{ isTTY: true, columns: 0 }, 80],
  ] as const) {
    it(`is ${width} columns wide for ${JSON.stringify(stream)}`, () => {
      assert.equal(pageOf(stream, {}).width, width);
    });
  }
});
