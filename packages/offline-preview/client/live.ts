import type { View } from "../src/html/view";

/** How the page is notified of saves. */
export interface LiveListener {
  /** Another plan, or why there is none. */
  plan(view: View): void;
  /** Whether the preview is still there. */
  connected(isConnected: boolean): void;
}

/** Listens to the preview that serves this page; `seen` is the number of the plan that the page has. */
export function listen(seen: number, listener: LiveListener): void {
  const events = new EventSource(`events?seen=${seen}`);
  events.addEventListener("plan", (event) => {
    const view: View = JSON.parse(event.data);
    listener.plan(view);
  });
  events.addEventListener("open", () => listener.connected(true));
  events.addEventListener("error", () => listener.connected(false));
}
