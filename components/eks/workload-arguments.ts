import { refuse } from "../refusal";
import type { ServiceDescription } from "../service";

/**
 * Refuses a service that Kubernetes or Auto Mode's load balancer would refuse, before anything is registered.
 */
export function refuseWrongService(name: string, service: ServiceDescription): void {
  refuse("Workload", name, [
    ...nameMistakes(name),
    ...sizeMistakes(service),
    ...healthMistakes(service),
    ...scalingMistakes(service),
    ...capacityMistakes(service),
    ...routeMistakes(service),
    ...environmentMistakes(service),
  ]);
}

function nameMistakes(name: string): string[] {
  if (/^[a-z]([a-z0-9-]{0,51}[a-z0-9])?$/.test(name)) return [];
  return [
    `name is "${name}": must be a DNS label that begins with a letter: 1–53 lower-case letters, digits and hyphens, with a letter or digit at the end`,
  ];
}

function sizeMistakes({ port, cpu, memory }: ServiceDescription): string[] {
  return [
    ...wholeNumber("service.port", port, 1, 65535),
    ...wholeNumber("service.cpu", cpu, 1, 196608, "CPU units (1024 are one vCPU)"),
    ...wholeNumber("service.memory", memory, 4, 1572864, "MiB"),
  ];
}

function healthMistakes({ health }: ServiceDescription): string[] {
  return [
    ...(health.path.startsWith("/")
      ? []
      : [`service.health.path is "${health.path}": must begin with /, as /healthz`]),
    ...wholeNumber("service.health.intervalSeconds", health.intervalSeconds, 5, 300, "seconds"),
  ];
}

function scalingMistakes({ scaling }: ServiceDescription): string[] {
  const { min, max, cpuPercent, memoryPercent } = scaling;
  const mistakes = wholeNumber("service.scaling.min", min, 1, 1000);
  if (!Number.isInteger(max) || max < min) {
    mistakes.push(`service.scaling.max is ${max}: must be a whole number, at least min, which is ${min}`);
  }
  if (min < max && cpuPercent === undefined && memoryPercent === undefined) {
    mistakes.push(
      `service.scaling goes from ${min} to ${max} with nothing that Kubernetes could scale on: must have cpuPercent or memoryPercent, or min equal to max`,
    );
  }
  if (cpuPercent !== undefined)
    mistakes.push(...wholeNumber("service.scaling.cpuPercent", cpuPercent, 1, 100));
  if (memoryPercent !== undefined) {
    mistakes.push(...wholeNumber("service.scaling.memoryPercent", memoryPercent, 1, 100));
  }
  return mistakes;
}

function capacityMistakes({ capacity: { base, fargate, spot } }: ServiceDescription): string[] {
  const mistakes = [
    ...wholeNumber("service.capacity.base", base, 0, 1000),
    ...wholeNumber("service.capacity.fargate", fargate, 0, 1000),
    ...wholeNumber("service.capacity.spot", spot, 0, 1000),
  ];
  if (fargate === 0 && spot === 0) {
    mistakes.push("service.capacity has no weight: must have fargate or spot above 0");
  }
  return mistakes;
}

function routeMistakes({ routes }: ServiceDescription): string[] {
  if (routes.length === 0) return ["service.routes is empty: must have at least one route"];
  return routes.flatMap(({ path, host, priority }, index) => {
    const where = `service.routes[${index}]`;
    const mistakes = wholeNumber(`${where}.priority`, priority, 1, 50000);
    if (!/^\/[\w\-.$/~"'@:+&*?]{0,127}$/.test(path)) {
      mistakes.push(
        `${where}.path is "${path}": must begin with /, be at most 128 characters long and have only letters, digits, the wildcards * and ?, and any of _-.$/~"'@:+&`,
      );
    }
    if (host !== undefined && !/^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(host)) {
      mistakes.push(
        `${where}.host is "${host}": must be a lower-case DNS name, as app.example.com, or with * as its first label`,
      );
    }
    if (routes.findIndex((route) => route.priority === priority) < index) {
      mistakes.push(`${where}.priority is ${priority}: must be unique, but an earlier route has it`);
    }
    return mistakes;
  });
}

function environmentMistakes({ environment = {} }: ServiceDescription): string[] {
  return Object.keys(environment).flatMap((variable) => {
    if (variable === "PORT") return ["service.environment.PORT: must be left out, service.port sets it"];
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)
      ? []
      : [
          `service.environment."${variable}": must be a name of letters, digits and underscores that doesn't begin with a digit`,
        ];
  });
}

function wholeNumber(where: string, value: number, from: number, to: number, unit = ""): string[] {
  if (Number.isInteger(value) && value >= from && value <= to) return [];
  return [`${where} is ${value}: must be a whole number${unit && ` of ${unit}`}, ${from}–${to}`];
}
