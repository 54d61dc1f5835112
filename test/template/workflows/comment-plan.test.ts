import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  commentOf,
  harmless,
  keepComment,
  type Request,
  type Run,
  readPlans,
} from "../../../.github/scripts/comment-plan";

const run: Run = {
  head_sha: "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
  head_branch: "feature&state=closed",
  head_repository: { full_name: "stranger/octo-repo", owner: { login: "stranger" } },
  html_url: "https://github.com/octo-org/octo-repo/actions/runs/1",
  conclusion: "success",
};
const head = `<!-- plan of this pull request -->\n\nPlan of 0a1b2c3 by [this run](${run.html_url}).`;
const hidden = "\u200b";

describe("the comment on a pull request", () => {
  it("says where it comes from, then shows each stack's plan", () => {
    const plans = new Map([
      ["dev", "1 to create"],
      ["prod", "nothing changes"],
    ]);
    assert.equal(commentOf(run, plans), `${head}\n\n## dev\n\n1 to create\n\n## prod\n\nnothing changes`);
  });

  it("says that a run failed, and that it made no plan", () => {
    assert.equal(
      commentOf({ ...run, conclusion: "failure" }, new Map()),
      `${head.slice(0, -1)}, which **failed**.\n\nIt made no plan; its log says why.`,
    );
  });

  it("stays under GitHub's limit, gives each stack its share and closes what it cuts open", () => {
    const long = `<details>\n\n\`\`\`\n${"one line of many\n".repeat(10_000)}\`\`\`\n\n</details>`;
    const comment = commentOf(
      run,
      new Map([
        ["dev", long],
        ["prod", long],
        ["test", "nothing changes"],
      ]),
    );
    assert.ok(comment.length < 65_536);
    const [, dev = "", prod = "", test = ""] = comment.split("## ");
    assert.match(
      dev,
      /one line of many\n```\n<\/details>\n\n… \d{4} more lines are in the run's summary\.\n\n$/,
    );
    assert.match(prod, /^prod\n\n<details>/);
    assert.equal(test, "test\n\nnothing changes");
  });

  it("closes what a plan left open", () => {
    const comment = commentOf(run, new Map([["dev", "<details>\n```\nopen"]]));
    assert.ok(comment.endsWith("## dev\n\n<details>\n```\nopen\n```\n</details>"));
  });

  for (const [what, text, expected] of [
    ["a mention", "@octocat and (@octo-org/team)", `@${hidden}octocat and (@${hidden}octo-org/team)`],
    ["a reference", "fixes #12, octo/repo#12", `fixes #${hidden}12, octo/repo#${hidden}12`],
    ["a mention in italics", "_@octocat_, *@octocat*", `_@${hidden}octocat_, *@${hidden}octocat*`],
    [
      "characters by their numbers or names",
      "&#64;octocat &#x40;octocat &commat;octocat &num;12 &lt;b&gt; &amp;",
      "&amp;#64;octocat &amp;#x40;octocat &amp;commat;octocat &amp;num;12 &lt;b&gt; &amp;",
    ],
    ["a reference by GH", "GH-12, _gh-12_", `GH-${hidden}12, _gh-${hidden}12_`],
    [
      "references with the preview's own entities",
      "&#35;12, GH&#45;12",
      `&#35;${hidden}12, GH&#45;${hidden}12`,
    ],
    [
      "the address of an issue",
      "https://github.com/octo/repo/issues/12 HTTPS://GitHub.com:443/octo/repo/pull/1",
      `https://github.com${hidden}/octo/repo/issues/12 HTTPS://GitHub.com${hidden}:443/octo/repo/pull/1`,
    ],
    ["a link", "[sign in](https://example.com)", `[sign in]${hidden}(https://example.com)`],
    ["a link by reference", "[a]: https://example.com", `[a]${hidden}: https://example.com`],
    ["a picture", "![](https://example.com/a.png)", `![]${hidden}(https://example.com/a.png)`],
    ["HTML", '<img src="x"><a href="x">', '&lt;img src="x">&lt;a href="x">'],
    ["HTML with attributes in an allowed tag", '<details open onclick="x">', '&lt;details open onclick="x">'],
    ["an HTML comment", "<!-- the rest is gone", "&lt;!-- the rest is gone"],
    ["characters that hide", "a\u202eb\u200bc\u0000d\r\n", "abcd\n"],
  ] as const) {
    it(`disarms ${what}`, () => assert.equal(harmless(text), expected));
  }

  for (const text of [
    "| old | new |\n| --- | --- |\n| 256 | `512` |",
    "<details><summary>hello</summary><br/>\n\n- `a`\n</details>",
    "&#42;&#95;&#124;&#96;&#91; @&#8203;octocat https&#58;//a www&#46;b &#60;b&#62; &#35;a",
    "hello@sha256:0a1b, 1 < 2, weigh-1, a & b; c",
    '```mermaid\nflowchart LR\n  a["x#35;"]:::entry --> b\n  classDef entry stroke:#333,fill:#1168bd\n```',
  ]) {
    it(`leaves alone ${JSON.stringify(text.slice(0, 20))}`, () => assert.equal(harmless(text), text));
  }
});

describe("plans that a run left", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "plans-"));
  });
  after(() => rmSync(directory, { recursive: true }));

  it("are read from plain files called after a stack, and from nothing else", () => {
    writeFileSync(join(directory, "prod.md"), "plan of prod");
    writeFileSync(join(directory, "dev.md"), "plan of dev");
    writeFileSync(join(directory, "a b.md"), "a name with a space");
    writeFileSync(join(directory, "huge.md"), Buffer.alloc(5_000_001));
    mkdirSync(join(directory, "folder.md"));
    symlinkSync("/etc/hostname", join(directory, "link.md"));
    assert.deepEqual(
      [...readPlans(directory)],
      [
        ["dev", "plan of dev"],
        ["prod", "plan of prod"],
      ],
    );
  });

  it("are none where the run failed before", () => {
    assert.deepEqual([...readPlans(join(directory, "missing"))], []);
  });
});

