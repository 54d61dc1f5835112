import * as pulumi from "@pulumi/pulumi";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import type { DeploymentStrategy } from "../../../facts/ecs-deployments";
import { description, network } from "./a-service";

// A process of its own: Pulumi's mocks stay where they were set, and would answer other tests of a process.

/** A stack that exists, of which AWS runs the given task definition. */
export interface Case {
  running?: string;
  /** Number of tasks that the service asks for, that run and that start. Default: one runs. */
  tasks?: { desired: number; running: number; pending: number };
  /** Subnets of its tasks. Default: those of the stack. */
  subnets?: string[];
  /** Messages of the service's events, newest first. */
  events?: string[];
  /** Whether it is previewed rather than deployed. Default: false. */
  preview?: boolean;
  /** Default: canary. */
  strategy?: DeploymentStrategy;
}

/** What an `up` or a preview ends with. */
async function run({ running, tasks, subnets, events = [], preview = false, strategy = "canary" }: Case) {
  const { desired, running: runningCount, pending } = tasks ?? { desired: 1, running: 1, pending: 0 };
  const service = {
    taskDefinition: running,
    ...{ desiredCount: desired, runningCount, pendingCount: pending },
    ...(subnets && { networkConfigurations: [{ subnets }] }),
    deployments: [
      { id: "ecs-svc/222", status: "PRIMARY" },
      { id: "ecs-svc/111", status: "ACTIVE" },
    ],
    events: events.map((message) => ({ message })),
  };
  const asked: pulumi.runtime.MockCallArgs[] = [];
  const errors: unknown[] = [];
  const warnings: string[] = [];
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (error) => errors.push(error));
  const { warn } = pulumi.log;
  Object.assign(pulumi.log, { warn: async (message: string) => warnings.push(message) });
  try {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ name, inputs }) => ({ id: name, state: { ...inputs, name, arn: `arn:${name}` } }),
        call: (call) => {
          asked.push(call);
          return call.token === "aws:ecs/getService:getService" ? service : {};
        },
      },
      "aws-containers",
      "dev",
      preview,
    );
    await pulumi.runtime
      .runInPulumiStack(async () => {
        const cluster = new EcsCluster("ecs");
        const loadBalancer = new LoadBalancer("ecs", { network });
        new FargateService("hello", {
          cluster,
          loadBalancer,
          service: { ...description, deployment: { strategy } },
        });
      })
      .catch((error: unknown) => errors.push(error));
    await new Promise(setImmediate);
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
    Object.assign(pulumi.log, { warn });
  }
  const questions = asked.filter(({ token }) => token.includes("getService:"));
  return { errors: errors.map(told), warnings, questions: questions.map(({ inputs }) => inputs) };
}

function told(error: unknown) {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { message, hasStack: stack !== undefined, isRunError: pulumi.RunError.isInstance(error) };
}

/** Runs the cases that the command line has, one after the other, and prints what each ends with. */
async function main(cases: Case[]): Promise<void> {
  const outcomes = [];
  for (const each of cases) outcomes.push(await run(each));
  process.stdout.write(JSON.stringify(outcomes), () => process.exit());
}

void main(JSON.parse(process.argv[2] ?? "[]"));
