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

/** The image: built from a folder that is there, one that exists and can't change, or another stack's. */
function checkOrigin(
  at: Path,
  name: string,
  given: GivenService,
  { tier, caches }: ServiceContext,
  report: Report,
): void {
  const { source, image, imageFrom } = given;
  const [origin, ...others] = (["source", "image", "imageFrom"] as const).filter(
    (key) => given[key] !== undefined,
  );
  for (const other of others) {
    report.refuse(
      [...at, other],
      `stands next to ${origin}: a service is either built from source or runs an image that exists.`,
    );
  }
  if (origin !== "source" && origin !== undefined) {
    checkNothingBuilt(at, origin, given, report);
  }
  if (others.length > 0 || imageFrom !== undefined) {
    return;
  }
  if (image !== undefined) {
    checkImage([...at, "image"], image, tier, caches, report);
  } else if (source !== undefined || name === defaultService) {
    checkSource([...at, "source"], source ?? defaultSource, given.dockerfile, report);
    checkBuildArgs(at, given.buildArgs ?? {}, report);
  } else if (!["source", "image", "imageFrom"].some((key) => report.refused([...at, key]))) {
    report.refuse(
      at,
      "has neither source nor image: give it a folder with a Dockerfile, or an image that exists.",
    );
  }
}

function checkNothingBuilt(at: Path, origin: string, given: GivenService, report: Report): void {
  for (const key of ["dockerfile", "target", "buildArgs", "maxSourceMegabytes"] as const) {
    if (given[key] !== undefined) {
      report.refuse([...at, key], `belongs to source: next to ${origin} nothing is built.`);
    }
  }
}

function checkImage(
  path: Path,
  image: string,
  tier: ServiceContext["tier"],
  caches: readonly string[],
  report: Report,
): void {
  const told = report.shown(path, image);
  if (image.startsWith("cache:") && report.isSecret(path)) {
    report.refuse(path, "names a cache, which has to be read to find the image: set it without --secret.");
  } else if (image.startsWith("cache:")) {
    const cache = /^cache:([^/]+)\/[^\s@:]+[@:]\S+$/.exec(image)?.[1];
    if (cache === undefined || !caches.includes(cache)) {
      const known = caches.length > 0 ? caches.join(", ") : "none";
      report.refuse(
        path,
        `is ${told}, but must be cache:NAME/IMAGE@sha256:… with a cache of aws-containers:registry.caches, which has ${known}.`,
      );
    }
  }
  if (tier === "prod" && !/@sha256:[0-9a-f]{64}$/.test(image)) {
    report.refuse(path, `is ${told}, but in prod must name a digest (…@sha256:…), which can't change.`);
  }
}

/** Names of what must not be seen by those who pull the image. */
const secretName =
  /(^|_)(pass(word|wd|phrase)?|secrets?|tokens?|credentials?|(api|access|private|secret|auth|signing|encryption)_?keys?|pwd|auth|jwt|pat|dsn|netrc|npmrc)($|_)/i;

function checkBuildArgs(at: Path, buildArgs: object, report: Report): void {
  for (const name of Object.keys(buildArgs)) {
    if (secretName.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2"))) {
      report.refuse(
        [...at, "buildArgs", name],
        "has the name of a secret, and everybody who has the image can read build arguments: fetch it when the container " +
          "starts, or give it another name if it is none.",
      );
    } else if (name === "SOURCE_DATE_EPOCH") {
      report.refuse(
        [...at, "buildArgs", name],
        "is set for every build: it makes the same source the same image.",
      );
    }
  }
}

function checkSource(path: Path, source: string, dockerfile: string | undefined, report: Report): void {
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
  } else if (dockerfile !== undefined && !existsSync(join(source, dockerfile))) {
    report.refuse(
      [...path.slice(0, -1), "dockerfile"],
      `is "${dockerfile}", but there is no such file in ${source}.`,
    );
  } else if (dockerfile === undefined && !existsSync(join(source, "Dockerfile"))) {
    report.refuse(path, `is ${given}, but there is no Dockerfile in that folder.`);
  }
}
