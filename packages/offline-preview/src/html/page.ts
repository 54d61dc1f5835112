import { createHash } from "node:crypto";
import { clientFiles } from "./client-files";
import type { View } from "./view";

/** The HTML document of a view. `connects`: whether its script may ask the server that it comes from. */
export function pageOf(view: View, { connects = false } = {}): string {
  const { script, style } = clientFiles();
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(script, style, connects)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(`${view.project}/${view.stack}`)}</title>`,
    `<link rel="icon" href="data:,">`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    "<noscript>This page is drawn by its own script: turn JavaScript on, or see the plan with --format text.</noscript>",
    `<script type="application/json" id="view">${jsonOf(view)}</script>`,
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** A view as JSON in which nothing can end the element that it stands in. */
export function jsonOf(view: View): string {
  return JSON.stringify(view).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The page runs its own script and nothing else, loads nothing, and its script can make no markup of texts. */
function policy(script: string, style: string, connects: boolean): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src data:",
    ...(connects ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