describe("keeping one comment", () => {
  const own = { id: 7, body: `${head} old`, user: { login: "github-actions[bot]", type: "Bot" } };
  const pull = (sha = run.head_sha, repository = "stranger/octo-repo") => ({
    number: 5,
    head: { sha, repo: { full_name: repository } },
  });

  /** What GitHub is asked, answered by the start of the path. */
  async function asked(pulls: unknown[], pages: unknown[][]): Promise<[result: string, requests: string[]]> {
    const requests: string[] = [];
    const request: Request = async (method, path, body) => {
      requests.push(`${method} ${path}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`);
      const page = Number(/&page=(\d+)$/.exec(path)?.[1]);
      return path.includes("/pulls?") ? pulls : (pages[page - 1] ?? {});
    };
    return [await keepComment("octo-org/octo-repo", run, "the plan", request), requests];
  }

  const pulls = "GET /repos/octo-org/octo-repo/pulls?state=open&head=stranger%3Afeature%26state%3Dclosed";
  const comments = "GET /repos/octo-org/octo-repo/issues/5/comments?per_page=100&page=";

  it("writes one where there is none of its own, though somebody else's looks like it", async () => {
    const imitated = { ...own, id: 6, user: { login: "stranger", type: "User" } };
    const [result, requests] = await asked([pull()], [[imitated]]);
    assert.equal(result, "Commented on #5.");
    assert.deepEqual(requests, [
      pulls,
      `${comments}1`,
      'POST /repos/octo-org/octo-repo/issues/5/comments {"body":"the plan"}',
    ]);
  });

  it("brings its own up to date, on whatever page it is", async () => {
    const page = Array.from({ length: 100 }, (_, id) => ({ id, body: "hello", user: null }));
    const [result, requests] = await asked([pull()], [page, [own]]);
    assert.equal(result, "Updated the comment on #5.");
    assert.deepEqual(requests, [
      pulls,
      `${comments}1`,
      `${comments}2`,
      'PATCH /repos/octo-org/octo-repo/issues/comments/7 {"body":"the plan"}',
    ]);
  });

  it("leaves alone a pull request that has moved on, and one of another repository", async () => {
    const [result, requests] = await asked([pull("another"), pull(run.head_sha, "other/octo-repo")], []);
    assert.equal(result, `No open pull request is at ${run.head_sha}.`);
    assert.deepEqual(requests, [pulls]);
  });

  it("says which setting is missing, and fails", () => {
    const script = join(__dirname, "..", "..", "..", ".github", "scripts", "comment-plan.ts");
    const env = { PATH: process.env.PATH };
    assert.throws(
      () => execFileSync(process.execPath, ["--import", "tsx", script], { env, stdio: "pipe" }),
      /GITHUB_EVENT_PATH is not set; pull-request-comment\.yml sets it/,
    );
  });
});
