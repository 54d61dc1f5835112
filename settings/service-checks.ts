import { existsSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Path, Report } from "./report";
import { checkRoutes } from "./routes";
import { routesByService, type ServiceContext } from "./service";
import { defaultService, defaultSource, type GivenService, type GivenServices } from "./service-schema";

/** Reports what the schema can't see in services, and platforms that don't fit together with them. */
export function checkServices(
  given: GivenServices | undefined,
  context: ServiceContext,
  report: Report,
): void {
  const services = given ?? { [defaultService]: {} };
  const names = Object.keys(services);
  if (given !== undefined && names.length === 0) {
    if (!report.refused(["services"])) {
      report.refuse(
        ["services"],
        `is an empty map, but a stack needs a service: leave it out to get ${defaultService} from ${defaultSource}.`,
      );
    }
    return;
  }
  const readable = !report.refused(["services"]) && !report.refused(["platforms"]);
  for (const [name, service] of Object.entries(services)) {
    checkService(name, service, names.length, context, report);
  }
  checkRoutes(routesByService(services), report);
  for (const platform of context.platforms) {
    const used = Object.values(services).some((service) => service.platforms?.includes(platform) ?? true);
    if (!used && readable) {
      report.refuse(
        ["platforms"],
        `has ${platform}, on which no service runs: take it out, or add it to a service.`,
      );
    }
  }
}

function checkService(
  name: string,
  given: GivenService,
  count: number,
  context: ServiceContext,
  report: Report,
): void {
  const at = ["services", name];
  checkOrigin(at, name, given, context, report);
  if (given.routes === undefined && count > 1 && !report.refused([...at, "routes"])) {
    report.refuse(
      [...at, "routes"],
      `is missing: with several services each says which requests it gets, such as [{ path: "/${name}/*" }].`,
    );
  }
  for (const [index, platform] of (given.platforms ?? []).entries()) {
    if (!context.platforms.includes(platform) && !report.refused(["platforms"])) {
      report.refuse(
        [...at, "platforms", index],
        `is ${report.shown(at, platform)}, but the stack has only ${context.platforms.join(", ")}.`,
      );
    } else if (given.platforms?.indexOf(platform) !== index) {
      report.refuse([...at, "platforms", index], `names ${report.shown(at, platform)} a second time.`);
    }
  }
  const { min, max } = given.scaling ?? {};
  if (min !== undefined && max !== undefined && min > max) {
    report.refuse(
      [...at, "scaling", "min"],
      `is ${report.shown(at, min)}, but can't be above max, which is ${report.shown(at, max)}.`,
    );
  }
  const { capacity } = given;
  if (
    typeof capacity === "object" &&
    !(capacity.fargate || capacity.spot) &&
    !report.refused([...at, "capacity"])
  ) {
    report.refuse([...at, "capacity"], "has no weight: give fargate, spot or both a number above 0.");
  }
  if (given.environment && Object.hasOwn(given.environment, "PORT")) {
    report.refuse([...at, "environment", "PORT"], "is set from the service's port: change that instead.");
  }
}

/** The image: built from a folder that is there, or one that exists and can't change. */
function checkOrigin(
  at: Path,
  name: string,
  { source, image }: GivenService,
  { tier }: ServiceContext,
  report: Report,
): void {
  if (source !== undefined && image !== undefined) {
    report.refuse(
      [...at, "image"],
      "stands next to source: a service is either built from source or runs an image that exists.",
    );
  } else if (image !== undefined) {
    if (tier === "prod" && !/@sha256:[0-9a-f]{64}$/.test(image)) {
      const told = report.shown([...at, "image"], image);
      report.refuse(
        [...at, "image"],
        `is ${told}, but in prod must name a digest (…@sha256:…), which can't change.`,
      );
    }
  } else if (source !== undefined || name === defaultService) {
    checkSource([...at, "source"], source ?? defaultSource, report);
  } else if (!report.refused([...at, "source"]) && !report.refused([...at, "image"])) {
    report.refuse(
      at,
      "has neither source nor image: give it a folder with a Dockerfile, or an image that exists.",
    );
  }
}

function checkSource(path: Path, source: string, report: Report): void {
  if (report.refused(path)) {
    return;
  }
  const given = report.shown(path, source);
  if (isAbsolute(source)) {
    report.refuse(path, `is ${given}, but must be relative to the project's folder.`);
  } else if (!existsSync(source)) {
    report.refuse(path, `is ${given}, but there is no such folder in the project's.`);
  } else if (!statSync(source).isDirectory()) {
    report.refuse(path, `is ${given}, but that is no folder.`);
  } else if (!existsSync(join(source, "Dockerfile"))) {
    report.refuse(path, `is ${given}, but there is no Dockerfile in that folder.`);
  }
}
