import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../support/stack-preview";
import { amountsOf, currentPrices, mentionsIn, namesOf } from "./amounts";

/** Written from the settings and from plans, which other tests hold. */
const written = ["docs/settings.md", "docs/costs.md"];

const files = ["docs", "examples", "facts", "settings", "components"]
  .flatMap((room) =>
    readdirSync(join(projectDirectory, room), { encoding: "utf8", recursive: true }).map((file) =>
      join(room, file),
    ),
  )
  .filter((file) => /\.(ts|md|yaml)$/.test(file) && !written.includes(file));

const amounts = amountsOf(currentPrices);

/** Each amount in a sentence, and what it may be by its value and the words around it. */
const mentions = ["README.md", ...files].flatMap((file) =>
  mentionsIn(readFileSync(join(projectDirectory, file), "utf8")).map((mention) => ({
    file,
    mention,
    names: namesOf(mention, amounts),
  })),
);

describe("Amounts in documents, settings and comments", () => {
  it("follow from the prices of facts", () => {
    assert.ok(mentions.length > 300);
    const unaccounted = mentions.filter(({ names }) => names.length === 0);
    assert.deepEqual(
      unaccounted.map(
        ({ file, mention }) => `${file}: ${mention.around.replace("¤", `$${mention.written}`)}`,
      ),
      [],
      "sentences whose amounts test/template/amounts.ts doesn't compute",
    );
  });

  it("are all those that prices are computed for", () => {
    const named = new Set(mentions.flatMap(({ names }) => names));
    assert.deepEqual(
      Object.keys(amounts).filter((name) => !named.has(name)),
      [],
    );
  });

  it("are wrong once a price is another one", () => {
    const ids = Object.keys(currentPrices) as (keyof typeof currentPrices)[];
    const unnoticed = ids.filter((id) => {
      const others = amountsOf({ ...currentPrices, [id]: 1.7 * currentPrices[id] });
      const changed = Object.keys(amounts).filter((name) => others[name]?.[0] !== amounts[name]?.[0]);
      const isNoticed = mentions.some(
        ({ mention, names }) =>
          names.every((name) => changed.includes(name)) && namesOf(mention, others).length === 0,
      );
      return changed.length > 0 && !isNoticed;
    });
    assert.deepEqual(unnoticed, []);
  });
});
