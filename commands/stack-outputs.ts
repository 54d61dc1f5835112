import { execFile } from "node:child_process";
import type { KubeConfig } from "@kubernetes/client-node";
import { isPlainMap } from "../settings/toolkit/plain-map";

/** Most bytes that the outputs of a stack may have. */
const maxBytes = 64 * 1024 * 1024;

/**
 * The outputs of a deployed stack, secret ones as "[secret]".
 *
 * @param stack Its name; undefined for the selected one.
 * @throws Where Pulumi isn't installed, isn't logged in, or doesn't know the stack.
 */
export async function stackOutputs(stack: string | undefined): Promise<Record<string, unknown>> {
  const outputs = await pulumi(["stack", "output", "--json"], stack);
  return isPlainMap(outputs) ? outputs : {};
}

/** The value of a secret output of a stack. It is held in memory alone. */
export function secretOutput(name: string, stack: string | undefined): Promise<unknown> {
  return pulumi(["stack", "output", name, "--json", "--show-secrets"], stack);
}

/** A resource in the state of a stack. Its secrets are encrypted. */
export interface StateResource {
  type: string;
  id?: string;
  parent?: string;
  outputs?: unknown;
}

/** The resources of a deployed stack. */
export async function stackResources(stack: string | undefined): Promise<StateResource[]> {
  const state = await pulumi(["stack", "export"], stack);
  const deployment = isPlainMap(state) ? state.deployment : undefined;
  const resources = isPlainMap(deployment) ? deployment.resources : undefined;
  return Array.isArray(resources) ? resources.filter(isStateResource) : [];
}

function isStateResource(value: unknown): value is StateResource {
  return (
    isPlainMap(value) &&
    typeof value.type === "string" &&
    ["undefined", "string"].includes(typeof value.id) &&
    ["undefined", "string"].includes(typeof value.parent)
  );
}

/** The cluster of a stack. The kubeconfig is in no file and no argument. */
export async function clusterConfig(stack: string | undefined): Promise<KubeConfig> {
  const { KubeConfig }: typeof import("@kubernetes/client-node") = require("@kubernetes/client-node");
  const kubeconfig = await secretOutput("kubeconfig", stack);
  const config = new KubeConfig();
  config.loadFromString(typeof kubeconfig === "string" ? kubeconfig : JSON.stringify(kubeconfig));
  return config;
}

function pulumi(args: string[], stack: string | undefined): Promise<unknown> {
  const all = [...args, "--non-interactive", ...(stack === undefined ? [] : ["--stack", stack])];
  return new Promise((resolve, reject) => {
    execFile("pulumi", all, { maxBuffer: maxBytes }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout));
      else if (error.code === "ENOENT") reject(new Error("The command `pulumi` isn't installed."));
      else reject(new Error(`pulumi ${all.join(" ")} failed:\n${stderr.trim()}`));
    });
  });
}
