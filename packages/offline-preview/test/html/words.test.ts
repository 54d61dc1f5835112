import assert from "node:assert/strict";
import { wordDifference } from "../../client/words";
import { cpuTime } from "../cpu-time";

const marked = (base: string, head: string) =>
  wordDifference(base, head)
    .map(({ text, in: side }) => (side === "both" ? text : side === "base" ? `[-${text}-]` : `{+${text}+}`))
    .join("");

describe("words that differ", () => {
  it("are told from those that both texts have", () => {
    assert.equal(
      marked("allow the role to read", "allow any role to write"),
      "allow [-the-]{+any+} role to [-read-]{+write+}",
    );
    assert.equal(marked("same", "same"), "same");
    assert.equal(marked("", "new text"), "{+new text+}");
    assert.equal(marked("arn:aws:s3:::a/*", "arn:aws:s3:::b/*"), "arn:aws:s3:::[-a-]{+b+}/*");
    assert.equal(marked("größe 1", "größe 2"), "größe [-1-]{+2+}");
  });

  it("make up both texts again, however long they are", () => {
    const base = Array.from({ length: 9000 }, (_, index) => `a${index % 7}`).join(" ");
    const head = Array.from({ length: 9000 }, (_, index) => `a${index % 5}`).join(" ");
    const start = cpuTime();
    const all = wordDifference(base, head);
    assert.ok(cpuTime() - start < 2000);
    assert.equal(
      all
        .filter((each) => each.in !== "head")
        .map(({ text }) => text)
        .join(""),
      base,
    );
    assert.equal(
      all
        .filter((each) => each.in !== "base")
        .map(({ text }) => text)
        .join(""),
      head,
    );
  });
});
