import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, describe, it } from "mocha";
import { readBuildContext } from "../../../components/image/build-context";
import {
  classicBuild,
  docker,
  namePrefix,
  program,
  removeAtEnd,
  skipWithoutDocker,
  temporaryFolder,
} from "./docker";

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
    writeFileSync(join(folder, "Dockerfile"), "FROM scratch\nCOPY . /context/\n");
  });

  /**
   * What is sent: all of it is copied. Not by buildx, whose own client reads two patterns otherwise than the provider does:
   * it enters ignored folders for exceptions such as !**\/b.md.
   */
  async function copied(): Promise<string[]> {
    const image = `${namePrefix}-context`;
    removeAtEnd("rmi", "--force", image);
    await classicBuild("--quiet", "--no-cache", `--tag=${image}`, folder);
    const container = await docker("create", image, "none");
    removeAtEnd("rm", "--force", container);
    const archive = join(temporaryFolder(), "copied.tar");
    await docker("export", "--output", archive, container);
    // Now, as the next image gets the tag, and this one would be left on the machine without any.
    await docker("rm", container);
    await docker("rmi", image);
    const sent = program("tar", ["-tf", archive]).split("\n");
    return sent.filter((path) => path.startsWith("context/")).map((path) => path.slice("context/".length));
  }

  async function assertSame(): Promise<void> {
    const comparable = (paths: string[]) =>
      withFolders(
        paths
          .map((path) => path.replace(/\/$/, ""))
          // These two are always sent; the builder drops them afterwards if they are ignored.
          .filter((path) => !["", "Dockerfile", ".dockerignore"].includes(path)),
      );
    const listed = readBuildContext(folder, "Dockerfile").map(({ path }) => path);
    assert.deepEqual(comparable(listed), comparable(await copied()));
  }

  for (const [name, text] of Object.entries(ignoreFiles)) {
    it(`is what the tag is made of: ${name}`, async () => {
      writeFileSync(join(folder, ".dockerignore"), text);
      await assertSame();
    });
  }
});
