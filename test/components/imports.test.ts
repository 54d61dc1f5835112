import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

const root = join(__dirname, "..", "..");

/** The files that each TypeScript file of the rooms imports, types included, by paths from the root. */
function importsIn(...rooms: string[]): Map<string, string[]> {
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { encoding: "utf8", recursive: true })
      .map((file) => posix.join(room, file.replaceAll("\\", "/")))
      .filter((file) => file.endsWith(".ts")),
  );
  return new Map(
    files.map((file) => {
      const text = readFileSync(join(root, file), "utf8");
      const imported = [...text.matchAll(/from "(\.[^"]*)"/g)].map(([, path = ""]) => {
        const target = posix.join(posix.dirname(file), path);
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

describe("Files of components and facts", () => {
  const imports = importsIn("components", "facts");

  it("import each other without circles", () => {
    const circles = [...imports.keys()].flatMap((file) => circleFrom(file, imports) ?? []);
    assert.deepEqual(circles, []);
  });

  it("import nothing of this template but components and facts, and facts nothing but facts", () => {
    for (const [file, imported] of imports) {
      const rooms = file.startsWith("facts/") ? /^facts\// : /^(components|facts)\//;
      assert.deepEqual(
        imported.filter((path) => !rooms.test(path)),
        [],
        file,
      );
    }
  });

  it("keep a component's arguments apart from its class", () => {
    const argumentFiles = [...imports.keys()].filter((file) => file.endsWith("-arguments.ts"));
    assert.ok(argumentFiles.length > 5);
    for (const file of argumentFiles) {
      assert.ok(!imports.get(file)?.includes(file.replace("-arguments.ts", ".ts")), file);
    }
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
