import { fargateStopSeconds, tasksDuringDeployment } from "../../facts/ecs-deployments";
import { fargateCpus, fargateMemoryFor } from "../../facts/fargate-sizes";
import { serviceConnectProxy } from "../../facts/service-connect";
import { warningsAboutGpus } from "../gpu-quotas";
import type { JobOnPlatform, PlatformSection, ServiceOnPlatform } from "../section";
import { type Complete, complete, withDefault } from "../toolkit/defaults";
import { boolean, choice, object } from "../toolkit/kinds";
import { formatPath } from "../toolkit/path";
import type { ValidationErrors } from "../toolkit/validation-errors";
import { oneOf } from "../toolkit/words";
import {
  computeKeys,
  computeOf,
  validateInstances,
  validateServiceCompute,
  validateUnusedInstances,
} from "./ecs-compute";
import { validateNetworkMode } from "./ecs-network-mode";
import { validatePlacement } from "./ecs-placement";
import {
  proxiedCalls,
  serviceConnectSchema,
  validateServiceConnect,
  warningsAboutEncryption,
} from "./ecs-service-connect";
import { validateVolumes } from "./ecs-volumes";
import { validateWithoutBuckets } from "./services/bucket-volumes";
import { callsToLater } from "./services/calls";
import { validateRouterRest } from "./services/log-router-size";
import { validateWithoutLustre } from "./services/lustre";

const schema = object(
  {
    insights: withDefault(
      "enhanced",
      choice(
        ["enhanced", "enabled", "disabled"],
        "Container Insights. enabled: metrics of each cluster and service, about $0.30 per metric and month; enhanced: " +
          "metrics of each task and container too, about $0.07 per metric and month.",
      ),
    ),
    ...computeKeys,
    exec: withDefault(
      false,
      boolean(
        "ECS Exec: IAM principals with ecs:ExecuteCommand can open a shell in a running container (aws ecs execute-command). " +
          "Transcripts are in a log group of their own, for a year, if the image has script and cat; others leave none.",
      ),
    ),
    serviceConnect: serviceConnectSchema,
  },
  "The ECS cluster.",
);

/** The ECS cluster. */
export type EcsSettings = Complete<typeof schema> & {
  /** Whether GuardDuty monitors the cluster: guardDuty.runtimeMonitoring. */
  runtimeMonitoring?: boolean;
};

type Services = Readonly<Record<string, ServiceOnPlatform>>;

/** Amazon ECS. */
export const ecs: PlatformSection<typeof schema, EcsSettings> = {
  title: "ECS",
  schema,
  meaning:
    "The ECS cluster, which runs services as tasks on Fargate or on instances, behind one Application Load Balancer. It is used where " +
    "platforms has ecs.",
  example: `aws-containers:ecs:
  insights: enabled
  exec: true`,
  settings: (given, { tier, runtimeMonitoring }) => ({
    ...complete(schema, given, tier),
    ...(runtimeMonitoring && { runtimeMonitoring }),
  }),
  validate(given, stack, errors) {
    validateInstances(given, errors);
    validateServiceConnect(given?.serviceConnect, stack, errors);
  },
  validateServices: validateUnusedInstances,
  validateService(name, service, stack, errors, settings) {
    const at = ["services", name];
    const isSized = !errors.has([...at, "cpu"]) && !errors.has([...at, "memory"]);
    if (computeOf(service, settings) === "fargate") {
      if (isSized) validateSize(at, service, errors);
      validateStopSeconds(at, service, errors);
    }
    if (isSized) {
      validateServiceCompute(at, service, stack, settings, errors);
      validatePlacement(at, service, computeOf(service, settings), settings.instances ?? {}, errors);
    }
    validateNetworkMode(at, service, computeOf(service, settings), stack, errors);
    if (isSized && !errors.has([...at, "sidecars"])) validateRouterRest(at, service, errors);
    validateVolumes(at, service, computeOf(service, settings), errors);
    validateWithoutBuckets(at, service.volumes, { data: stack.data, on: "ECS" }, errors);
    validateWithoutLustre(at, service.volumes, { data: stack.data, on: "ECS" }, errors);
    validateDeployment(at, service, errors);
  },
  validateJob(name, job, stack, errors, settings) {
    const at = ["jobs", name];
    const isSized = !errors.has([...at, "cpu"]) && !errors.has([...at, "memory"]);
    if (computeOf(job, settings) === "fargate") {
      if (isSized) validateSize(at, job, errors);
      validateStopSeconds(at, job, errors);
    }
    if (isSized) {
      validateServiceCompute(at, job, stack, settings, errors);
      validateRouterRest(at, job, errors);
    }
    validateWithoutBuckets(at, job.volumes, { data: stack.data, on: "ECS" }, errors);
    validateWithoutLustre(at, job.volumes, { data: stack.data, on: "ECS" }, errors);
  },
  warningsAboutJobs: (jobs: Readonly<Record<string, JobOnPlatform>>) =>
    warningsAboutGpus("jobs", jobs, "its runs wait until their timeout, and fail"),
  warningsAboutServices: (services, settings) => [
    ...warningsAboutEncryption(services, settings.serviceConnect),
    ...warningsAboutProxies(services),
    ...warningsAboutOrder(services),
    ...warningsAboutGpus("services", services, "its replicas don't start, and the deployment fails"),
  ],
};

