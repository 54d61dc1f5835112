import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { projectDirectory } from "../support/stack-preview";

const read = (file: string) => readFileSync(join(projectDirectory, file), "utf8");
const pages = [
  "README.md",
  "policies/README.md",
  "packages/offline-preview/README.md",
  ...readdirSync(join(projectDirectory, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

/** All matches' groups of an expression in a page. */
const found = (page: string, expression: RegExp) =>
  [...read(page).matchAll(expression)].map(([, ...groups]) => groups.map((group) => group ?? ""));

/** The names of a page's headings in links, as GitHub forms them. */
function anchorsOf(page: string): string[] {
  return found(page, /^#+ (.*)$/gm).map(([heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

describe("README and docs", () => {
  it("name scripts of package.json", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const unknown = pages.flatMap((page) =>
      found(page, /npm run (?:-s )?([\w:]+)/g).flatMap(([script = ""]) =>
        Object.hasOwn(scripts, script) ? [] : [`${page}: ${script}`],
      ),
    );
    assert.deepEqual(unknown, []);
  });

  it("name files and directories of the repository", () => {
    const top = readdirSync(projectDirectory);
    const unknown = pages.flatMap((page) =>
      found(page, /`([\w.@-]+\/[\w.@/-]*)`/g).flatMap(([path = ""]) =>
        !top.includes(path.split("/", 1)[0] ?? "") || existsSync(join(projectDirectory, path))
          ? []
          : [`${page}: ${path}`],
      ),
    );
    assert.deepEqual(unknown, []);
  });

  it("link to pages and headings that exist", () => {
    const unknown = pages.flatMap((page) =>
      found(page, /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g).flatMap(([path = "", anchor = ""]) => {
        const target = path === "" ? page : normalize(join(dirname(page), path));
        const isThere = existsSync(join(projectDirectory, target));
        const isNamed =
          anchor === "" || !target.endsWith(".md") || (isThere && anchorsOf(target).includes(anchor));
        return isThere && isNamed ? [] : [`${page}: ${path}#${anchor}`];
      }),
    );
    assert.deepEqual(unknown, []);
  });

  it("name settings that exist", () => {
    const settings = found("docs/settings.md", /^\| `([\w.[\]]+)` \|/gm).map(([path = ""]) =>
      path.replaceAll("[]", ""),
    );
    const sections = new Set(settings.map((path) => path.split(".", 1)[0] ?? ""));
    /** A path with NAME for what a stack file names itself, as in services.web.port. */
    const general = (path: string) => path.replace(/^(services|jobs|data)\.[^.]+/, "$1.NAME");
    const unknown = pages.flatMap((page) =>
      found(page, /`(?:aws-containers:)?([a-z]\w*(?:\.[a-z]\w*(?:\[\])?|\.NAME)+)(?:[:=][^`]*)?`/g).flatMap(
        ([path = ""]) => {
          const plain = path.replaceAll("[]", "");
          const isSetting = sections.has(plain.split(".", 1)[0] ?? "") && !/\.(?:com|ts)$/.test(plain);
          const known = settings.some((setting) => [plain, general(plain)].some((one) => one === setting));
          return !isSetting || known ? [] : [`${page}: ${path}`];
        },
      ),
    );
    assert.deepEqual(unknown, []);
  });
});
