import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sessionSeconds } from "../../../facts/iam-limits";
import { job, textOf, workflow, workflowFiles } from "./workflow";

const root = join(__dirname, "..", "..", "..");
const {
  scripts,
  devDependencies,
}: Record<string, Record<string, string>> = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

it("there are five workflows", () => {
  assert.deepEqual(workflowFiles, [
    "deploy.yml",
    "drift.yml",
    "pull-request-comment.yml",
    "pull-request.yml",
    "template.yml",
  ]);
});

for (const file of workflowFiles) {
  describe(file, () => {
    const text = textOf(file);
    const { jobs, permissions, on, defaults } = workflow(file);
    const steps = Object.values(jobs).flatMap((each) => each.steps);
    const runs = steps.flatMap(({ run }) => run ?? []);

    it("pins every action to a commit, with its version beside it", () => {
      const uses = text.split("\n").filter((line) => /\buses:/.test(line));
      for (const line of uses) {
        assert.match(line, /uses: (actions|aws-actions|github)\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      }
    });

    it("gives nothing to all jobs, and says for each what it may", () => {
      assert.deepEqual(permissions, {});
      for (const [name, each] of Object.entries(jobs)) {
        assert.ok(each.permissions, `${name} says its permissions`);
        assert.ok(!Object.values(each.permissions).includes("write-all"));
        assert.equal(each.permissions.contents ?? "read", "read");
      }
    });

    it("holds every job to a time, a deployment to its role's session", () => {
      for (const [name, each] of Object.entries(jobs)) {
        const most = each.environment === undefined ? 60 : sessionSeconds.deploy / 60;
        assert.ok((each["timeout-minutes"] ?? Number.POSITIVE_INFINITY) <= most, name);
      }
    });

    it("leaves no token behind in the checkout", () => {
      for (const { uses, with: given } of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
        assert.equal(given?.["persist-credentials"], false, uses);
      }
    });

    it("puts no expression into a script: values come by the environment", () => {
      for (const run of runs) assert.doesNotMatch(run, /\$\{\{/);
    });

    it("stops a script where a part of it fails", () => {
      // Without a shell of its own, a step runs without pipefail.
      if (runs.some((run) => run.includes("|"))) assert.deepEqual(defaults, { run: { shell: "bash" } });
    });

    it("needs no secret and never runs a stranger's code with a token that writes", () => {
      assert.doesNotMatch(text, /\bsecrets\b/);
      assert.ok(!("pull_request_target" in on));
    });

    it("runs on Node 24, tests on 22 too, and installs what the lockfile says", () => {
      for (const { steps, strategy } of Object.values(jobs)) {
        const [version] = steps.flatMap(({ uses, with: given }) =>
          uses?.startsWith("actions/setup-node@") ? [given?.["node-version"]] : [],
        );
        const versions = strategy?.matrix.node ?? (version === undefined ? [] : [version]);
        assert.ok(["", "24", "22,24"].includes(String(versions)), String(versions));
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub
        if (strategy) assert.equal(version, "${{ matrix.node }}");
      }
      assert.ok(!runs.some((run) => /npm (install|i)\b/.test(run)));
    });

    it("calls scripts and commands that exist", () => {
      for (const run of runs) {
        for (const [, name = ""] of run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)) {
          assert.ok(name in (scripts ?? {}), `npm run ${name}`);
        }
        for (const [, name = ""] of run.matchAll(/\bnpx ([\w-]+)/g)) {
          assert.ok(name in (devDependencies ?? {}), `npx ${name}`);
        }
        for (const [, path = ""] of run.matchAll(/\bnode (\.\S+)/g)) {
          assert.ok(existsSync(join(root, path)), path);
        }
      }
    });
  });
}

describe("a pull request", () => {
  const { on, jobs } = workflow("pull-request.yml");

  it("is tested and planned whoever it is from, with tokens that read but for code scanning", () => {
    assert.deepEqual(on, { pull_request: null });
    assert.deepEqual(
      Object.entries(jobs).map(([name, { permissions, if: condition, environment }]) => [
        name,
        permissions,
        condition,
        environment,
      ]),
      [
        ["test", { contents: "read" }, undefined, undefined],
        ["plan", { contents: "read" }, undefined, undefined],
        [
          "code-scanning",
          { actions: "read", contents: "read", "security-events": "write" },
          // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub
          "${{ !cancelled() && github.event.pull_request.head.repo.full_name == github.repository }}",
          undefined,
        ],
      ],
    );
  });

  it("has its findings shown by a job that runs none of its code", () => {
    const { steps, needs } = job("pull-request.yml", "code-scanning");
    assert.equal(needs, "plan");
    assert.deepEqual(
      steps.map(({ uses, run, with: given }) => [uses?.split("@")[0], run, given]),
      [
        ["actions/download-artifact", undefined, { name: "findings", path: "findings" }],
        ["github/codeql-action/upload-sarif", undefined, { sarif_file: "findings" }],
      ],
    );
    assert.ok(steps.every((step) => step["continue-on-error"] === true));
  });

  it("is commented on by a workflow that takes text alone from it", () => {
    const { on, jobs } = workflow("pull-request-comment.yml");
    assert.deepEqual(on, {
      workflow_run: { workflows: [workflow("pull-request.yml").name], types: ["completed"] },
    });
    const { permissions, steps, if: condition } = job("pull-request-comment.yml", "comment");
    assert.deepEqual(Object.keys(jobs), ["comment"]);
    assert.deepEqual(permissions, { actions: "read", contents: "read", "pull-requests": "write" });
    assert.equal(condition, "github.event.workflow_run.event == 'pull_request'");
    const [checkout] = steps;
    assert.deepEqual(checkout?.with, { "persist-credentials": false, "sparse-checkout": ".github/scripts" });
    assert.deepEqual(
      steps.flatMap(({ run }) => run ?? []),
      ["node .github/scripts/comment-plan.ts"],
    );
  });
});

describe("a deploy", () => {
  const { on, jobs } = workflow("deploy.yml");
  const deploys = ["dev", "prod"].map((stack) => [stack, job("deploy.yml", stack)] as const);

  it("is of main, and of nothing before the roles exist", () => {
    assert.deepEqual(on, { push: { branches: ["main"] }, workflow_dispatch: null });
    assert.equal(jobs.dev?.if, "vars.AWS_PREVIEW_ROLE != '' && github.ref == 'refs/heads/main'");
  });

  it("goes to dev, then shows what prod would change, then waits at the environment prod", () => {
    assert.deepEqual(
      Object.entries(jobs).map(([name, { needs, environment }]) => [name, needs, environment]),
      [
        ["dev", undefined, "dev"],
        ["prod-plan", "dev", undefined],
        ["prod", "prod-plan", "prod"],
      ],
    );
  });

  it("is one at a time for each stack, and never stopped half-way by the next", () => {
    for (const [stack, { concurrency }] of deploys) {
      assert.deepEqual(concurrency, { group: `stack-${stack}`, "cancel-in-progress": false });
    }
  });

  it("does the same for every stack: preview with the policies, up, smoke test", () => {
    for (const [stack, { steps, env, permissions }] of deploys) {
      assert.equal(env?.STACK, stack);
      assert.deepEqual(permissions, { contents: "read", "id-token": "write" });
      assert.deepEqual(
        steps.flatMap(({ name }) => name ?? []),
        ["Preview with the policies", "Deploy", "Smoke test"],
      );
      assert.equal(steps.at(-1)?.run, 'npm run smoke -- --stack "$STACK" --no-requests --wait 300');
      const pulumi = steps.flatMap(({ run }) => [...(run ?? "").matchAll(/npx pulumi (\w+).*/g)]);
      assert.deepEqual(
        pulumi.map(([, command]) => command),
        ["preview", "up"],
      );
      for (const [command] of pulumi) assert.match(command, /--policy-pack policies/);
    }
  });

  it("assumes the role of the environment to change, and the one that reads to show", () => {
    const role = (name: string) =>
      job("deploy.yml", name).steps.find(({ uses }) => uses?.startsWith("aws-actions/"))?.with;
    const withRole = (region: string, name: string, seconds: number) => ({
      "aws-region": `\${{ ${region} }}`,
      "role-to-assume": `\${{ ${name} }}`,
      "role-duration-seconds": seconds,
    });
    const { deploy, preview } = sessionSeconds;
    assert.deepEqual(role("dev"), withRole("vars.AWS_REGION", "vars.AWS_DEPLOY_ROLE", deploy));
    assert.deepEqual(role("prod"), withRole("vars.AWS_REGION", "vars.AWS_DEPLOY_ROLE", deploy));
    assert.deepEqual(
      role("prod-plan"),
      withRole(
        "vars.PROD_AWS_REGION || vars.AWS_REGION",
        "vars.PROD_AWS_PREVIEW_ROLE || vars.AWS_PREVIEW_ROLE",
        preview,
      ),
    );
  });

  it("takes nothing from a cache that a pull request's run may have written", () => {
    const installs = Object.values(jobs).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@")),
    );
    for (const { with: given } of installs) {
      assert.deepEqual(given, { "node-version": 24, "package-manager-cache": false });
    }
  });
});

describe("the look for drift", () => {
  it("reads with the role that reads, and writes the issue without any role or code", () => {
    const { look, report } = workflow("drift.yml").jobs;
    assert.deepEqual(look?.permissions, { contents: "read", "id-token": "write" });
    assert.deepEqual(report?.permissions, { issues: "write" });
    assert.deepEqual(
      report?.steps.map(({ uses }) => uses),
      [undefined],
    );
    assert.equal(report?.needs, "look");
  });
});