/** Service Connect adds a proxy to tasks that call or are called. */
function warningsAboutProxies(services: Services): string[] {
  const called = Object.values(services).flatMap((service) => proxiedCalls(service, services));
  return Object.entries(services).flatMap(([name, { cpu, ...service }]) =>
    (proxiedCalls(service, services).length > 0 || called.includes(name)) && cpu <= serviceConnectProxy.cpu
      ? [
          `${formatPath(["services", name, "cpu"])} is ${cpu}, but on ECS its tasks get a Service Connect proxy, for which AWS ` +
            `recommends ${serviceConnectProxy.cpu} CPU units and ${serviceConnectProxy.memory} MiB besides those of the ` +
            "service: set cpu to 512, or expect a busy proxy to slow the service down.",
        ]
      : [],
  );
}

/** Tasks know the services that existed when their deployment began, but for those that they find by DNS. */
function warningsAboutOrder(services: Services): string[] {
  const byProxy = callsToLater(services).filter(([, called]) => services[called]?.protocol !== "udp");
  return byProxy.map(
    ([caller, called]) =>
      `${formatPath(["services", caller, "calls"])} has ${called}, which calls ${caller} back: on ECS ${caller} is deployed first, ` +
      `and reaches a new ${called} only from its next deployment on (aws ecs update-service --force-new-deployment).`,
  );
}

function validateStopSeconds(
  at: string[],
  { stopSeconds }: Pick<ServiceOnPlatform, "stopSeconds">,
  errors: ValidationErrors,
): void {
  if (stopSeconds > fargateStopSeconds && !errors.has([...at, "stopSeconds"])) {
    errors.add(
      [...at, "stopSeconds"],
      `is ${errors.format(at, stopSeconds)}, but Fargate allows at most ${fargateStopSeconds}.`,
    );
  }
}

/** ECS rounds so that few tasks may have to stay as they are. */
function validateDeployment(at: string[], service: ServiceOnPlatform, errors: ValidationErrors): void {
  const keys = ["scaling", "minimumHealthyPercent", "maximumPercent"];
  if (keys.some((key) => errors.has([...at, key]))) return;
  const { scaling, minimumHealthyPercent, maximumPercent } = service;
  const { least, most, canReplace } = tasksDuringDeployment(scaling.min, service);
  if (!canReplace) {
    errors.add(
      [...at, "maximumPercent"],
      `is ${maximumPercent} with minimumHealthyPercent ${minimumHealthyPercent}: of ${scaling.min} tasks ${least} must stay ` +
        `and ${most} may run on ECS, so that none could be replaced.`,
    );
  }
}

/** Fargate has certain sizes only. */
function validateSize(
  at: string[],
  { cpu, memory }: Pick<ServiceOnPlatform, "cpu" | "memory">,
  errors: ValidationErrors,
): void {
  const format = (value: number) => errors.format(at, value);
  const allowed = fargateMemoryFor(cpu);
  if (!allowed) {
    errors.add([...at, "cpu"], `is ${format(cpu)}, but Fargate has ${oneOf(fargateCpus)}.`);
  } else if (!allowed.includes(memory)) {
    const fitting = fargateCpus.filter((size) => fargateMemoryFor(size)?.includes(memory));
    const advice = fitting.length === 0 ? "" : ` ${format(memory)} goes with cpu ${oneOf(fitting)}.`;
    const text = `is ${format(memory)}, but Fargate has ${oneOf(allowed)} for cpu ${format(cpu)}.${advice}`;
    errors.add([...at, "memory"], text);
  }
}
