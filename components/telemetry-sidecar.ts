import { containerUser } from "../facts/container-user";
import { telemetryCollectorImage, telemetryCollectorSize } from "../facts/telemetry";
import { type CompleteContainer, completeContainer } from "./complete-container";
import { type CompleteSidecar, collectorName } from "./sidecar";

/**
 * The collector beside the service's container: AWS Distro for OpenTelemetry, as a sidecar. The service doesn't depend on its health,
 * and goes on without it.
 */
export function collectorSidecar({
  architecture,
  logs,
  stopSeconds,
}: Pick<CompleteContainer, "architecture" | "logs" | "stopSeconds">): CompleteSidecar {
  return {
    name: collectorName,
    container: completeContainer({
      image: telemetryCollectorImage,
      ...telemetryCollectorSize,
      architecture,
      logs,
      stopSeconds,
      writablePaths: [],
    }),
    port: undefined,
    user: containerUser,
    essential: false,
    health: undefined,
  };
}
