import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, describe, it } from "mocha";
import { readBuildContext } from "../../components/image/build-context";
import { docker, program, skipWithoutDocker, temporaryFolder } from "./docker";

const files = [
  ...["README.md", "a.ts", "b.md", "Src/a.ts", "src/a.ts", "src/b.md", "src/deep/a.ts", "src/deep/er/b.md"],
  ...["docs/a.md", "docs/img/x.png", ".env", ".git/config", "a+b/c.ts", "x[1]/a.ts", "build/x"],
  ...["node_modules/p/index.js", "node_modules/p/node_modules/q/i.js"],
];

const ignoreFiles: Record<string, string> = {
  nothing: "",
  "an allow-list": "*\n!package.json\n!src",
  "an exception in an exception": "src\n!src/deep\nsrc/deep/er\n!src/deep/er/b.md",
  "an exception below an ignored folder": "*\n!src/deep/er/b.md",
  "an exception that is not entered": "*\n!a.ts\n!**/b.md",
  "** at the beginning": "**/*.md\n**/node_modules",
  "** in between": "src/**/*.ts\nnode_modules/**/node_modules",
  "** at the end": "src/**\ndocs/im**",
  "** within a name": "**.md\n*\n!**a.ts",
  "a slash before and after": "/src/\n./docs/\n//build//\n.git/.",
  "upper and lower case": "SRC\nsrc\nReadme.md",
  "one character": "?.ts\nsrc/dee?\n[a-b].md\nsrc/[^b].ts",
  "characters of regular expressions": "*\n!x\\[1\\]\n!src/a.ts",
  "what is in a folder that an exception names": "docs/*\n!**/docs",
  "comments, blanks and a byte order mark": "\uFEFF# src\n\n  docs  \n! docs/img \r\nbuild\r\n",
};

/** Every folder above the paths, and the paths. */
function withFolders(paths: string[]): string[] {
  const all = paths.flatMap((path) => {
    const parts = path.split("/");
    return parts.map((_part, at) => parts.slice(0, at + 1).join("/"));
  });
  return [...new Set(all)].toSorted();
}

describe("what the builder gets", () => {
  let folder: string;
  before(function () {
    skipWithoutDocker(this);
    folder = temporaryFolder();
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), file);
    }
    symlinkSync("a.ts", join(folder, "link"));
    symlinkSync("src", join(folder, "linked"));
    mkdirSync(join(folder, "empty"));
    writeFileSync(join(folder, "Dockerfile"), "FROM scratch\nCOPY . /\n");
  });

  /** What COPY . / copies. The builder is sent Dockerfile and .dockerignore in any case, and copies them if not ignored. */
  async function copied(dockerfile = "Dockerfile"): Promise<string[]> {
    const archive = join(temporaryFolder(), "copied.tar");
    const file = join(folder, dockerfile);
    await docker(
      "build",
      "--quiet",
      "--no-cache",
      "--file",
      file,
      "--output",
      `type=tar,dest=${archive}`,
      folder,
    );
    return program("tar", ["-tf", archive]).split("\n").filter(Boolean);
  }

  async function assertSame(dockerfile = "Dockerfile"): Promise<void> {
    const always = ["Dockerfile", ".dockerignore", dockerfile];
    const comparable = (paths: string[]) =>
      withFolders(
        paths
          .map((path) => path.replace(/^\.\//, "").replace(/\/$/, ""))
          .filter((path) => !always.includes(path)),
      );
    const listed = readBuildContext(folder, dockerfile).map(({ path }) => path);
    assert.deepEqual(comparable(listed), comparable(await copied(dockerfile)));
  }

  for (const [name, text] of Object.entries(ignoreFiles)) {
    it(`is what the tag is made of: ${name}`, async () => {
      writeFileSync(join(folder, ".dockerignore"), text);
      await assertSame();
    });
  }

  it("is what the tag is made of: the ignore file of the Dockerfile", async () => {
    writeFileSync(join(folder, ".dockerignore"), "src\n");
    writeFileSync(join(folder, "other.Dockerfile"), "FROM scratch\nCOPY . /\n");
    writeFileSync(join(folder, "other.Dockerfile.dockerignore"), "docs\n*.Dockerfile*\n");
    await assertSame("other.Dockerfile");
  });
});
