import { setTimeout as pause } from "node:timers/promises";
import { type Check, countsOf, hasFailed, linesOf } from "../check";
import { messageOf, UsageError } from "../errors";
import { clusterConfig } from "../stack-outputs";
import { readCommandLine, usage } from "./command-line";
import { type DeployedStack, readDeployedStack } from "./deployed-stack";
import { checkUrl } from "./url-check";

/** Where the command writes to, and how it waits. */
export interface Terminal {
  /** Prints a line of the result. */
  print(line: string): void;
  /** Prints something about the command itself. */
  note(text: string): void;
  /** Milliseconds between two looks. */
  interval: number;
}

/**
 * Looks from outside whether a deployed stack runs what it asks for.
 *
 * @param args The command line.
 * @returns The exit status: 0 all is in order; 1 something isn't, or couldn't be looked at; 2 wrong usage.
 */
export async function runSmoke(args: string[], terminal: Terminal): Promise<number> {
  try {
    const options = readCommandLine(args);
    if (options === undefined) {
      terminal.note(usage);
      return 0;
    }
    const { stack, wait, requests } = options;
    const all = await readDeployedStack(stack);
    const deployed = requests ? all : { ...all, addresses: [] };
    const end = Date.now() + wait * 1000;
    let checks = await checkStack(deployed, stack);
    while (hasFailed(checks) && Date.now() + terminal.interval <= end) {
      terminal.note(`${countsOf(checks)}; looking again`);
      await pause(terminal.interval);
      checks = await checkStack(deployed, stack);
    }
    for (const line of linesOf(checks)) terminal.print(line);
    terminal.print(checks.length === 0 ? "The stack runs no services." : countsOf(checks));
    return hasFailed(checks) ? 1 : 0;
  } catch (error) {
    terminal.note(messageOf(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

/** All checks at once. The clients of a platform are loaded only where the stack has it. */
async function checkStack(
  { ecs, eks, addresses, images }: DeployedStack,
  stack: string | undefined,
): Promise<Check[]> {
  const onEcs = ecs.map((service) => {
    const { checkEcsService }: typeof import("./ecs-checks") = require("./ecs-checks");
    return unlessRefused(`${service.name} on ECS`, () => checkEcsService(service, images));
  });
  const config = eks.length > 0 ? clusterConfig(stack) : undefined;
  const onEks = eks.map((service) => {
    const { checkEksService }: typeof import("./eks-checks") = require("./eks-checks");
    return unlessRefused(`${service.name} on EKS`, async () =>
      config === undefined ? [] : checkEksService(service, await config, images),
    );
  });
  const urls = addresses.map(async (address) => [await checkUrl(address)]);
  return (await Promise.all([...urls, ...onEcs, ...onEks])).flat();
}

/** A platform that can't be asked is a failed check: the others are made all the same. */
async function unlessRefused(what: string, look: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await look();
  } catch (error) {
    const next =
      "credentials of whoever may look at the stack; on EKS also an address inside eks.endpointCidrs";
    return [{ what, result: "failed", detail: messageOf(error), next }];
  }
}
