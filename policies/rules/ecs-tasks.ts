import { always, inProd, type Resource, type Rule, securityHub } from "../rule";
import { at, blocks, differs, isMissing, number, type Properties, texts, unknown } from "../values";
import { called, containersOf, taskDefinition } from "./containers";
import { howToPin, isPinned } from "./images";
import { howToHide, whySecret } from "./secrets";

const of = { types: [taskDefinition], needs: "resource" } as const;

/** Rules for what ECS tasks may do. */
export const ecsTaskRules: Rule[] = [
  {
    id: "ecs-no-host-processes",
    title: "Tasks don't see the processes of their host",
    controls: ["ECS.3"],
    url: securityHub("ECS.3"),
    severity: "high",
    enforcement: always,
    ...of,
    check: ({ inputs }) =>
      at(inputs, "pidMode") === "host" ? ["Tasks see all processes of the host: leave pidMode out."] : [],
  },
  {
    id: "ecs-no-privileged",
    title: "Containers have no power over their host",
    controls: ["ECS.4"],
    url: securityHub("ECS.4"),
    severity: "critical",
    enforcement: always,
    ...of,
    check: forEachContainer((container) =>
      at(container, "privileged") === true
        ? "has root's power over its host: set privileged: false."
        : undefined,
    ),
  },
  {
    id: "ecs-read-only-root",
    title: "Containers can't change their own files",
    controls: ["ECS.5"],
    url: securityHub("ECS.5"),
    severity: "high",
    enforcement: inProd,
    ...of,
    check: forEachContainer((container) =>
      differs(container, "readonlyRootFilesystem", true)
        ? "can change its own files: set readonlyRootFilesystem: true, and mount a volume where it writes."
        : undefined,
    ),
  },
  {
    id: "ecs-no-host-network",
    title: "Tasks have a network interface of their own",
    controls: ["ECS.17"],
    url: securityHub("ECS.17"),
    severity: "medium",
    enforcement: always,
    ...of,
    check: ({ inputs }) =>
      at(inputs, "networkMode") === "host"
        ? ["Tasks share the network of the host, so no security group is theirs: set networkMode: awsvpc."]
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
    check: forEachContainer((container) => {
      const user = at(container, "user");
      const root =
        user === undefined || user === "" || (user !== unknown && /^(root|0+)(:|$)/.test(String(user)));
      return root ? "runs as root: set user, for instance 65532:65532." : undefined;
    }),
  },
  {
    id: "ecs-logging",
    title: "Containers keep their log lines",
    controls: ["ECS.9"],
    url: securityHub("ECS.9"),
    severity: "high",
    enforcement: inProd,
    ...of,
    check: forEachContainer((container) =>
      isMissing(container, "logConfiguration.logDriver") ||
      at(container, "logConfiguration.logDriver") === "none"
        ? "loses what it logs: set logConfiguration.logDriver, for instance awslogs."
        : undefined,
    ),
  },
  {
    id: "ecs-no-secrets-in-environment",
    title: "Secrets are not in environment variables",
    controls: ["ECS.8"],
    url: securityHub("ECS.8"),
    severity: "high",
    enforcement: always,
    ...of,
    check: ({ inputs }) =>
      containersOf(inputs).flatMap((container) =>
        blocks(at(container, "environment")).flatMap((variable) => {
          const [name] = texts(at(variable, "name"));
          const [value] = texts(at(variable, "value"));
          const why = name !== undefined && value !== undefined ? whySecret(name, value) : undefined;
          return name === undefined || why === undefined
            ? []
            : [
                `${called(container)}: ${howToHide(name, why)}: put it into Secrets Manager and name it in the container's secrets.`,
              ];
        }),
      ),
  },
  {
    id: "ecs-image-pinned",
    title: "What runs can't change without a deployment",
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
          : [`${called(container)}: its image ${howToPin}`];
      }),
  },
  {
    id: "ecs-fargate-size",
    title: "Fargate has tasks of this size",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html",
    severity: "medium",
    enforcement: always,
    ...of,
    check: ({ inputs }) =>
      texts(at(inputs, "requiresCompatibilities")).includes("FARGATE") ? mistakeInSize(inputs) : [],
  },
  {
    id: "ecs-distinct-roles",
    title: "The application can't do what ECS does for it",
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
        ? [
            "The application has the rights to pull images and write logs: give taskRoleArn a role of its own.",
          ]
        : [];
    },
  },
];

function forEachContainer(
  mistake: (container: Properties) => string | undefined,
): (resource: Resource) => string[] {
  return ({ inputs }) =>
    containersOf(inputs).flatMap((container) => {
      const found = mistake(container);
      return found === undefined ? [] : [`${called(container)} ${found}`];
    });
}

/** Memory in MiB that a task of so many CPU units may have: from, to, step. */
const sizes: Readonly<Record<number, readonly [number, number, number]>> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

function mistakeInSize(inputs: Properties): string[] {
  if (at(inputs, "cpu") === unknown || at(inputs, "memory") === unknown) return [];
  const cpu = number(at(inputs, "cpu"));
  const memory = number(at(inputs, "memory"));
  if (cpu === undefined || memory === undefined) {
    return ["Fargate needs cpu and memory of the task: set aws-containers:services.<name>.cpu and memory."];
  }
  const size = sizes[cpu];
  if (!size) {
    return [
      `Fargate has no ${cpu} CPU units: set aws-containers:services.<name>.cpu to one of ${Object.keys(sizes).join(", ")}.`,
    ];
  }
  const [from, to, step] = size;
  const possible =
    memory >= from && memory <= to && (memory - from) % step === 0 && !(cpu === 256 && memory === 1536);
  const steps = cpu === 256 ? "512, 1024 or 2048" : `${from} to ${to} in steps of ${step}`;
  return possible
    ? []
    : [
        `Fargate has no ${memory} MiB with ${cpu} CPU units: set aws-containers:services.<name>.memory to ${steps}.`,
      ];
}
