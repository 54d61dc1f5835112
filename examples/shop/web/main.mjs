// The web pages of the shop. All that they show is from the gateway.
import { readFileSync } from "node:fs";
import { required } from "./environment.mjs";
import { errorPage, orderPage, productsPage } from "./pages.mjs";
import { Refusal, serve } from "./serve.mjs";

const { GATEWAY_URL: gateway } = required("GATEWAY_URL");
const stylesheet = readFileSync(new URL("static/style.css", import.meta.url), "utf8");
const securityHeaders = {
  "Content-Security-Policy": "default-src 'self'; form-action 'self'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
};

serve(
  async ({ method, path, body, id }) => {
    if (method === "POST" && path === "/orders") {
      const order = await call("POST", "/api/orders", id, orderOf(new URLSearchParams(body)));
      return { status: 303, headers: { ...securityHeaders, Location: `/orders/${order.id}` }, body: "" };
    }
    if (method !== "GET" && method !== "HEAD") throw new Refusal(405, "This page can't be changed.");
    if (path === "/") return answer(200, productsPage(await call("GET", "/api/products", id)));
    if (path === "/static/style.css") return answer(200, stylesheet, "text/css");
    const [, orderId] = /^\/orders\/([0-9a-f-]{36})$/.exec(path) ?? [];
    if (orderId !== undefined) return answer(200, orderPage(await call("GET", `/api/orders/${orderId}`, id)));
    throw new Refusal(404, "There is no such page.");
  },
  (status, message) => answer(status, errorPage(message)),
);

function orderOf(form) {
  const line = { product: form.get("product"), quantity: Number(form.get("quantity")) };
  return { country: form.get("country"), lines: [line] };
}

/** Calls the gateway. @param id of the request, which every service behind it logs */
async function call(method, path, id, body) {
  const response = await fetch(`${gateway}${path}`, {
    method,
    headers: { "Content-Type": "application/json", "X-Request-Id": id },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const answer = await response.json();
  if (response.ok) return answer;
  if (response.status < 500) throw new Refusal(response.status, `That can't be done: ${answer.error}.`);
  throw new Error(`the gateway answered ${response.status}`);
}

function answer(status, body, type = "text/html") {
  return { status, headers: { ...securityHeaders, "Content-Type": `${type}; charset=utf-8` }, body };
}
