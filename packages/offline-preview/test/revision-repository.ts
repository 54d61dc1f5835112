import { execFileSync } from "node:child_process";
import { TemporaryProject } from "./preview-command";

/** A project of its own in a git repository. */
export class RepositoryProject extends TemporaryProject {
  constructor(files: Record<string, string>) {
    super(files);
    this.git("init", "--quiet", "--initial-branch", "main");
    this.write(".gitignore", "node_modules\n");
  }

  /** Commits everything. */
  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  /** Runs git in the project's folder; returns what it says. */
  git(...args: string[]): string {
    const identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"];
    return execFileSync("git", [...identity, ...args], { cwd: this.root, encoding: "utf8" }).trim();
  }

  /** How many checkouts git knows of. */
  get checkouts(): number {
    return this.git("worktree", "list", "--porcelain").split("\n\n").filter(Boolean).length;
  }
}

/** A program with one bucket, its name and tags as given. */
export function bucketProgram(tag: string): string {
  return [
    'import * as pulumi from "@pulumi/pulumi";',
    `new pulumi.CustomResource("aws:s3/bucket:Bucket", "files", { tags: { tag: ${tag} } });`,
  ].join("\n");
}
