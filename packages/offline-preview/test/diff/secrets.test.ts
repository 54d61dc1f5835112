import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { compare } from "../../src/diff";
import { SecretNumbers, textsIn } from "../../src/diff/comparable";
import { propertyChanges } from "../../src/diff/property-changes";
import { planOf } from "../../src/in-process";
import { propertiesOf, sideOf } from "./two-plans";

const publicTexts = new Set(["name", "value", "web", "TOKEN", "LOG_LEVEL", "info", "debug", "8080", "9090"]);

/** How container definitions with a secret in them are compared. */
function changes(base: object, head: object) {
  const secrets = new SecretNumbers(() => publicTexts);
  const hide = (environment: object) =>
    secrets.hide(
      JSON.stringify([
        { name: "web", environment: Object.entries(environment).map(([name, value]) => ({ name, value })) },
      ]),
    );
  return propertyChanges({ document: hide(base) }, { document: hide(head) }).map(
    ({ path, base, head, secret }) => [path, base, head, secret],
  );
}

describe("a document with a secret in it", () => {
  it("shows what stands in clear elsewhere, and hides the rest in its place", () => {
    assert.deepEqual(changes({ LOG_LEVEL: "info", TOKEN: "a" }, { LOG_LEVEL: "debug", TOKEN: "b" }), [
      ["document[web].environment[LOG_LEVEL].value", "info", "debug", false],
      ["document[web].environment[TOKEN].value", "[secret]", "[secret]", true],
    ]);
  });

  it("hides numbers and names that stand nowhere else", () => {
    assert.deepEqual(changes({ TOKEN: 1234 }, { TOKEN: 4321 }), [
      ["document[web].environment[TOKEN].value", "[secret]", "[secret]", true],
    ]);
    assert.deepEqual(changes({ TOKEN: 8080 }, { TOKEN: 9090 }), [
      ["document[web].environment[TOKEN].value", 8080, 9090, false],
    ]);
    assert.deepEqual(changes({ PIN: "a" }, { PIN: "b" }), [
      ["document[web].environment[[secret]].value", "[secret]", "[secret]", true],
    ]);
    const [[, , added] = []] = changes({}, { TOKEN: "x" });
    assert.deepEqual(added, { name: "TOKEN", value: "[secret]" });
  });

  it("is one secret where it is no document", () => {
    const secrets = new SecretNumbers(() => publicTexts);
    const [info, again, debug] = [secrets.hide("info"), secrets.hide("info"), secrets.hide("debug")];
    assert.equal(info, again);
    assert.notEqual(info, debug);
    assert.doesNotMatch(String(info), /info/);
    assert.deepEqual(
      propertyChanges({ a: info }, { a: debug }).map(({ base, secret }) => [base, secret]),
      [["[secret]", true]],
    );
  });

  it("that is whole on one side alone shows no mark", () => {
    const secrets = new SecretNumbers(() => publicTexts);
    const [change] = propertyChanges({}, { a: secrets.hide('{"name":"x"}') });
    assert.equal(change?.head, '{"name":"[secret]"}');
  });
});

describe("a secret input", () => {
  const token = "[secret]";
  const config = (level: string, secret: string) => ({
    "shop:services": {
      text: JSON.stringify({ web: { environment: { LOG_LEVEL: level, TOKEN: secret } } }),
      secret: true,
    },
  });
  const side = async (level: string, secret: string) => {
    const definitions = [
      {
        name: "web",
        environment: [
          { name: "LOG_LEVEL", value: level },
          { name: "TOKEN", value: secret },
        ],
      },
    ];
    const plan = await planOf(
      () =>
        void new aws.ecs.TaskDefinition("task", {
          family: "web",
          containerDefinitions: pulumi.secret(JSON.stringify(definitions)),
        }),
    );
    return { ...sideOf(plan), config: config(level, secret) };
  };

  it("shows the settings that stand in clear in the stack file", async () => {
    const difference = compare(await side("info", "[former secret]"), await side("debug", token), {
      directory: process.cwd(),
    });
    assert.deepEqual(propertiesOf(difference), [
      'task containerDefinitions[web].environment[LOG_LEVEL].value: "info" → "debug"',
      "task containerDefinitions[web].environment[TOKEN].value: [secret]",
    ]);
  });
});

describe("texts of a value", () => {
  it("are those of documents, too, with keys and numbers", () => {
    assert.deepEqual(textsIn({ a: ["b", 1, true, null], c: '{"d":"e"}' }), ["a", "b", "1", "c", "d", "e"]);
  });
});
