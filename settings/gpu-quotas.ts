import { gpuQuotas } from "../facts/gpus";
import { formatPath } from "./toolkit/path";

/**
 * What a new account lacks for services or jobs with GPUs.
 *
 * @param section The section that describes them.
 * @param running They by name.
 * @param consequence What happens to them without it.
 */
export function warningsAboutGpus(
  section: "services" | "jobs",
  running: Readonly<Record<string, { gpu?: number | undefined }>>,
  consequence: string,
): string[] {
  const { "on-demand": onDemand, spot } = gpuQuotas;
  return Object.entries(running).flatMap(([name, { gpu }]) =>
    gpu === undefined
      ? []
      : [
          `${formatPath([section, name, "gpu"])} needs vCPUs of G instances, of which a new account may have none: look at the ` +
            `quotas ${onDemand} (On-Demand) and ${spot} (Spot) and ask for more before \`pulumi up\` ` +
            `(aws service-quotas get-service-quota --service-code ec2 --quota-code ${onDemand}). Until then ${consequence}.`,
        ],
  );
}
