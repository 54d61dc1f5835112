import { z } from "zod";
import { logRetentionDays as retentionDays } from "../facts/log-retention";
import { choice, keys, list, named, oneOf, secretable, text, textOrNumber, wholeNumber } from "./kinds";
import { platformNames } from "./platforms";
import { stackName } from "./registry";
import { routesSchema } from "./routes";

/** The service of a stack that describes none. */
export const defaultService = "hello";
/** The folder that the default service is built from. */
export const defaultSource = "./app";

/** A list of platforms, as the stack and each service name them. */
export const platformsSchema = (description: string) =>
  list(
    choice(platformNames, "A container platform."),
    { min: 1, max: 100, allowed: `a list of one or more of ${platformNames.join(", ")}` },
    description,
  );

const serviceSchema = keys(
  {
    source: text(
      /\S/,
      "a folder, such as ./app",
      "Folder with a Dockerfile that the image is built from, from the project's.",
    ),
    dockerfile: text(
      /^(?!\/)(?!(.*\/)?\.\.(\/|$))[^\s\\]+$/,
      "a path inside the source folder, such as docker/web.Dockerfile",
      "The Dockerfile's path in the source folder. Default: Dockerfile.",
    ),
    target: text(
      /^[A-Za-z][A-Za-z0-9_.-]*$/,
      "the name of a stage",
      "Stage of the Dockerfile that is built. Default: the last.",
    ),
    buildArgs: named(
      { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, allowed: "letters, digits and _, not starting with a digit" },
      textOrNumber(
        /^/,
        "a string, or a whole number, true or false that is passed on as a string",
        "A value.",
      ),
      "Build arguments. Whoever has the image can read them: never secrets. Default: none.",
    ),
    maxSourceMegabytes: wholeNumber(
      1,
      100_000,
      "Size above which what is sent to the builder is refused. Default: 500.",
    ),
    image: secretable(
      text(
        /^[a-z0-9]\S*$/,
        "the reference of an image, such as public.ecr.aws/nginx/nginx@sha256:…",
        "An image that exists, instead of `source`; by digest in prod. cache:docker-hub/library/nginx@sha256:… comes " +
          "through a cache of the registry's.",
      ),
    ),
    imageFrom: keys(
      {
        service: text(
          /^[a-z][a-z0-9-]*$/,
          "the name of a service",
          "The service there. Default: of the same name.",
        ),
      },
      "Instead of `source`: the very image that another stack built, by its digest.",
      { stack: stackName("The stack that built it.") },
    ),
    port: wholeNumber(1, 65535, "TCP port that the container listens on; given to it as the variable PORT."),
    cpu: wholeNumber(
      64,
      16384,
      "CPU units; 1024 are one vCPU. On Fargate 256 to 16384 in doubles, $5.91 a month for 256 (arm64, On-Demand).",
    ),
    memory: wholeNumber(
      64,
      122880,
      "Memory in MiB. On Fargate what goes with cpu, $1.30 a month for 512 (arm64, On-Demand).",
    ),
    architecture: choice(
      ["arm64", "x86_64"],
      "CPU architecture of image and machine. arm64 is 20 % cheaper on Fargate.",
    ),
    platforms: platformsSchema("The platforms that run the service. Default: all of the stack's."),
    environment: named(
      { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, allowed: "letters, digits and _, not starting with a digit" },
      secretable(
        textOrNumber(
          /^/,
          "a string, or a whole number, true or false that is passed on as a string",
          "A value.",
        ),
      ),
      "Environment variables of the container. A value can be `secure:`. Default: none.",
    ),
    health: keys(
      {
        path: text(
          /^\/[^\s#]{0,1023}$/,
          "a path that starts with /, without spaces and #",
          "Path that answers 200 while the service should get requests.",
        ),
        intervalSeconds: wholeNumber(5, 300, "Seconds between two checks."),
      },
      "How the service's health is known.",
    ),
    scaling: keys(
      {
        min: wholeNumber(1, 1000, "Fewest copies that run; at most max, also by default."),
        max: wholeNumber(
          1,
          1000,
          "Most copies that run; at least min, also by default. Where it equals min nothing scales.",
        ),
        cpuPercent: wholeNumber(1, 100, "CPU use in percent of what is reserved that scaling aims at."),
        memoryPercent: wholeNumber(
          1,
          100,
          "Memory use in percent of what is reserved that scaling aims at. Default: no reason to scale.",
        ),
        requestsPerTarget: wholeNumber(
          1,
          10_000_000,
          "Requests a minute and copy that scaling aims at, on ECS only. Default: no reason to scale.",
        ),
      },
      "How many copies run.",
    ),
    capacity: z
      .union([
        z.enum(["fargate", "spot"]),
        keys(
          {
            base: wholeNumber(0, 1000, "Copies that always run On-Demand. Default: 0."),
            fargate: wholeNumber(0, 1000, "Weight of On-Demand capacity for the rest. Default: 0."),
            spot: wholeNumber(0, 1000, "Weight of Spot capacity for the rest. Default: 0."),
          },
          "A mix.",
        ),
      ])
      .meta({
        description:
          "What the copies run on: fargate (On-Demand), spot (up to 70 % cheaper, stopped with two minutes' notice when AWS " +
          "needs the capacity) or a mix.",
        allowed: "fargate, spot or a mix such as { base: 1, fargate: 1, spot: 3 }",
      }),
    routes: routesSchema,
    logs: keys(
      {
        retentionDays: z.literal(retentionDays).meta({
          description:
            "Days that CloudWatch keeps the log lines. $0.50 a GB taken in, $0.03 a GB and month kept.",
          allowed: oneOf(retentionDays),
        }),
      },
      "What happens to log lines.",
    ),
  },
  "A service.",
);

/** What a stack file may say about its services. */
export const servicesSchema = named(
  {
    pattern: /^[a-z]([a-z0-9-]{0,15}[a-z0-9])?$/,
    allowed:
      "at most 17 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen (a target group's " +
      "name has 32 characters, of which 15 are needed to tell it apart)",
  },
  serviceSchema,
  `The services, by name. Default: ${defaultService}, built from ${defaultSource}.`,
);

/** A service as the stack file says it. */
export type GivenService = z.output<typeof serviceSchema>;

/** All services as the stack file says them. */
export type GivenServices = z.output<typeof servicesSchema>;
