/** What a command has found out about one thing. */
export interface Check {
  /** What was looked at: "hello on ECS". */
  what: string;
  /** A warning isn't a failure: it says what may fail later, or what couldn't be looked at. */
  result: "ok" | "warning" | "failed";
  /** What is so: "2 of 2 tasks run hello-task:7". */
  detail: string;
  /** What to do about it. @default nothing */
  next?: string;
}

/** The lines of checks: what is in order first, then warnings, then failures. */
export function linesOf(checks: readonly Check[]): string[] {
  const order = ["ok", "warning", "failed"] as const;
  const labels = { ok: "ok     ", warning: "warning", failed: "FAILED " };
  return order.flatMap((result) =>
    checks
      .filter((check) => check.result === result)
      .flatMap(({ what, detail, next }) => [
        `${labels[result]}  ${what}: ${detail}`,
        ...(next === undefined ? [] : [`         next: ${next}`]),
      ]),
  );
}

/** Whether any check has failed. */
export function hasFailed(checks: readonly Check[]): boolean {
  return checks.some(({ result }) => result === "failed");
}

/** "3 ok, 1 warning, 2 failed". */
export function countsOf(checks: readonly Check[]): string {
  const count = (result: Check["result"]) => checks.filter((check) => check.result === result).length;
  const warnings = count("warning");
  return [
    `${count("ok")} ok`,
    ...(warnings > 0 ? [`${warnings} warning${warnings === 1 ? "" : "s"}`] : []),
    ...(count("failed") > 0 ? [`${count("failed")} failed`] : []),
  ].join(", ");
}
