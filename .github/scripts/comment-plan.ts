/**
 * Keeps one comment with the plan on a pull request. Started by pull-request-comment.yml, by Node alone: nothing is
 * installed next to a token that may write. The plan was written by the pull request's own code and is taken for a
 * stranger's text: it is cut to size and can't mention people, refer to issues or pass for somebody else's.
 */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What GitHub says about the run that made the plan; none of it comes from the run. */
export interface Run {
  head_sha: string;
  head_branch: string;
  head_repository: { full_name: string; owner: { login: string } };
  html_url: string;
  conclusion: string | null;
}

interface Pull {
  number: number;
  head: { sha: string; repo: { full_name: string } | null };
}

interface Comment {
  id: number;
  body: string;
  user: { login: string; type: string } | null;
}

/** Asks GitHub's API. */
export type Request = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** GitHub takes 65,536 characters. */
const mostCharacters = 60_000;
const mostBytesOfPlan = 5_000_000;
const marker = "<!-- plan of this pull request -->";

/** Reads the plans of a folder: plain files named STACK.md alone, by stack. */
export function readPlans(directory: string): Map<string, string> {
  const plans = new Map<string, string>();
  for (const name of filesIn(directory)) {
    const [, stack] = /^([\w-]{1,50})\.md$/.exec(name) ?? [];
    const path = join(directory, name);
    const file = lstatSync(path);
    if (stack !== undefined && file.isFile() && file.size <= mostBytesOfPlan) {
      plans.set(stack, readFileSync(path, "utf8"));
    }
  }
  return plans;
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

/** The comment: where it comes from first, then each plan within its share of what a comment may have. */
export function commentOf(run: Run, plans: Map<string, string>): string {
  const commit = run.head_sha.slice(0, 7);
  const head = [
    marker,
    `Plan of ${commit} by [this run](${run.html_url})${run.conclusion === "success" ? "." : ", which **failed**."}`,
  ];
  if (plans.size === 0) {
    return [...head, "It made no plan; its log says why."].join("\n\n");
  }
  const share = Math.floor((mostCharacters - 1000) / plans.size) - 200;
  const parts = [...plans].map(([stack, plan]) => `## ${stack}\n\n${within(share, harmless(plan))}`);
  return [...head, ...parts].join("\n\n");
}

/** The entities that the preview's Markdown has: none of a letter, a digit or @, which would spell a mention. */
const ownEntities = new Set([
  ..."\\`*_[]<>#|~&$:.-\u200b".split("").map((character) => `#${character.charCodeAt(0)}`),
  ...["amp", "lt", "gt", "quot", "nbsp"],
]);

/**
 * Text that shows but does nothing: no mention, no reference to an issue, in whichever spelling, no link that says where it doesn't lead, no
 * picture, no HTML but folding and line breaks, no character that hides or turns others around. Image digests, colours
 * and Mermaid stay as they are.
 */
export function harmless(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) =>
      character === "\n" || character === "\t" ? character : "",
    )
    .replaceAll(/&(#?\w+);/g, (entity, name: string) => (ownEntities.has(name) ? entity : `&amp;${name};`))
    .replaceAll(/(?:&#35;|(?<![A-Za-z0-9])gh&#45;)(?=\d)/gi, "$&\u200b")
    .replaceAll(/(?<![A-Za-z0-9])@(?=\w)/g, "@\u200b")
    .replaceAll(/(?<!:)#(?=\d)(?!\d+;)/g, "#\u200b")
    .replaceAll(/(?<![A-Za-z0-9])gh-(?=\d)/gi, "$&\u200b")
    .replaceAll(/github\.com(?=[/:])/gi, "$&\u200b")
    .replaceAll(/\](?=[([]|:(?!:))/g, "]\u200b")
    .replaceAll(/<(?=[a-z/!?])(?!\/?(?:details|summary|br|sub|sup|b|code)\s?\/?>)/gi, "&lt;");
}

/** Cut at the end of a line; what is open there is closed, so that the next plan isn't swallowed. */
function within(most: number, text: string): string {
  if (text.length <= most) {
    return text + closing(text);
  }
  const cut = text.slice(0, most);
  const kept = cut.slice(0, Math.max(cut.lastIndexOf("\n"), 0));
  const left = text.slice(kept.length).trim().split("\n").length;
  return `${kept}${closing(kept)}\n\n… ${left} more lines are in the run's summary.`;
}

function closing(text: string): string {
  const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
  const fence = count(/^```/gm) % 2 === 1 ? "\n```" : "";
  const folds = Math.min(20, Math.max(0, count(/<details>/g) - count(/<\/details>/g)));
  return fence + "\n</details>".repeat(folds);
}

/**
 * Writes the comment, or brings it up to date. Returns what was done. A commit that is no longer the pull request's
 * newest is left to the run of the newest.
 */
export async function keepComment(
  repository: string,
  run: Run,
  comment: string,
  request: Request,
): Promise<string> {
  const number = await pullRequestOf(repository, run, request);
  if (number === undefined) {
    return `No open pull request is at ${run.head_sha}.`;
  }
  const existing = await commentOn(repository, number, request);
  if (existing === undefined) {
    await request("POST", `/repos/${repository}/issues/${number}/comments`, { body: comment });
    return `Commented on #${number}.`;
  }
  await request("PATCH", `/repos/${repository}/issues/comments/${existing}`, { body: comment });
  return `Updated the comment on #${number}.`;
}

/** GitHub names no pull request of a fork in the event, so it is asked for by what the event does name. */
async function pullRequestOf(repository: string, run: Run, request: Request): Promise<number | undefined> {
  const head = encodeURIComponent(`${run.head_repository.owner.login}:${run.head_branch}`);
  const pulls = (await request("GET", `/repos/${repository}/pulls?state=open&head=${head}`)) as Pull[];
  return pulls.find(
    ({ head }) => head.sha === run.head_sha && head.repo?.full_name === run.head_repository.full_name,
  )?.number;
}

async function commentOn(repository: string, number: number, request: Request): Promise<number | undefined> {
  for (let page = 1; page <= 20; page++) {
    const path = `/repos/${repository}/issues/${number}/comments?per_page=100&page=${page}`;
    const comments = (await request("GET", path)) as Comment[];
    const own = comments.find(
      ({ user, body }) => user?.login === "github-actions[bot]" && body.startsWith(marker),
    );
    if (own !== undefined || comments.length < 100) {
      return own?.id;
    }
  }
  return undefined;
}

function requestOf(api: string, token: string): Request {
  return async (method, path, body) => {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: { accept: "application/vnd.github+json", authorization: `Bearer ${token}` },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  };
}

function environment(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; pull-request-comment.yml sets it`);
  }
  return value;
}

async function main(): Promise<void> {
  const event: { workflow_run: Run } = JSON.parse(readFileSync(environment("GITHUB_EVENT_PATH"), "utf8"));
  const run = event.workflow_run;
  const comment = commentOf(run, readPlans(environment("PLAN_DIRECTORY")));
  const request = requestOf(environment("GITHUB_API_URL"), environment("GITHUB_TOKEN"));
  console.log(await keepComment(environment("GITHUB_REPOSITORY"), run, comment, request));
}

if (process.argv[1]?.endsWith("comment-plan.ts")) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
