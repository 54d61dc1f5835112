import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const components = join(__dirname, "../../components");

/** An exported interface of what a component takes: its arguments, or the description of a service, a job or their parts. */
const interfaces = /^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm;

/** The optional properties of an interface, each with the doc comment before it. */
const optional = /^ {2}((?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*)?)(?:readonly )?(\w+)\?:/gm;

/** The optional properties of the interfaces that don't say what leaving them out means. */
function withoutDefault(source: string, described: (name: string) => boolean): string[] {
  return [...source.matchAll(interfaces)].flatMap(([, name = "", members = ""]) =>
    described(name)
      ? [...members.matchAll(optional)].flatMap(([, comment = "", property]) =>
          comment.includes("@default") ? [] : [`${name}.${property}`],
        )
      : [],
  );
}

describe("optional arguments of components", () => {
  const files = readdirSync(components, { encoding: "utf8", recursive: true }).filter((file) =>
    file.endsWith(".ts"),
  );

  it("say with @default what leaving them out means", () => {
    const descriptions = ["container-description", "service", "job", "scaling", "route-auth"];
    const silent = files.flatMap((file) => {
      const all = file.endsWith("-arguments.ts") || descriptions.includes(file.replace(/\.ts$/, ""));
      const source = readFileSync(join(components, file), "utf8");
      return withoutDefault(source, (name) =>
        all ? !name.startsWith("Complete") : name.endsWith("Args"),
      ).map((argument) => `${file}: ${argument}`);
    });
    assert.deepEqual(silent, []);
  });

  it("are found where they don't", () => {
    const source = [
      "/** Arguments of a thing. */",
      "export interface ThingArgs {",
      "  /** How many. @default 1 */",
      "  count?: number;",
      "  /** Its name. */",
      "  name: string;",
      "  /**",
      "   * Its size.",
      "   */",
      "  size?: number;",
      "  readonly kind?: string;",
      "}",
    ].join("\n");
    assert.deepEqual(
      withoutDefault(source, () => true),
      ["ThingArgs.size", "ThingArgs.kind"],
    );
  });
});
