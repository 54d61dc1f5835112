import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProjectError } from "../src/project";
import { Revision } from "../src/revision";
import { RepositoryProject } from "./revision-repository";

describe("revision", () => {
  let project: RepositoryProject;
  let other: string;
  before(() => {
    project = new RepositoryProject({ "index.ts": "first", "infra/Pulumi.yaml": "name: sample\n" });
    project.commit("first");
    project.git("tag", "v1");
    project.write("index.ts", "second");
    project.write("infra/new.yaml", "");
    project.commit("second");
    project.write(".git/hooks/post-checkout", "#!/bin/sh\nexit 1\n");
    execFileSync("chmod", ["+x", join(project.root, ".git/hooks/post-checkout")]);
    other = mkdtempSync(join(tmpdir(), "preview-"));
  });
  after(() => {
    project.remove();
    rmSync(other, { recursive: true });
  });

  async function opened(root: string, ref: string, check: (revision: Revision, folder: string) => void) {
    const revision = await Revision.find(ref, root);
    try {
      check(revision, await revision.open());
    } finally {
      await revision.remove();
    }
  }

  it("is checked out without hooks, with the installed dependencies, and leaves nothing", async () => {
    let folder = "";
    await opened(project.root, "v1", (revision, root) => {
      folder = root;
      assert.equal(readFileSync(join(root, "index.ts"), "utf8"), "first");
      assert.ok(lstatSync(join(root, "node_modules")).isSymbolicLink());
      assert.match(revision.title, /^v1 \([0-9a-f]{7}\)$/);
      assert.equal(revision.hasOtherDependencies, false);
    });
    assert.ok(!existsSync(folder));
    assert.ok(existsSync(join(project.root, "node_modules", "yaml")));
    assert.equal(project.checkouts, 1);
  });

  it("is found for a project in a folder of the repository, with its own files alone", async () => {
    await opened(join(project.root, "infra"), "v1", (revision, root) => {
      assert.ok(existsSync(join(root, "Pulumi.yaml")));
      assert.equal(revision.file("Pulumi.yaml"), join(root, "Pulumi.yaml"));
      assert.equal(revision.file("new.yaml"), undefined);
      assert.equal(revision.file("/etc/hosts"), undefined);
    });
  });

  it("is found from a linked worktree", async () => {
    project.git(
      "-c",
      "core.hooksPath=/dev/null",
      "worktree",
      "add",
      "--quiet",
      "--detach",
      join(other, "linked"),
    );
    await opened(join(other, "linked"), "HEAD~1", (revision, root) => {
      assert.equal(readFileSync(join(root, "index.ts"), "utf8"), "first");
      assert.equal(revision.title, `HEAD~1 (${revision.commit.slice(0, 7)})`);
    });
    project.git("worktree", "remove", "--force", join(other, "linked"));
  });

  it("has removed before what killed previews left, and no other's", async () => {
    const gone = spawnSync("true").pid;
    const abandoned = join(other, `preview-revision-${gone}-abcdef`);
    const inUse = join(other, `preview-revision-${process.pid}-abcdef`);
    for (const path of [abandoned, inUse]) {
      project.git("-c", "core.hooksPath=none", "worktree", "add", "--quiet", "--detach", path);
    }
    await opened(project.root, "v1", () => {
      assert.deepEqual([existsSync(abandoned), existsSync(inUse)], [false, true]);
    });
    project.git("worktree", "remove", "--force", inUse);
    assert.equal(project.checkouts, 1);
  });

  it("is refused where there is none, with what to do", async () => {
    execFileSync("git", [
      "clone",
      "--quiet",
      "--depth",
      "1",
      `file://${project.root}`,
      join(other, "shallow"),
    ]);
    const refusal = (ref: string, root: string) =>
      Revision.find(ref, root).then(
        () => "found",
        (error: unknown) => (error instanceof ProjectError ? error.message : String(error)),
      );
    assert.match(
      await refusal("v1", join(other, "shallow")),
      /the clone is shallow: .* \(fetch-depth: 0 of actions\/checkout\)$/,
    );
    assert.equal(await refusal("main", join(other, "shallow")), "found");
    assert.match(
      await refusal("--all", project.root),
      /^--against --all: there is no such commit, branch or tag here/,
    );
    assert.equal(await refusal("plan.json", project.root), "--against plan.json: there is no such file");
    assert.match(
      await refusal("main", other),
      /^--against main: .* is in no git checkout; compare with a saved plan instead/,
    );
    project.git("update-ref", "refs/remotes/origin/topic", "HEAD");
    assert.match(await refusal("topic", project.root), /there is origin\/topic$/);
  });
});
