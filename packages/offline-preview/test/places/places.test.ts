import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takePlace } from "../../src/places/message-place";
import { pathFrom, sourceRoot } from "../../src/places/place";
import { settingsIn } from "../../src/places/setting-mentions";
import { StackFilePlaces } from "../../src/places/stack-file-places";
import { cpuTime } from "../cpu-time";

const stackFile = `# A comment
config:
  aws:region: us-east-1
  shop:services:
    web:
      routes: [{ path: / }, { path: /a }]
      scaling:
        min: 1
  shop:size: 3
`;

describe("places", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "places-"));
    file = join(folder, "Pulumi.dev.yaml");
    writeFileSync(file, stackFile);
    writeFileSync(join(folder, "index.ts"), "");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe("of settings", () => {
    const placeOf = (message: string, names?: string[]) => {
      const place = new StackFilePlaces(file, "shop").ofMessage(message, names);
      return place && `${place.line}:${place.column}`;
    };

    it("are the lines of their keys and items", () => {
      assert.equal(placeOf("aws:region is wrong"), "3:3");
      assert.equal(placeOf("set shop:size: 4."), "9:3");
      assert.equal(placeOf("shop:services.web.scaling.min is 1."), "8:9");
      assert.equal(placeOf("shop:services.web.routes[1].path"), "6:31");
      assert.equal(placeOf("shop:services.<name>.scaling.min: 2 or more", ["group", "web"]), "8:9");
    });

    it("are those of what they would stand in where nobody set them", () => {
      assert.equal(placeOf("shop:services.web.cpu"), "5:5");
      assert.equal(placeOf("shop:services.<name>.cpu", ["api"]), "4:3");
      assert.equal(placeOf("shop:network.nat"), "2:1");
    });

    it("are unknown where a message names no setting of the stack", () => {
      assert.equal(placeOf("arn:aws:iam::000000000000:role/shop, http://shop:80"), undefined);
      assert.equal(new StackFilePlaces(undefined, "shop").ofMessage("shop:size"), undefined);
      assert.equal(new StackFilePlaces(join(folder, "gone.yaml"), "shop").ofMessage("shop:size")?.line, 1);
    });

    it("are found in long messages at once", () => {
      const start = cpuTime();
      for (const part of ["a", "a:", "a:a.", "a:a[0", "[1].b", "-"]) settingsIn(part.repeat(200_000));
      assert.ok(cpuTime() - start < 2000);
    });
  });

  it("are taken off the messages that begin with them", () => {
    const take = (message: string) => takePlace(message, [folder]);
    assert.deepEqual(take("index.ts:4:9: broken"), {
      place: { file: join(folder, "index.ts"), line: 4, column: 9 },
      message: "broken",
    });
    assert.deepEqual(take("index.ts:4: not UTF-8").place?.column, undefined);
    assert.deepEqual(take("gone.ts:4:9: broken"), { message: "gone.ts:4:9: broken" });
    assert.deepEqual(take("broken"), { message: "broken" });
  });

  it("are told from the checkout's folder, else the project's", () => {
    const checkout = join(folder, "checkout");
    mkdirSync(join(checkout, "deep", "project"), { recursive: true });
    assert.equal(sourceRoot(join(checkout, "deep")), join(checkout, "deep"));
    mkdirSync(join(checkout, ".git"));
    assert.equal(sourceRoot(join(checkout, "deep", "project")), checkout);
    assert.equal(pathFrom(checkout, join(checkout, "deep", "a.ts")), "deep/a.ts");
  });
});
