import type { CoreV1Api, V1Pod } from "@kubernetes/client-node";
import type { EksRuns } from "./job-runs";
import { isRefused, repeating } from "./kubernetes-requests";
import type { Terminal } from "./run";

/** Seconds that a request reads more than it needs: it takes whole seconds, and some time to arrive. */
const overlap = 5;

/** The log of a container in a pod, each line of which is printed once. */
export class PodLog {
  /** Timestamp of the last line, of which Kubernetes writes each with the same number of digits. */
  #last = "";
  #readAt: number | undefined;
  #isComplete = false;

  constructor(
    private readonly core: CoreV1Api,
    private readonly name: string,
    private readonly runs: EksRuns,
    private readonly prefix: string,
    private readonly terminal: Terminal,
  ) {}

  /** Prints the lines since the last time, where the container has started. */
  async read(pod: V1Pod): Promise<void> {
    const { namespace, container } = this.runs;
    const state = pod.status?.containerStatuses?.find(({ name }) => name === container)?.state;
    const hasEnded = state?.terminated !== undefined;
    if (this.#isComplete || (state?.running === undefined && !hasEnded)) return;
    const now = performance.now();
    // Relative to the node's clock, which needn't be that of this machine.
    const sinceSeconds =
      this.#readAt === undefined ? undefined : Math.ceil((now - this.#readAt) / 1_000) + overlap;
    try {
      const request = { name: this.name, namespace, container, timestamps: true, sinceSeconds };
      this.print(await repeating(() => this.core.readNamespacedPodLog(request), this.terminal), hasEnded);
    } catch (error) {
      // A container that couldn't be started has no log, nor has a pod that is deleted meanwhile.
      if (!isRefused(error, 400) && !isRefused(error, 404)) throw error;
    }
    this.#readAt = now;
    this.#isComplete = hasEnded;
  }

  private print(text: string, hasEnded: boolean): void {
    const lines = text.split("\n");
    const rest = lines.pop() ?? "";
    // A line that is still being written is printed as a whole the next time.
    if (hasEnded && rest !== "") lines.push(rest);
    const last = this.#last;
    for (const line of lines) {
      const end = line.indexOf(" ");
      const timestamp = end === -1 ? line : line.slice(0, end);
      if (timestamp <= last) continue;
      this.#last = timestamp;
      this.terminal.logLine(`${this.prefix}${end === -1 ? "" : line.slice(end + 1)}`);
    }
  }
}
