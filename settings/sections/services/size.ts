import { defaultPort } from "../../../components/published";
import { architectures } from "../../../facts/architectures";
import { ephemeralStorageGib } from "../../../facts/ephemeral-storage";
import { serviceLimits } from "../../../facts/service-limits";
import { serviceSizes } from "../../../facts/service-sizes";
import { withDefault } from "../../toolkit/defaults";
import { choice, integer } from "../../toolkit/kinds";

/** The port that a service listens on. */
export const portSchema = withDefault(
  defaultPort,
  integer(
    serviceLimits.port,
    "Port that the container listens on, which it gets as the variable PORT. With protocol tcp, udp and tls clients connect " +
      "to the same.",
  ),
);

/** What a container is given: CPU, memory, architecture. */
export const sizeKeys = {
  cpu: withDefault(
    256,
    integer(
      serviceSizes.cpu,
      "CPU units; 1024 are one vCPU. On Fargate 256 to 16384 in powers of two. $5.91 per month for 256 (arm64, On-Demand).",
      cpuHint,
    ),
  ),
  memory: withDefault(
    512,
    integer(
      serviceSizes.memory,
      "Memory in MiB. On Fargate a size that goes with cpu. $1.30 per month for 512 (arm64, On-Demand).",
      memoryHint,
    ),
  ),
  ephemeralStorageGib: integer(
    ephemeralStorageGib,
    "GiB of disk of each replica or run for what it writes. On Fargate, of ECS and Batch, with the image in it; $0.08 per month for " +
      "each above 20. On EKS what the pod requests and its limit, above which it is evicted, and what each of writablePaths " +
      "holds; nodes get disks for the largest, at $0.08 per month for each GiB. Not on instances of ECS and Batch, whose disk " +
      "tasks share. Default: 20 on Fargate; on EKS what the node has left, and 256 MiB in each of writablePaths.",
  ),
  architecture: withDefault(
    "arm64",
    choice(architectures, "CPU architecture of the image. arm64 is 20 % cheaper on Fargate.", {
      amd64: "x86_64",
      x64: "x86_64",
      "x86-64": "x86_64",
      "linux/amd64": "x86_64",
      intel: "x86_64",
      aarch64: "arm64",
      arm: "arm64",
      graviton: "arm64",
      "linux/arm64": "arm64",
    }),
  ),
};

/** A number with a unit behind it, as in "0.5 vCPU" or "512MB". */
const quantity = /^\s*(\d{1,9}(?:\.\d{1,3})?)\s*([a-z]{0,5})\s*$/i;

/** 0.5, "0.5 vCPU" and Kubernetes' "500m" are 512 CPU units. */
function cpuHint(given: unknown): string | undefined {
  const [, amount, unit = ""] = quantity.exec(String(given)) ?? [];
  const unitsOf: Record<string, number> = { vcpu: 1024, vcpus: 1024, cpu: 1024, cpus: 1024, m: 1.024 };
  const factor = unitsOf[unit.toLowerCase()] ?? (unit === "" && Number(amount) <= 16 ? 1024 : undefined);
  return hint(Number(amount) * (factor ?? Number.NaN), "1024 CPU units are one vCPU");
}

/** "512MB", "512Mi" and "0.5 GB" are 512 MiB. */
function memoryHint(given: unknown): string | undefined {
  const [, amount, unit = ""] = quantity.exec(String(given)) ?? [];
  const isGigabytes = /^g(i?b?)$/i.test(unit);
  const factor = isGigabytes ? 1024 : /^m(i?b?)$/i.test(unit) ? 1 : Number.NaN;
  return hint(Number(amount) * factor, "the unit is MiB");
}

function hint(value: number, unit: string): string | undefined {
  const whole = Math.round(value);
  return whole > 0 ? `Did you mean ${whole}? (${unit}.)` : undefined;
}
