import type { View } from "../src/html/view";
import { h } from "./dom";
import { listen } from "./live";
import { Page } from "./page";

const text = document.getElementById("view")?.textContent ?? "";
const view: View = JSON.parse(text);
const page = new Page(view);
document.body.append(...page.elements);
page.start();

if (view.saved !== undefined) {
  listen(view.saved.number, {
    plan: (next) => page.update(next),
    connected: (isConnected) => document.body.classList.toggle("disconnected", !isConnected),
  });
  document.body.append(
    h("p", { class: "lost", role: "status" }, "The preview has ended: this is its last plan."),
  );
}
