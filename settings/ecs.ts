import { choice, flag, keys, oneOf } from "./kinds";
import type { PlatformPart } from "./platform-part";
import type { ByTier } from "./tier";

const schema = keys(
  {
    insights: choice(
      ["enhanced", "enabled", "disabled"],
      "Container Insights: metrics of each cluster and service (enabled, about $0.30 a month for each metric) " +
        "or of each task and container too (enhanced, about $0.07 for each of more metrics).",
    ),
    exec: flag(
      "Lets people with the right IAM permissions open a shell in a running container (aws ecs execute-command).",
    ),
  },
  "The ECS cluster, which runs services on Fargate.",
);

/** The ECS cluster and the load balancer before its services. */
export interface EcsSettings {
  insights: "enhanced" | "enabled" | "disabled";
  exec: boolean;
  loadBalancer: { accessLogs: boolean; deletionProtection: boolean };
}

const defaults: ByTier<Omit<EcsSettings, "loadBalancer">> = {
  dev: { insights: "disabled", exec: false },
  prod: { insights: "enhanced", exec: false },
};

/** The platform ECS on Fargate, with what Fargate asks of the services on it. */
export const ecs: PlatformPart<typeof schema, EcsSettings> = {
  schema,
  defaults,
  settings(given, { tier }) {
    const prod = tier === "prod";
    return { ...defaults[tier], ...given, loadBalancer: { accessLogs: prod, deletionProtection: prod } };
  },
  check(_given, { services }, report) {
    for (const [name, { cpu, memory }] of Object.entries(services)) {
      const at = ["services", name];
      if (!report.refused([...at, "cpu"]) && !report.refused([...at, "memory"])) {
        const mistake = sizeMistake(cpu, memory, (value) => report.shown(at, value));
        if (mistake) {
          report.refuse([...at, mistake.key], mistake.text);
        }
      }
    }
  },
};

/** The memory sizes (from, to, step in MiB) that Fargate has for each CPU size. */
const sizes: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16384, 1024)],
  [4096, steps(8192, 30720, 1024)],
  [8192, steps(16384, 61440, 4096)],
  [16384, steps(32768, 122880, 8192)],
]);

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}

/** What is wrong with a size; `shown` hides what comes from a secret key. */
function sizeMistake(
  cpu: number,
  memory: number,
  shown: (value: number) => string,
): { key: string; text: string } | undefined {
  const allowed = sizes.get(cpu);
  if (!allowed) {
    return { key: "cpu", text: `is ${shown(cpu)}, but Fargate has ${oneOf([...sizes.keys()])}.` };
  }
  if (allowed.includes(memory)) {
    return undefined;
  }
  const fitting = [...sizes].filter(([, memories]) => memories.includes(memory)).map(([size]) => size);
  const advice = fitting.length === 0 ? "" : ` ${shown(memory)} goes with cpu ${oneOf(fitting)}.`;
  return {
    key: "memory",
    text: `is ${shown(memory)}, but Fargate has ${oneOf(allowed)} for cpu ${shown(cpu)}.${advice}`,
  };
}
