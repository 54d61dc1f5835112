import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { ProjectError } from "./project";

const run = promisify(execFile);

/** A commit of the repository that a project is in. */
export class Revision {
  #worktree: string | undefined;
  #opening: Promise<unknown> = Promise.resolve();

  private constructor(
    /** What the user calls it. */
    readonly ref: string,
    readonly commit: string,
    /** The checkout that the project is in. */
    private readonly checkout: string,
    /** Folder of the project. */
    private readonly root: string,
  ) {}

  /**
   * Looks a branch, tag or commit up, as git does in the project's folder.
   *
   * @throws ProjectError where there is no repository, or no such commit in it.
   */
  static async find(ref: string, root: string): Promise<Revision> {
    const checkout = await toplevel(ref, root);
    const found = ref.startsWith("-")
      ? ""
      : await answer(root, "rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
    if (found === "") throw new ProjectError(await missing(ref, root));
    return new Revision(ref, found, checkout, realpathSync(root));
  }

  /** What people call it: "main (0123456)". */
  get title(): string {
    const short = this.commit.slice(0, 7);
    return this.commit.startsWith(this.ref) ? short : `${this.ref} (${short})`;
  }

  /** Checks the commit out into a temporary folder, with the dependencies that are installed; returns the project's folder there. */
  async open(): Promise<string> {
    await removeAbandoned(this.checkout);
    const worktree = realpathSync(mkdtempSync(join(tmpdir(), `${worktreePrefix}${process.pid}-`)));
    this.#worktree = worktree;
    // Hooks of the repository are about the user's own checkouts.
    const withoutHooks = ["-c", `core.hooksPath=${join(worktree, "no-hooks")}`];
    const opening = git(
      this.checkout,
      ...withoutHooks,
      ...["worktree", "add", "--quiet", "--detach"],
      ...[worktree, this.commit],
    );
    this.#opening = opening.catch(() => undefined);
    await opening;
    const root = this.#inWorktree(this.root);
    const modules = nearestModules(this.root);
    if (modules !== undefined && existsSync(root)) {
      const inside = !relative(this.checkout, dirname(modules)).startsWith("..");
      const link = join(inside ? this.#inWorktree(dirname(modules)) : worktree, "node_modules");
      if (existsSync(dirname(link)) && !existsSync(link)) symlinkSync(modules, link, "junction");
    }
    return root;
  }

  /** Where a file of the checkout is in the worktree; nothing where the revision doesn't have it. */
  file(path: string): string | undefined {
    const absolute = resolve(this.root, path);
    const inside = relative(this.checkout, existsSync(absolute) ? realpathSync(absolute) : absolute);
    const there = this.#inWorktree(join(this.checkout, inside));
    return inside.startsWith("..") || isAbsolute(inside) || !existsSync(there) ? undefined : there;
  }

  /** Whether its dependencies are others than those that are installed for the project. */
  get hasOtherDependencies(): boolean {
    const name = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"].find((each) =>
      existsSync(join(this.root, each)),
    );
    if (name === undefined) return false;
    const base = join(this.#inWorktree(this.root), name);
    return !existsSync(base) || text(base) !== text(join(this.root, name));
  }

  /** Removes the worktree, and whatever git remembers of it. */
  async remove(): Promise<void> {
    const worktree = this.#worktree;
    if (worktree === undefined) return;
    this.#worktree = undefined;
    await this.#opening;
    await removeWorktree(this.checkout, worktree);
  }

  #inWorktree(path: string): string {
    return join(this.#worktree ?? "", relative(this.checkout, path));
  }
}

/** Temporary worktrees are called this, the process id of their preview, and something random. */
const worktreePrefix = "preview-revision-";

/** Removes worktrees of this repository whose preview was killed before it could do so. */
async function removeAbandoned(checkout: string): Promise<void> {
  const listed = (await answer(checkout, "worktree", "list", "--porcelain")).split("\n");
  for (const line of listed) {
    const path = line.startsWith("worktree ") ? line.slice("worktree ".length) : "";
    const name = basename(path);
    if (!name.startsWith(worktreePrefix)) continue;
    const pid = Number.parseInt(name.slice(worktreePrefix.length), 10);
    if (pid > 0 && !isRunning(pid)) await removeWorktree(checkout, path);
  }
}

async function removeWorktree(checkout: string, worktree: string): Promise<void> {
  await answer(checkout, "worktree", "remove", "--force", worktree);
  rmSync(worktree, { recursive: true, force: true });
  await answer(checkout, "worktree", "prune");
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function toplevel(ref: string, root: string): Promise<string> {
  try {
    return realpathSync(await git(root, "rev-parse", "--show-toplevel"));
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    const reason =
      error instanceof Error && "code" in error && error.code === "ENOENT"
        ? "git isn't installed"
        : /not a git repository/i.test(said)
          ? `${root} is in no git checkout`
          : said.replace(/^fatal: /, "");
    throw new ProjectError(
      `--against ${ref}: ${reason}; compare with a saved plan instead (--format json > plan.json, then --against plan.json)`,
    );
  }
}

async function missing(ref: string, root: string): Promise<string> {
  const head = `--against ${ref}: there is no such commit, branch or tag here`;
  if (/\.json$/.test(ref)) return `--against ${ref}: there is no such file`;
  const remotes = (await answer(root, "for-each-ref", "--format=%(refname:short)", "refs/remotes")).split(
    "\n",
  );
  const similar = remotes.filter((remote) => remote.endsWith(`/${ref}`));
  if (similar.length > 0) return `${head}; there is ${similar.join(", ")}`;
  if ((await answer(root, "rev-parse", "--is-shallow-repository")) === "true") {
    return (
      `${head}, and the clone is shallow: fetch it (git fetch --depth=1 origin ${ref}:refs/remotes/origin/${ref}, ` +
      "then --against origin/…), or clone the whole history (fetch-depth: 0 of actions/checkout)"
    );
  }
  return `${head}; git fetch brings what others pushed`;
}

/** The folder that Node takes a project's dependencies from. */
function nearestModules(directory: string): string | undefined {
  const modules = join(directory, "node_modules");
  if (existsSync(modules)) return modules;
  const parent = dirname(directory);
  return parent === directory ? undefined : nearestModules(parent);
}

/** What git says, or nothing where it refuses. */
function answer(directory: string, ...args: string[]): Promise<string> {
  return git(directory, ...args).catch(() => "");
}

/** Runs git in the checkout that `directory` is in, even where a hook of another one called this command. */
async function git(directory: string, ...args: string[]): Promise<string> {
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, GIT_PREFIX: ____, ...env } = process.env;
  // Detached from the terminal: Ctrl-C ends the programs, and git tidies up after them. Windows would open a window for it.
  const detached = process.platform !== "win32";
  const options = { cwd: directory, env: { ...env, LC_ALL: "C" }, detached, windowsHide: true };
  return (await run("git", args, options)).stdout.trim();
}

function text(path: string): string {
  return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
}
