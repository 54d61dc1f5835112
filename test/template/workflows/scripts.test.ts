import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { script } from "./workflow";

/** Runs a step as GitHub does, with commands in the place of those that reach out. */
class Runner {
  readonly directory = mkdtempSync(join(tmpdir(), "runner-"));

  constructor(commands: Record<string, string>) {
    mkdirSync(join(this.directory, "bin"));
    for (const [name, body] of Object.entries(commands)) {
      const path = join(this.directory, "bin", name);
      writeFileSync(path, `#!/bin/bash\nprintf '%s\\n' "${name} $*" >> "$RUNNER_TEMP/calls"\n${body}\n`);
      chmodSync(path, 0o755);
    }
  }

  run(run: string, env: Record<string, string> = {}) {
    const path = join(this.directory, "step.sh");
    writeFileSync(path, run);
    const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", path], {
      cwd: this.directory,
      encoding: "utf8",
      env: {
        PATH: `${join(this.directory, "bin")}:${process.env.PATH}`,
        RUNNER_TEMP: this.directory,
        GITHUB_OUTPUT: join(this.directory, "output"),
        GITHUB_STEP_SUMMARY: join(this.directory, "summary"),
        ...env,
      },
    });
    return { status, stdout, stderr, calls: this.lines("calls") };
  }

  file(name: string): string {
    const path = join(this.directory, name);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  }

  lines(name: string): string[] {
    return this.file(name).split("\n").slice(0, -1);
  }
}

describe("a workflow's script", () => {
  const runners: Runner[] = [];
  const runner = (commands: Record<string, string>) => {
    const made = new Runner(commands);
    runners.push(made);
    return made;
  };
  after(() => {
    for (const { directory } of runners) rmSync(directory, { recursive: true });
  });

  describe("plans every stack of the pull request", () => {
    const plan = script("pull-request.yml", "plan", "Plan every stack against the base");

    it("against the base, into the summary and a file of its own", () => {
      const made = runner({ npm: 'echo "plan of $6"' });
      for (const stack of ["dev", "prod"]) writeFileSync(join(made.directory, `Pulumi.${stack}.yaml`), "");
      const { status, calls } = made.run(plan);
      assert.equal(status, 0);
      assert.deepEqual(
        calls,
        ["dev", "prod"].flatMap((stack) =>
          ["markdown", "sarif", "html"].map(
            (format) => `npm run --silent preview -- --stack ${stack} --against HEAD^1 --format ${format}`,
          ),
        ),
      );
      assert.equal(made.file("plan/prod.sarif"), "plan of prod\n");
      assert.equal(made.file("plan/prod.html"), "plan of prod\n");
      assert.equal(made.file("plan/dev.md"), "plan of dev\n");
      assert.equal(made.file("summary"), "## dev\nplan of dev\n\n## prod\nplan of prod\n\n");
    });

    it("to the last, and fails if one of them does", () => {
      const made = runner({ npm: 'echo "plan of $6"; [ "$6" != dev ]' });
      for (const stack of ["dev", "prod"]) writeFileSync(join(made.directory, `Pulumi.${stack}.yaml`), "");
      assert.equal(made.run(plan).status, 1);
      assert.equal(made.file("plan/prod.md"), "plan of prod\n");
    });
  });

  describe("shows whoever approves what will change", () => {
    const show = script("deploy.yml", "prod-plan", "Show whoever approves what will change");

    it("and fails as the preview does", () => {
      const made = runner({ npx: "echo '+ 1 to create'; exit 3" });
      assert.equal(made.run(show, { STACK: "prod" }).status, 3);
      assert.equal(made.file("summary"), "```\n+ 1 to create\n```\n");
    });
  });

  for (const stack of ["dev", "prod"]) {
    describe(`looks for drift of ${stack}`, () => {
      const look = script("drift.yml", "look", `Compare ${stack} with AWS`);
      const drift = "echo 'error: no changes were expected but changes were proposed' >&2; exit 255";

      for (const [what, command, output, failed] of [
        ["and finds none", "", [], false],
        ["and finds it", drift, [`drifted=${stack}`], false],
        ["and doesn't take a failure for it", "echo 'error: no credentials' >&2; exit 255", [], true],
      ] as const) {
        it(what, () => {
          const made = runner({ npx: command });
          const { status, calls } = made.run(look, { STACK: stack });
          assert.deepEqual(made.lines("output"), output);
          assert.equal(status !== 0, failed);
          assert.deepEqual(calls, [
            `npx pulumi refresh --stack ${stack} --preview-only --expect-no-changes --diff --exclude **kubernetes:** --color never --non-interactive`,
          ]);
        });
      }
    });
  }

  describe("keeps one issue", () => {
    const keep = script("drift.yml", "report", "Open, update or close it");
    const find = "gh issue list --label drift --state open --limit 1 --json number --jq .[].number";
    const commands = (drifted: string, issue: string) => {
      const made = runner({ gh: issue ? `[ "$2" != list ] || echo ${issue}` : "" });
      const { status, calls } = made.run(keep, { DRIFTED: drifted, RUN: "https://run" });
      assert.equal(status, 0);
      return calls.filter((line) => line.startsWith("gh "));
    };

    it("opens it", () => {
      const [first, label, create, ...others] = commands(" prod", "");
      assert.deepEqual([first, others], [find, []]);
      assert.match(label ?? "", /^gh label create drift --force /);
      assert.match(
        create ?? "",
        /^gh issue create --label drift --title Drift in AWS --body AWS differs .* in: {2}prod$/,
      );
    });

    it("brings it up to date", () => {
      const [, edit, ...others] = commands("dev prod", "12");
      assert.match(
        edit ?? "",
        /^gh issue edit 12 --body AWS differs from what was last deployed in: dev prod$/,
      );
      assert.deepEqual(others, []);
    });

    it("closes it", () => {
      assert.deepEqual(commands(" ", "12"), [
        find,
        "gh issue close 12 --comment No drift any more: https://run",
      ]);
    });

    it("leaves it when there is nothing to say", () => {
      assert.deepEqual(commands(" ", ""), [find]);
    });
  });
});
