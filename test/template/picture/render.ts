import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// Renders the pictures of the shipped stacks in a real browser: npm run picture. It needs Chromium on the machine and
// the package mermaid, which is too large to be a dependency: npm install --no-save mermaid@12.

const root = join(__dirname, "..", "..", "..");
const chromium = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);
const mermaid = join(root, "node_modules", "mermaid", "dist", "mermaid.min.js");

/** The page, as it is once the picture is drawn. */
function drawn(browser: string, page: string, screenshot: string): string {
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--virtual-time-budget=20000",
    "--allow-file-access-from-files",
  ];
  const size = "--window-size=1600,2400";
  execFileSync(browser, [...flags, size, `--screenshot=${screenshot}`, `file://${page}`], { stdio: "pipe" });
  return execFileSync(browser, [...flags, "--dump-dom", `file://${page}`], {
    encoding: "utf8",
    stdio: "pipe",
  });
}

function render(browser: string, stack: string): void {
  const loader = join(root, "preview", "typescript.cjs");
  const preview = [
    "--require",
    loader,
    join(root, "preview", "main.ts"),
    "--stack",
    stack,
    "--format",
    "mermaid",
  ];
  const source = execFileSync(process.execPath, preview, { cwd: root, encoding: "utf8" });
  const folder = mkdtempSync(join(tmpdir(), "picture-"));
  try {
    const page = join(folder, "page.html");
    const text = source.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    writeFileSync(
      page,
      `<!doctype html><meta charset="utf-8"><pre class="mermaid">${text}</pre><script src="file://${mermaid}"></script>` +
        "<script>mermaid.initialize({ startOnLoad: true, securityLevel: 'loose' })</script>",
    );
    const screenshot = resolve(`picture-${stack}.png`);
    const dom = drawn(browser, page, screenshot);
    const nodes = dom.match(/class="node /g)?.length ?? 0;
    if (nodes === 0 || dom.includes("Syntax error in text")) {
      throw new Error(`mermaid can't draw the picture of ${stack}: see ${screenshot}`);
    }
    console.log(`${stack}: ${nodes} boxes, ${screenshot}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (chromium === undefined || !existsSync(mermaid)) {
  const missing =
    chromium === undefined ? "no Chromium on this machine" : "no mermaid: npm install --no-save mermaid@12";
  console.log(`SKIPPED: no picture was rendered, for there is ${missing}.`);
} else {
  for (const stack of ["dev", "prod"]) {
    render(chromium, stack);
  }
}
