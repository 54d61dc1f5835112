import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readBuildContext } from "../../../components/image/build-context";
import { cpuTime } from "../../support/cpu-time";

/** What Docker sends, by the ignore file: measured against the rules of moby/patternmatcher and moby/go-archive. */
const cases: { name: string; ignore: string; sent: string[] }[] = [
  {
    name: "everything without patterns, in byte order",
    ignore: "",
    sent: [
      ".dockerignore",
      "B.ts",
      "Dockerfile",
      "a.ts",
      "src",
      "src/a.ts",
      "src/deep",
      "src/deep/b.ts",
      "src/é.md",
    ],
  },
  {
    name: "the Dockerfile and the ignore file even when they are ignored",
    ignore: "Dockerfile\n.dockerignore\nsrc\n*.ts\n!a.ts",
    sent: [".dockerignore", "Dockerfile", "a.ts"],
  },
  {
    name: "what an allow-list names, below folders that are not sent themselves",
    ignore: "*\n!src/deep",
    sent: [".dockerignore", "Dockerfile", "src/deep", "src/deep/b.ts"],
  },
  {
    name: "nothing below an ignored folder for an exception that doesn't begin with its path",
    ignore: "*\n!a.ts\n!**/b.ts",
    sent: [".dockerignore", "Dockerfile", "a.ts"],
  },
  {
    name: "by patterns that tell upper from lower case and begin at the top",
    ignore: "b.ts\nDEEP\n/src/a.ts\ndeep",
    sent: [".dockerignore", "B.ts", "Dockerfile", "a.ts", "src", "src/deep", "src/deep/b.ts", "src/é.md"],
  },
  {
    name: "by ** at any depth, comments and blanks left out",
    ignore: "# comment\n\n  **/*.ts  \n!src/deep/b.ts",
    sent: [".dockerignore", "Dockerfile", "src", "src/deep", "src/deep/b.ts", "src/é.md"],
  },
  {
    name: "by the last pattern that matches",
    ignore: "src\n!src/deep\nsrc/deep/b.ts",
    sent: [".dockerignore", "B.ts", "Dockerfile", "a.ts", "src/deep"],
  },
  {
    name: "by ** that stands for the beginning of a name, or its end",
    ignore: "**.md\n*\n!**b.ts\n!src/deep**",
    sent: [".dockerignore", "Dockerfile", "src/deep", "src/deep/b.ts"],
  },
  {
    name: "by a pattern for what is in a folder, whatever an exception says about the folder",
    ignore: "src/*\n!**/src",
    sent: [".dockerignore", "B.ts", "Dockerfile", "a.ts", "src"],
  },
  {
    name: "by patterns with characters that mean something elsewhere",
    ignore: "c++\n(a)\n./a.ts\nsrc/",
    sent: [".dockerignore", "B.ts", "Dockerfile"],
  },
];

describe("What the builder gets", () => {
  let folder: string;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const sent = (dockerfile = "Dockerfile") => readBuildContext(folder, dockerfile).map(({ path }) => path);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "build-context-"));
    for (const path of ["Dockerfile", "a.ts", "B.ts", "src/a.ts", "src/deep/b.ts", "src/é.md"]) {
      write(path, path);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const { name, ignore, sent: expected } of cases) {
    it(`is ${name}`, () => {
      write(".dockerignore", ignore);
      assert.deepEqual(sent(), expected);
    });
  }

  it("is decided by the ignore file of the Dockerfile where there is one", () => {
    write(".dockerignore", "src");
    write("build/one.Dockerfile", "");
    write("build/one.Dockerfile.dockerignore", "*\n!a.ts");
    assert.deepEqual(sent("build/one.Dockerfile"), [".dockerignore", "a.ts", "build/one.Dockerfile"]);
  });

  it("is what an exception names, also with characters that mean something elsewhere", () => {
    write("c++(1)/d.ts", "");
    write(".dockerignore", "*\n! c++(1)/[a-d].ts\n!a\\.t?");
    assert.deepEqual(sent(), [".dockerignore", "Dockerfile", "a.ts", "c++(1)/d.ts"]);
  });

  it("is refused where Docker rejects a pattern", () => {
    write(".dockerignore", "src\n[b-a].ts\n!/\n!\n[a");
    const file = join(folder, ".dockerignore");
    assert.throws(() => sent(), {
      message: [`${file}:2: `, `${file}:3: `, `${file}:4: `, `${file}:5: `]
        .map((place, at) => `${place}Docker rejects the pattern ${["[b-a].ts", "!/", "!", "[a"][at]}`)
        .join("\n"),
    });
  });

  it("is refused where Docker reads a pattern otherwise", () => {
    const unsafe: [pattern: string, part: string][] = [
      ["\\d*", "\\d"],
      ["\\pL.ts", "\\p"],
      ["\\x61.ts", "\\x"],
      ["a\\", "\\"],
      ["[a\\-z].ts", "[a\\-z]"],
      ["[^].ts", "[^]"],
      ["[a-].ts", "[a-]"],
      ["[[:alpha:]].ts", "[[:alpha:]"],
      ["a].t?", "]"],
      ["a|b*", "|"],
      ["a{2}*", "{"],
    ];
    write(".dockerignore", unsafe.map(([pattern]) => pattern).join("\n"));
    const file = join(folder, ".dockerignore");
    assert.throws(() => sent(), {
      message: unsafe
        .map(
          ([pattern, part], at) =>
            `${file}:${at + 1}: ${part} in the pattern ${pattern} has a meaning of its own to Docker, or is rejected: write it with * or ?`,
        )
        .join("\n"),
    });
    // Without a wildcard they are but characters.
    write(".dockerignore", "a|b\nc{2}\nsrc");
    assert.deepEqual(sent(), [".dockerignore", "B.ts", "Dockerfile", "a.ts"]);
  });

  it("is refused with a byte order mark on a later line, which Docker takes for part of the pattern", () => {
    write(".dockerignore", "a.ts\n\uFEFFsrc\n");
    assert.throws(() => sent(), {
      message: `${join(folder, ".dockerignore")}:2: remove the invisible character (a byte order mark, or U+0085)`,
    });
  });

  it("judges patterns in linear time, however long", () => {
    const began = cpuTime();
    for (const part of ["[a", "[a-b]", "\\.", "*a", "[a-", "]"]) {
      write(".dockerignore", part.repeat(20_000));
      try {
        sent();
      } catch {}
    }
    assert.ok(cpuTime() - began < 3000);
  });

  it("is the same with a byte order mark and other line endings", () => {
    write(".dockerignore", "\uFEFFsrc\r\na.ts\r\n");
    assert.deepEqual(sent(), [".dockerignore", "B.ts", "Dockerfile"]);
  });
});
