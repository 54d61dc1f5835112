import type { Limits } from "../../../app/src/limits";
import { createLog } from "../../../app/src/log";
import type { Route } from "../../../app/src/routes";
import { helloRoutes } from "../../../app/src/routes";
import { Service } from "../../../app/src/service";
import type { Telemetry } from "../../../app/src/telemetry";

/** A log line, parsed. */
export type Line = Record<string, unknown>;

/** A service in this process, on a port of its own. */
export interface RunningService {
  port: number;
  service: Service;
  /** Every line that it has logged. */
  lines: Line[];
  /** Resolves to the first line, past or future, that has all of these fields. */
  line(fields: Line): Promise<Line>;
}

/** Starts the Hello World service with other limits and with routes beside its own. */
export async function start(
  limits: Partial<Limits> = {},
  routes: Record<string, Route> = {},
  telemetry?: Telemetry,
): Promise<RunningService> {
  const lines: Line[] = [];
  const arrivals = new Set<() => void>();
  const log = createLog((text) => {
    lines.push(JSON.parse(text));
    for (const arrived of arrivals) arrived();
  });
  const hello = helloRoutes({
    greeting: "Good morning",
    version: "1.2.3",
    platform: "test",
    port: 0,
    stopTimeoutSeconds: 1,
  });
  const service = new Service(new Map([...hello, ...Object.entries(routes)]), log, limits, telemetry);
  const line = (fields: Line): Promise<Line> =>
    new Promise((resolve) => {
      const arrived = () => {
        const found = lines.find((each) =>
          Object.entries(fields).every(([name, value]) => each[name] === value),
        );
        if (found === undefined) return;
        arrivals.delete(arrived);
        resolve(found);
      };
      arrivals.add(arrived);
      arrived();
    });
  return { port: await service.listen(0), service, lines, line };
}
