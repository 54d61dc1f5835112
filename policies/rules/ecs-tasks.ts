import { fargateCpus, fargateMemoryFor } from "../../facts/fargate-sizes";
import type { Resource } from "../resource";
import { always, inProd, type Rule, securityHub } from "../rule";
import { at, blocks, differs, isMissing, number, type Properties, texts, unknown } from "../values";
import { containerLabel, secretsInCommand, secretsInEnvironment } from "./containers";
import { isPinned, pinAdvice } from "./images";
import { containersOf, taskDefinition } from "./task-definition";

const of = { types: [taskDefinition], needs: "resource" } as const;

const secretAdvice = "store it in Secrets Manager and reference it in the container definition's secrets.";

/** Rules for ECS task definitions. */
export const ecsTaskRules: Rule[] = [
  {
    id: "ecs-no-host-pid-mode",
    title: "Tasks don't share the process namespace of their host",
    controls: ["ECS.3"],
    url: securityHub("ECS.3"),
    severity: "high",
    enforcement: always,
    ...of,
    check: ({ inputs }) =>
      at(inputs, "pidMode") === "host"
        ? ["Tasks share the process namespace of their host: remove pidMode."]
        : [],
  },
  {
    id: "ecs-no-privileged",
    title: "Containers are not privileged",
    controls: ["ECS.4"],
    url: securityHub("ECS.4"),
    severity: "critical",
    enforcement: always,
    ...of,
    check: forEachContainer((container) =>
      at(container, "privileged") === true
        ? "is privileged, which means root access to its host: set privileged: false."
        : undefined,
    ),
  },
  {
    id: "ecs-read-only-root-filesystem",
    title: "Containers have a read-only root filesystem",
    controls: ["ECS.5"],
    url: securityHub("ECS.5"),
    severity: "high",
    enforcement: inProd,
    ...of,
    check: forEachContainer((container) =>
      differs(container, "readonlyRootFilesystem", true)
        ? "has a writable root filesystem: set readonlyRootFilesystem: true, and mount a volume where it writes."
        : undefined,
    ),
  },
  {
    id: "ecs-no-host-network",
    title: "Tasks don't share the network of their host",
    controls: ["ECS.17"],
    url: securityHub("ECS.17"),
    severity: "medium",
    enforcement: always,
    ...of,
    check: ({ inputs }) =>
      at(inputs, "networkMode") === "host"
        ? [
            "Tasks share the network of their host and have no security group of their own: set networkMode: awsvpc.",
          ]
        : [],
  },
  {
    id: "ecs-non-root",
    title: "Containers don't run as root",
    controls: ["ECS.20"],
    url: securityHub("ECS.20"),
    severity: "medium",
    enforcement: inProd,
    ...of,
    check: forEachContainer((container, containers) => {
      const user = at(container, "user");
      const root =
        user === undefined || user === "" || (user !== unknown && /^(root|0+)(:|$)/.test(String(user)));
      return root && !preparesVolumes(container, containers)
        ? "runs as root: set user, for instance 65532:65532."
        : undefined;
    }),
  },
  {
    id: "ecs-logging",
    title: "Containers have a log configuration",
    controls: ["ECS.9"],
    url: securityHub("ECS.9"),
    severity: "high",
    enforcement: inProd,
    ...of,
    check: forEachContainer((container, containers) => {
      const driver = at(container, "logConfiguration.logDriver");
      if (isMissing(container, "logConfiguration.logDriver") || driver === "none") {
        return "has no log driver: set logConfiguration.logDriver, for instance awslogs.";
      }
      return driver === "awsfirelens" &&
        containers.every((other) => isMissing(other, "firelensConfiguration"))
        ? "has the log driver awsfirelens, but its task has no log router: add a container with firelensConfiguration."
        : undefined;
    }),
  },
  {
    id: "ecs-no-secrets-in-environment",
    title: "Environment variables and commands contain no secrets",
    controls: ["ECS.8"],
    url: securityHub("ECS.8"),
    severity: "high",
    enforcement: always,
    ...of,
    check: ({ inputs }) =>
      containersOf(inputs).flatMap((container) => [
        ...secretsInEnvironment(container, "environment", secretAdvice),
        ...secretsInCommand(container, ["entryPoint", "command"], secretAdvice),
      ]),
  },
  {
    id: "ecs-image-pinned",
    title: "Images are pinned to a digest or an immutable tag",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html",
    severity: "medium",
    enforcement: inProd,
    types: [taskDefinition],
    needs: "stack",
    check: ({ inputs }, stack) =>
      containersOf(inputs).flatMap((container) => {
        const [image] = texts(at(container, "image"));
        return at(container, "image") === unknown || (image !== undefined && isPinned(image, stack))
          ? []
          : [`${containerLabel(container)}: its image ${pinAdvice}`];
      }),
  },
  {
    id: "ecs-fargate-size",
    title: "CPU and memory are a combination that Fargate supports",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html",
    severity: "medium",
    enforcement: always,
    ...of,
    check: ({ inputs }) =>
      texts(at(inputs, "requiresCompatibilities")).includes("FARGATE") ? violationsOfSize(inputs) : [],
  },
  {
    id: "ecs-distinct-roles",
    title: "Task role and execution role are separate",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html",
    severity: "medium",
    enforcement: always,
    types: [taskDefinition],
    needs: "stack",
    check(resource, stack) {
      const role = "aws:iam/role:Role";
      const [task] = texts(at(resource.inputs, "taskRoleArn"));
      const [execution] = texts(at(resource.inputs, "executionRoleArn"));
      const executing = stack.sources(resource, "executionRoleArn", role).map(({ urn }) => urn);
      const shared =
        (task !== undefined && task === execution) ||
        stack.sources(resource, "taskRoleArn", role).some(({ urn }) => executing.includes(urn));
      return shared
        ? ["The application has the permissions of the execution role: set taskRoleArn to another role."]
        : [];
    },
  },
];

