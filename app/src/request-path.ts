/** Path of a request target, without its query: `/`, `/healthz`. Proxies may send a whole URL; both forms name the same path. */
export function pathOf(target = "/"): string {
  if (!target.startsWith("/") && URL.canParse(target)) return new URL(target).pathname;
  return target.split("?", 1)[0] ?? target;
}
