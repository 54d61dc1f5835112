import assert from "node:assert/strict";
import { parse } from "yaml";
import { withDefault } from "../../settings/toolkit/defaults";
import { boolean, choice, integer, list, object, onlyOn, record, string } from "../../settings/toolkit/kinds";
import { settingsPage } from "../../settings/toolkit/settings-page";
import { sectionTexts } from "../../settings/write-documents";
import { prod, read } from "./reading";

const schema = object(
  {
    size: withDefault({ dev: 1, prod: 3 }, integer({ min: 1, max: 9 }, "Size | of it.")),
    on: withDefault(false, boolean("Whether it is on.")),
    mode: onlyOn(["two"], choice(["a", "b"], "Its mode.")),
    things: record(
      { pattern: /^x/, allowed: "x" },
      object({ name: string(/^/, "a string", "Its name.") }, "A thing."),
      "The things.",
    ),
    rules: withDefault(
      [],
      list(
        object({}, "A rule.", { at: integer({ min: 0, max: 1 }, "Where.") }),
        { min: 0, max: 2, allowed: "a list of rules" },
        "The rules.",
      ),
    ),
    hidden: string(/^/, "a string", ""),
  },
  "A section.",
);

describe("the page of all settings", () => {
  it("has a section's meaning, example and table: values, defaults by tier, platforms", () => {
    const section = { key: "parts", schema, meaning: "What parts are.", example: "x:parts:\n  size: 2" };
    const page = settingsPage([{ ...section, platforms: [] }], { one: "One", two: "Two" });
    assert.equal(
      page.slice(page.indexOf("## parts")),
      `## parts

What parts are.

\`\`\`yaml
config:
  x:parts:
    size: 2
\`\`\`

| Setting | Meaning | Values | Default in dev | Default in prod | Platforms |
| --- | --- | --- | --- | --- | --- |
| \`parts.size\` | Size \\| of it. | a whole number from 1 to 9 | 1 | 3 | One, Two |
| \`parts.on\` | Whether it is on. | true or false | false | false | One, Two |
| \`parts.mode\` | Its mode. | a or b |  |  | Two |
| \`parts.things\` | The things. | a map |  |  | One, Two |
| \`parts.things.NAME.name\` | Its name. | a string |  |  | One, Two |
| \`parts.rules\` | The rules. | a list of rules | none | none | One, Two |
| \`parts.rules[].at\` | Where. | a whole number from 0 to 1 |  |  | One, Two |
`,
    );
  });

  it("has only its platform for the section of one", () => {
    const page = settingsPage([{ key: "two", schema, meaning: "", example: "", platforms: ["two"] }], {
      one: "One",
      two: "Two",
    });
    assert.ok(page.includes("| `two.size` | Size \\| of it. | a whole number from 1 to 9 | 1 | 3 | Two |"));
  });

  for (const { key, example, meaning } of sectionTexts()) {
    it(`has a meaning and a valid example of ${key}`, () => {
      assert.ok(meaning.length > 60);
      const config: Record<string, unknown> = parse(example);
      // A prod stack needs what its platforms require there.
      const required = "aws-containers:tier" in config ? { eks: prod.eks } : {};
      assert.doesNotThrow(() => read({ ...required, ...config }));
    });
  }
});