function forEachContainer(
  violation: (container: Properties, containers: readonly Properties[]) => string | undefined,
): (resource: Resource) => string[] {
  return ({ inputs }) =>
    containersOf(inputs).flatMap((container, _index, containers) => {
      const found = violation(container, containers);
      return found === undefined ? [] : [`${containerLabel(container)} ${found}`];
    });
}

/**
 * Whether a container writes into volumes before others start, which wait for its success: a volume of Fargate belongs to root.
 * Without capabilities and with a read-only root filesystem root can do nothing else.
 */
function preparesVolumes(container: Properties, containers: readonly Properties[]): boolean {
  const isAwaited = containers.some((other) =>
    blocks(at(other, "dependsOn")).some(
      ({ containerName, condition }) =>
        containerName !== undefined && containerName === at(container, "name") && condition === "SUCCESS",
    ),
  );
  return (
    isAwaited &&
    at(container, "readonlyRootFilesystem") === true &&
    texts(at(container, "linuxParameters.capabilities.drop")).includes("ALL")
  );
}

function violationsOfSize(inputs: Properties): string[] {
  if (at(inputs, "cpu") === unknown || at(inputs, "memory") === unknown) return [];
  const cpu = number(at(inputs, "cpu"));
  const memory = number(at(inputs, "memory"));
  if (cpu === undefined || memory === undefined) {
    return ["Fargate needs CPU and memory: set aws-containers:services.<name>.cpu and memory."];
  }
  const sizes = fargateMemoryFor(cpu);
  if (sizes === undefined) {
    return [
      `Fargate doesn't support ${cpu} CPU units: set aws-containers:services.<name>.cpu to one of ${fargateCpus.join(", ")}.`,
    ];
  }
  return sizes.includes(memory)
    ? []
    : [
        `Fargate doesn't support ${memory} MiB with ${cpu} CPU units: set aws-containers:services.<name>.memory to ${choices(sizes)}.`,
      ];
}

function choices(sizes: readonly number[]): string {
  const [first = 0, second = 0] = sizes;
  return sizes.length <= 3
    ? `${sizes.slice(0, -1).join(", ")} or ${sizes.at(-1)}`
    : `${first} to ${sizes.at(-1)} in steps of ${second - first}`;
}
