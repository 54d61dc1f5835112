import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { IgnoreRules, type Verdict } from "../../../components/image/ignore-rules";
import { projectDirectory } from "../../support/stack-preview";

/** What each program's build context has for the image: all that the repository has of it but these. */
const notCopied: Record<string, string[]> = {
  "examples/analytics": [".dockerignore", "Dockerfile"],
  "examples/shop/gateway": [".dockerignore", "Dockerfile"],
  "examples/shop/orders": [".dockerignore", "Dockerfile"],
  "examples/shop/pricing": [".dockerignore", "Dockerfile"],
  "examples/shop/products": [".dockerignore", "Dockerfile"],
  "examples/shop/web": [".dockerignore", "Dockerfile"],
  "examples/todo": [".dockerignore", "Dockerfile"],
  "examples/training": [".dockerignore", "Dockerfile"],
};

const base = /^public\.ecr\.aws\/docker\/library\/[a-z]+:\d+\.\d+\.\d+-[a-z0-9.-]+$/;

for (const [folder, others] of Object.entries(notCopied)) {
  describe(`the image of ${folder}`, () => {
    const context = join(projectDirectory, folder);
    const instructions = readFileSync(join(context, "Dockerfile"), "utf8")
      .replaceAll("\\\n", " ")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith("FROM ")));

    it("has exact versions of its bases, from AWS's mirror", () => {
      const bases = instructions.flatMap((line) => /^ARG [A-Z]+_IMAGE=(.+)$/.exec(line)?.[1] ?? []);
      assert.ok(bases.length > 0);
      for (const each of bases) assert.match(each, base);
      for (const line of instructions.filter((each) => each.startsWith("FROM "))) {
        assert.match(line, /^FROM (--platform=\$BUILDPLATFORM )?(\$\{[A-Z]+_IMAGE\}|scratch)( AS [a-z]+)?$/);
      }
    });

    it("runs as the user 65532, may write to /tmp alone, and runs nothing on the image's platform as it is built", () => {
      for (const line of ["USER 65532:65532", "VOLUME /tmp", "EXPOSE 8080", "STOPSIGNAL SIGTERM"]) {
        assert.ok(last.includes(line), line);
      }
      assert.deepEqual(
        last.filter((line) => line.startsWith("RUN ")),
        [],
      );
    });

    it("is built of the program alone", () => {
      const rules = new IgnoreRules(context, "Dockerfile");
      const isSent = (path: string) => {
        const parts = path.split("/");
        const paths = parts.map((_part, at) => parts.slice(0, at + 1).join("/"));
        return !paths.reduce<Verdict | undefined>((verdict, each) => rules.evaluate(each, verdict), undefined)
          ?.ignored;
      };
      const files = readdirSync(context, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(context, join(entry.parentPath, entry.name)))
        .filter((file) => !/(^|\/)(node_modules|__pycache__)\//.test(file));
      assert.deepEqual(files.filter((file) => !isSent(file)).sort(), others);
      const strangers = [
        ".env",
        ".git/config",
        "node_modules/x/index.js",
        "data.sqlite",
        "__pycache__/main.pyc",
      ];
      assert.deepEqual(strangers.filter(isSent), []);
    });
  });
}

describe("the images of the applications", () => {
  it("are all looked at here", () => {
    const files = readdirSync(join(projectDirectory, "examples"), { recursive: true, encoding: "utf8" });
    const found = files.filter((file) => /^(analytics|todo|training|shop)\/(.+\/)?Dockerfile$/.test(file));
    assert.deepEqual(found.map((file) => `examples/${dirname(file)}`).sort(), Object.keys(notCopied).sort());
  });
});
