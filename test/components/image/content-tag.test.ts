import assert from "node:assert/strict";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type ContentTagArgs, contentTag } from "../../../components/image/content-tag";

type Content = Record<string, string>;

const content: Content = {
  Dockerfile: "FROM scratch\nCOPY src /src\n",
  ".dockerignore": "node_modules\n*.log\n",
  "src/main.ts": "console.log(1);\n",
  "src/run.sh": "#!/bin/sh\n",
};

describe("contentTag", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) {
      rmSync(folder, { recursive: true });
    }
  });

  const folderOf = (files: Content): string => {
    const folder = mkdtempSync(join(tmpdir(), "content-tag-"));
    folders.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, { mode: 0o644 });
    }
    return folder;
  };
  const tagOf = (context: string, other: Partial<ContentTagArgs> = {}) =>
    contentTag({ context, dockerfile: "Dockerfile", platform: "linux/arm64", args: {}, ...other });
  const tagWith = (change: Content) => tagOf(folderOf({ ...content, ...change }));
  const changedBy = (change: (folder: string) => void) => {
    const folder = folderOf(content);
    change(folder);
    return tagOf(folder);
  };
  const original = () => tagOf(folderOf(content));
  const refusalOf = (attempt: () => unknown): string => {
    try {
      attempt();
    } catch (error) {
      assert.ok(pulumi.RunError.isInstance(error), String(error));
      return error.message;
    }
    assert.fail("nothing was refused");
  };

  it("is 20 hex digits, and the same for the same content for good", () => {
    assert.equal(original(), "2f76db22d28d75dae68c");
  });

  describe("stays the same", () => {
    it("in another folder, whatever order the files were written in", () => {
      const reversed = Object.fromEntries(Object.entries(content).reverse());
      assert.equal(tagOf(folderOf(reversed)), original());
    });

    it("in a copy that is called by a longer path", () => {
      const folder = folderOf({});
      cpSync(folderOf(content), join(folder, "deep/er"), { recursive: true });
      assert.equal(tagOf(`${folder}/deep/../deep/er/`), original());
    });

    it("after a touch", () => {
      assert.equal(
        changedBy((folder) => utimesSync(join(folder, "src/main.ts"), 1, 1)),
        original(),
      );
    });

    it("with another umask", () => {
      const group = changedBy((folder) => {
        chmodSync(join(folder, "src"), 0o700);
        chmodSync(join(folder, "src/main.ts"), 0o664);
      });
      assert.equal(group, original());
    });

    it("when ignored files change", () => {
      assert.equal(tagWith({ "node_modules/a/b.js": "1", "debug.log": "2" }), original());
    });

    it("whatever lies in an ignored folder, which is not even entered", () => {
      const unreadable = changedBy((folder) => {
        mkdirSync(join(folder, "node_modules"));
        symlinkSync("nowhere", join(folder, "node_modules/broken"));
      });
      assert.equal(unreadable, original());
    });
  });

  describe("is another one", () => {
    const changes: Record<string, () => string> = {
      "for another content": () => tagWith({ "src/main.ts": "console.log(2);\n" }),
      "for other line endings": () => tagWith({ "src/main.ts": "console.log(1);\r\n" }),
      "for one file more": () => tagWith({ "src/more.ts": "" }),
      "for another Dockerfile": () => tagWith({ Dockerfile: "FROM scratch\n" }),
      "for an ignore file that lets in more": () => tagWith({ ".dockerignore": "node_modules\n" }),
      "for an executable bit": () => changedBy((folder) => chmodSync(join(folder, "src/run.sh"), 0o755)),
      "for a link": () => changedBy((folder) => symlinkSync("main.ts", join(folder, "src/link.ts"))),
      "for a link that points elsewhere": () =>
        changedBy((folder) => symlinkSync("run.sh", join(folder, "src/link.ts"))),
      "for an empty folder": () => changedBy((folder) => mkdirSync(join(folder, "empty"))),
      "for another platform": () => tagOf(folderOf(content), { platform: "linux/amd64" }),
      "for a build argument": () => tagOf(folderOf(content), { args: { A: "1" } }),
      "for another build argument": () => tagOf(folderOf(content), { args: { A: "2" } }),
      "for a renamed file": () => {
        const { "src/main.ts": text = "", ...others } = content;
        return tagOf(folderOf({ ...others, "src/renamed.ts": text }));
      },
      "for contents that changed places": () =>
        tagWith({ "src/main.ts": content["src/run.sh"] ?? "", "src/run.sh": content["src/main.ts"] ?? "" }),
      "for another Dockerfile's name": () => {
        const { Dockerfile: text = "", ...others } = content;
        return tagOf(folderOf({ ...others, "other.Dockerfile": text }), { dockerfile: "other.Dockerfile" });
      },
    };

    for (const [change, tag] of Object.entries(changes)) {
      it(change, () => assert.notEqual(tag(), original()));
    }

    it("for each change, never the same for two of them", () => {
      const tags = Object.values(changes).map((tag) => tag());
      assert.equal(new Set(tags).size, tags.length);
    });
  });

  it("covers what a Dockerfile that is a link leads to, outside of the folder too", () => {
    const { Dockerfile = "", ...others } = content;
    const parent = folderOf({ "shared/Dockerfile": Dockerfile });
    const folder = join(parent, "app");
    cpSync(folderOf(others), folder, { recursive: true });
    symlinkSync("../shared/Dockerfile", join(folder, "Dockerfile"));
    const before = tagOf(folder);
    assert.equal(tagOf(folder), before);
    writeFileSync(join(parent, "shared/Dockerfile"), `${Dockerfile}COPY src /more\n`);
    assert.notEqual(tagOf(folder), before);
  });

  it("does not depend on the order of build arguments", () => {
    const folder = folderOf(content);
    assert.equal(tagOf(folder, { args: { A: "1", B: "2" } }), tagOf(folder, { args: { B: "2", A: "1" } }));
  });

  it("reads files that are larger than a piece to the end", () => {
    const large = "x".repeat(3 * 1024 * 1024);
    assert.notEqual(tagWith({ "src/large": `${large}a` }), tagWith({ "src/large": `${large}b` }));
  });

  describe("refuses", () => {
    it("a missing folder", () => {
      assert.equal(
        refusalOf(() => tagOf("nowhere")),
        "Build context nowhere is not a directory: give source the path of a folder with a Dockerfile.",
      );
    });

    it("a folder that is a file", () => {
      const folder = folderOf(content);
      assert.match(
        refusalOf(() => tagOf(join(folder, "Dockerfile"))),
        /^Build context .* is not a directory: give source the path of a folder with a Dockerfile\.$/,
      );
    });

    it("a folder without a Dockerfile", () => {
      const folder = folderOf({ "src/main.ts": "" });
      assert.equal(
        refusalOf(() => tagOf(folder)),
        `Dockerfile ${folder}/Dockerfile doesn't exist: add it, or give dockerfile the path of another.`,
      );
    });

    it("a context of which nothing is sent", () => {
      const folder = folderOf({ ...content, ".dockerignore": "*\n" });
      assert.equal(
        refusalOf(() => tagOf(folder)),
        `${folder}/.dockerignore excludes everything in ${folder}: only the Dockerfile would be sent to the builder. ` +
          "Include what it copies, for instance with a line !src.",
      );
    });

    it("a broken link", () => {
      const folder = folderOf(content);
      symlinkSync("gone", join(folder, "src/broken"));
      assert.equal(
        refusalOf(() => tagOf(folder)),
        `${folder}/src/broken is a symbolic link to gone, which doesn't exist: the image would get a link to nothing. ` +
          "Remove the link or add it to .dockerignore.",
      );
    });

    it("what is neither a file, a folder nor a link", async () => {
      const folder = folderOf(content);
      const server = createServer().listen(join(folder, "socket"));
      await new Promise((listening) => server.once("listening", listening));
      const message = refusalOf(() => tagOf(folder));
      await new Promise((closed) => server.close(closed));
      assert.equal(
        message,
        `${folder}/socket is neither a file, a folder nor a symbolic link: it has no content for the image. ` +
          "Remove it or add it to .dockerignore.",
      );
    });

    it("a name that isn't UTF-8", function () {
      if (process.platform !== "linux") this.skip();
      const folder = folderOf(content);
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/src/caf`), Buffer.from([0xe9])]), "");
      assert.equal(
        refusalOf(() => tagOf(folder)),
        `${folder}/src/caf\uFFFD has a name that isn't UTF-8 (shown with \uFFFD): rename it or add it to .dockerignore.`,
      );
    });

    it("a Dockerfile that Docker doesn't send, since its folder is ignored and it is excepted by a pattern", () => {
      const files = { "sub/Dockerfile": "FROM scratch\n", "sub/a": "", ".dockerignore": "*\n!*/**\n" };
      const folder = folderOf(files);
      assert.equal(
        refusalOf(() => tagOf(folder, { dockerfile: "sub/Dockerfile" })),
        `Dockerfile ${folder}/sub/Dockerfile is not sent to the builder: one of its folders is ignored or a symbolic link. ` +
          `Add a line !sub/Dockerfile to ${folder}/.dockerignore, or give dockerfile a path without links.`,
      );
      assert.match(
        tagOf(folderOf({ ...files, ".dockerignore": "*\n!sub/a\n" }), { dockerfile: "sub/Dockerfile" }),
        /^[0-9a-f]{20}$/,
      );
    });

    it("a Dockerfile in a folder that is a link", () => {
      const folder = folderOf({ "real/Dockerfile": "FROM scratch\n" });
      symlinkSync("real", join(folder, "link"));
      assert.match(
        refusalOf(() => tagOf(folder, { dockerfile: "link/Dockerfile" })),
        /^Dockerfile .*\/link\/Dockerfile is not sent to the builder/,
      );
    });

    it("what can't be read", () => {
      const folder = folderOf({ Dockerfile: "", "src/main.ts": "", ".dockerignore/folder": "" });
      assert.match(
        refusalOf(() => tagOf(folder)),
        /\/\.dockerignore can't be read, so the image can't be built from it \(EISDIR.*\)\. Make it readable/,
      );
    });
  });
});
