import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

const root = join(__dirname, "..");

/** The rooms of the template that this checkout has. */
const rooms = [
  ...["facts", "components", "settings", "policies", "costs", "planned-services", "commands"],
  "packages/offline-preview/src",
].filter((room) => existsSync(join(root, room)));

/** What each room may import besides itself. */
const allowed: Record<string, RegExp> = {
  facts: /^$/,
  components: /^facts\//,
  settings: /^(facts|components)\//,
  policies: /^facts\//,
  costs: /^facts\//,
  "planned-services": /^facts\//,
  commands: /^(facts|settings\/toolkit)\//,
  "packages/offline-preview/src": /^packages\/offline-preview\/preload\//,
};

/** The TypeScript files of a room. */
function filesOf(room: string): string[] {
  return readdirSync(join(root, room), { encoding: "utf8", recursive: true })
    .map((file) => posix.join(room, file.replaceAll("\\", "/")))
    .filter((file) => file.endsWith(".ts"));
}

/** The files that each file imports, types included, by paths from the root. */
function importsIn(...files: string[]): Map<string, string[]> {
  return new Map(
    files.map((file) => {
      const text = readFileSync(join(root, file), "utf8");
      const imported = [...text.matchAll(/(?:from |import |import\()"(\.[^"]*)"/g)].map(([, path = ""]) => {
        const target = posix.join(posix.dirname(file), path);
        if (target.endsWith(".cjs")) return target;
        return existsSync(join(root, `${target}.ts`)) ? `${target}.ts` : `${target}/index.ts`;
      });
      return [file, imported];
    }),
  );
}

/** A way from a file back to itself, if there is one. */
function circleFrom(start: string, imports: Map<string, string[]>): string[] | undefined {
  const visited = new Set<string>();
  const search = (file: string, way: string[]): string[] | undefined => {
    for (const next of imports.get(file) ?? []) {
      if (next === start) return [...way, next];
      if (!visited.has(next)) {
        visited.add(next);
        const found = search(next, [...way, next]);
        if (found) return found;
      }
    }
    return undefined;
  };
  return search(start, [start]);
}

describe("Files of the rooms", () => {
  const others = ["packages/offline-preview/client"].filter((folder) => existsSync(join(root, folder)));
  const program = ["index.ts", "preview.config.ts"].filter((file) => existsSync(join(root, file)));
  const imports = importsIn(...[...rooms, ...others].flatMap(filesOf), ...program);

  it("import each other without circles, types included", () => {
    const circles = [...imports.keys()].flatMap((file) => circleFrom(file, imports) ?? []);
    assert.deepEqual(circles, []);
  });

  for (const room of rooms) {
    it(`of ${room} import what the room may know`, () => {
      const files = [...imports].filter(([file]) => file.startsWith(`${room}/`));
      assert.ok(files.length > 0);
      for (const [file, imported] of files) {
        const foreign = imported.filter((path) => !path.startsWith(`${room}/`) && !allowed[room]?.test(path));
        assert.deepEqual(foreign, [], file);
      }
    });
  }

  it("keep a component's arguments apart from its class", () => {
    const argumentFiles = [...imports.keys()].filter((file) => file.endsWith("-arguments.ts"));
    assert.ok(argumentFiles.length > 3);
    for (const file of argumentFiles) {
      assert.ok(!imports.get(file)?.includes(file.replace("-arguments.ts", ".ts")), file);
    }
    const together = [...imports.keys()]
      .filter((file) => file.startsWith("components/"))
      .filter((file) => {
        const text = readFileSync(join(root, file), "utf8");
        return /^export (?:abstract )?class /m.test(text) && /^export interface \w+Args\b/m.test(text);
      });
    assert.deepEqual(together, []);
  });
});

describe("A circle", () => {
  it("is found, however long", () => {
    const imports = new Map([
      ["a", ["b"]],
      ["b", ["c", "d"]],
      ["c", []],
      ["d", ["a"]],
    ]);
    assert.deepEqual(circleFrom("a", imports), ["a", "b", "d", "a"]);
    assert.equal(circleFrom("c", imports), undefined);
  });
});
