import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { IgnoreRules, type Verdict } from "../../../components/image/ignore-rules";

const folder = join(__dirname, "../../../app");
const text = readFileSync(join(folder, "Dockerfile"), "utf8");

/** An instruction of the Dockerfile, its continuation lines joined. */
interface Instruction {
  name: string;
  value: string;
}

const instructions: Instruction[] = text
  .replaceAll(/\\\n/g, " ")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => /^(?<name>[A-Z]+) (?<value>.+)$/.exec(line)?.groups)
  .map((groups) => ({ name: groups?.name ?? "", value: (groups?.value ?? "").replaceAll(/ +/g, " ") }));

const lastStage = instructions.slice(instructions.findLastIndex(({ name }) => name === "FROM"));

function values(name: string, among = instructions): string[] {
  return among.filter((instruction) => instruction.name === name).map(({ value }) => value);
}

describe("the Dockerfile", () => {
  it("needs no frontend from a registry", () => {
    assert.doesNotMatch(text, /^#\s*(syntax|escape|check)\s*=/im);
  });

  it("takes one base, an exact version that a digest can be put behind, from AWS's mirror", () => {
    assert.equal(values("ARG").length, 1);
    assert.match(
      values("ARG")[0] ?? "",
      /^NODE_IMAGE=public\.ecr\.aws\/docker\/library\/node:24\.\d+\.\d+-bookworm-slim$/,
    );
    assert.deepEqual(values("FROM"), [
      `$\{NODE_IMAGE} AS node`,
      `--platform=$BUILDPLATFORM $\{NODE_IMAGE} AS build`,
      "scratch",
    ]);
  });

  it("runs programs only where it builds, so that no platform needs emulation", () => {
    const stages = instructions.map(({ name }, at) =>
      name === "RUN" ? values("FROM", instructions.slice(0, at)).at(-1) : undefined,
    );
    const running = new Set(stages.filter((stage) => stage !== undefined));
    assert.deepEqual([...running], [`--platform=$BUILDPLATFORM $\{NODE_IMAGE} AS build`]);
  });

  it("makes the image of two layers, runtime and application, of files without a date or a mode of the checkout's", () => {
    for (const layer of ["runtime", "application"]) {
      const last = values("RUN").findLast((value) => value.includes(`/${layer}`)) ?? "";
      assert.match(last, new RegExp(` && find /${layer} -exec touch -hd @0 {} \\+$`));
    }
    assert.match(values("RUN").at(-1) ?? "", / chmod -R a-x,u=rwX,go=rX \/application && find /);
    assert.deepEqual(lastStage, [
      { name: "FROM", value: "scratch" },
      { name: "COPY", value: "--from=build /runtime /" },
      { name: "COPY", value: "--from=build /application /" },
      { name: "WORKDIR", value: "/app" },
      { name: "ENV", value: "NODE_ENV=production" },
      { name: "USER", value: "65532:65532" },
      { name: "VOLUME", value: "/tmp" },
      { name: "EXPOSE", value: "8080" },
      { name: "STOPSIGNAL", value: "SIGTERM" },
      { name: "CMD", value: '["/usr/local/bin/node", "src/main.js"]' },
    ]);
  });
});

describe("the .dockerignore", () => {
  it("lets in what the Dockerfile copies, and nothing else", () => {
    const rules = new IgnoreRules(folder, "Dockerfile");
    const sent = (path: string) => {
      const parts = path.split("/");
      const paths = parts.map((_part, at) => parts.slice(0, at + 1).join("/"));
      return !paths.reduce<Verdict | undefined>((verdict, each) => rules.evaluate(each, verdict), undefined)
        ?.ignored;
    };
    const copied = values("COPY")
      .filter((value) => !value.startsWith("--from="))
      .flatMap((value) => value.split(" ").slice(0, -1));
    assert.deepEqual(copied, ["packages.ts", "package.json", "build.ts", "src"]);

    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    const wanted = files.filter((file) =>
      copied.some((each) => file === each || file.startsWith(`${each}/`)),
    );
    const strangers = [
      "README.md",
      ".env",
      ".git/config",
      "node_modules/x/index.js",
      "other/src/main.ts",
      "source",
    ];
    assert.deepEqual([...files, ...strangers].filter(sent), wanted);
    assert.ok(wanted.includes("src/main.ts"));
  });
});
