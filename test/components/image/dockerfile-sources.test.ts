import assert from "node:assert/strict";
import { copiedSources, patternMatcher, stageNames } from "../../../components/image/dockerfile-sources";

const paths = (dockerfile: string, target?: string) =>
  copiedSources(dockerfile, target).map(({ path }) => path);

describe("What a Dockerfile copies", () => {
  it("is each source but the last word, whatever its form", () => {
    const dockerfile = [
      "FROM scratch",
      "COPY a.txt ./b/ /c/",
      'ADD ["d e.txt", "f/../g.txt", "/"]',
      "copy --chmod=644 --chown=1:1 h \\",
      "  # a comment in between",
      "  i/*.json \\",
      "  /j/",
      "COPY . /all",
    ].join("\n");
    assert.deepEqual(copiedSources(dockerfile), [
      { line: 2, path: "a.txt" },
      { line: 2, path: "b" },
      { line: 3, path: "d e.txt" },
      { line: 3, path: "g.txt" },
      { line: 4, path: "h" },
      { line: 4, path: "i/*.json" },
    ]);
  });

  it("leaves out what isn't in the folder or can't be known", () => {
    const dockerfile = [
      "FROM base AS build",
      "ADD https://example.com/x.tar git@github.com:a/b.git /x/",
      "COPY $SOURCE $OTHER/y /z/",
      "COPY <<EOF /etc/motd",
      "COPY not-an-instruction /",
      "EOF",
      "RUN <<EOF",
      "COPY neither /",
      "EOF",
      "ONBUILD COPY later /",
      "FROM scratch",
      "COPY --from=build /image /",
    ].join("\r\n");
    assert.deepEqual(paths(dockerfile), []);
  });

  it("is what the stages need that the target is made from", () => {
    const dockerfile = [
      "FROM node AS base",
      "COPY base .",
      "FROM base AS Build",
      "COPY build .",
      "FROM scratch AS tools",
      "COPY tools .",
      "FROM base AS tests",
      "COPY tests .",
      "FROM scratch",
      "RUN --mount=type=bind,from=tools,target=/tools --network=none true from=tests",
      "COPY --from=build /x /",
      "COPY last .",
    ].join("\n");
    assert.deepEqual(paths(dockerfile), ["base", "build", "tools", "last"]);
    assert.deepEqual(paths(dockerfile, "tests"), ["base", "tests"]);
    assert.deepEqual(paths(dockerfile, "BUILD"), ["base", "build"]);
    assert.deepEqual(paths(dockerfile, "2"), ["tools"]);
    assert.deepEqual(stageNames(dockerfile), ["base", "build", "tools", "tests"]);
  });

  it("may be a pattern, whose wildcards stay within a folder", () => {
    for (const [path, pattern, matches] of [
      ["package.json", "package*.json", true],
      ["a/package.json", "package*.json", false],
      ["a/b/c.ts", "a/*", true],
      ["a/b/c.ts", "**/c.ts", true],
      ["a.ts", "?.ts", true],
      ["a1", "a[0-9]", true],
      ["ab", "a[0-9]", false],
      ["a+b", "a+*", true],
    ] as const) {
      assert.equal(patternMatcher(pattern)(path), matches, `${path} and ${pattern}`);
    }
  });
});
