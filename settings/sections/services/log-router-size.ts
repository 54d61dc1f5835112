import type { Logs } from "../../../components/log-routing";
import { logRouterSize } from "../../../facts/log-routing";
import { sidecarLimits } from "../../../facts/sidecar-limits";
import { telemetryCollectorSize } from "../../../facts/telemetry";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

interface Sized {
  cpu: number;
  memory: number;
  logs: Logs;
  telemetry?: object;
  sidecars?: Readonly<Record<string, { cpu?: number; memory?: number }>>;
}

/** Adds errors where sidecars and the log router leave a container on ECS too little. */
export function validateRouterRest(at: Path, described: Sized, errors: ValidationErrors): void {
  if (described.logs.driver !== "firelens") return;
  const { telemetry, sidecars = {} } = described;
  const all = [...Object.values(sidecars), ...(telemetry ? [telemetryCollectorSize] : [])];
  const least = { cpu: sidecarLimits.serviceCpu.min, memory: sidecarLimits.serviceMemory.min };
  for (const key of ["cpu", "memory"] as const) {
    const router = logRouterSize[key];
    const taken = all.reduce<number>(
      (sum, one: { cpu?: number; memory?: number }) => sum + (one[key] ?? 0),
      router,
    );
    if (described[key] - taken < least[key] && !errors.has([...at, key])) {
      const sidecarsToo = taken === router ? "" : " and its sidecars";
      errors.add(
        [...at, key],
        `is ${described[key]}, of which its log router${sidecarsToo} take${sidecarsToo ? "" : "s"} ${taken}: at least ${least[key]} ` +
          "must be left for its own container.",
      );
    }
  }
}
