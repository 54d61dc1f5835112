import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");

const rooms = [
  ...["facts", "components", "settings", "policies", "costs", "planned-services", "commands"],
  ...["packages/offline-preview/src", "packages/offline-preview/client"],
].filter((room) => existsSync(join(root, room)));

/** Text in quotes, and comments: what neither can be code. Strings of templates end at the first backtick. */
const notCode = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\*(?:[^*]|\*(?!\/))*\*\//g;

/** A cast: `value as Type`, but not `as const`, the names of imports, nor the keys of mapped types. */
const cast = /[\w)\]}] as (?!const\b)[\w({[]/;

/** The lines with a cast that no comment explains, in it or in the statement's lines before. */
function unexplainedCasts(source: string): string[] {
  const lines = source.replaceAll(notCode, (text) => text.replaceAll(/[^\n]/g, "_")).split("\n");
  return lines.flatMap((line, index) => {
    const [code = ""] = line.split("//");
    if (!cast.test(code) || /^\s*(?:import|export) |^\s*\[\w+ in |^\s*\w+ as \w+,$/.test(code)) return [];
    const explained = lines.slice(Math.max(0, index - 3), index + 1).some((each) => each.includes("//"));
    return explained ? [] : [`${index + 1}: ${code.trim()}`];
  });
}

describe("Casts", () => {
  it("say why they are needed", () => {
    const found = rooms.flatMap((room) =>
      readdirSync(join(root, room), { encoding: "utf8", recursive: true })
        .filter((file) => file.endsWith(".ts"))
        .flatMap((file) =>
          unexplainedCasts(readFileSync(join(root, room, file), "utf8")).map(
            (line) => `${room}/${file}:${line}`,
          ),
        ),
    );
    assert.deepEqual(found, []);
  });

  it("are found where they don't", () => {
    const source = [
      'import { a as b } from "./a";',
      'const text = "such as Berlin"; // as it is',
      "const fixed = { a } as const;",
      "/** The same as Before. */",
      "",
      "",
      "const wrong = read() as Right;",
      "// Nobody else knows.",
      "const explained = read() as Right;",
    ].join("\n");
    assert.deepEqual(unexplainedCasts(source), ["7: const wrong = read() as Right;"]);
  });
});
