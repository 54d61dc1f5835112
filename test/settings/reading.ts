import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readSettings, type Settings } from "../../settings";
import { platformNames } from "../../settings/platforms";

/** A stack file's configuration; maps and lists are given to the program as JSON, as the engine does it. */
export type Config = Record<string, unknown>;

/** What a stack says, and every line of the refusal that follows. */
export interface Case {
  what: string;
  config: Config;
  secrets?: string[];
  lines: string[];
}

const names: readonly string[] = platformNames;

/** Says in prod what a platform that is there can't do without. */
export const prod: Config = {
  tier: "prod",
  ...(names.includes("eks") ? { eks: { endpointCidrs: ["198.18.0.0/24"] } } : {}),
};

/** Reads a stack in us-east-1 that says this; keys without a namespace are the template's. */
export function read(config: Config = {}, secrets: string[] = []): Settings {
  const full = { "aws:region": "us-east-1", ...config };
  const entries = Object.entries(full)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [fullKey(key), typeof value === "string" ? value : JSON.stringify(value)]);
  // Of this project and stack, whatever was planned before in the same process.
  pulumi.runtime.resetOptions("project", "stack", 1, "", "", true, "organization");
  pulumi.runtime.setAllConfig(Object.fromEntries(entries), secrets.map(fullKey));
  try {
    return readSettings();
  } finally {
    pulumi.runtime.setAllConfig({});
  }
}

/** The lines of the refusal that reading must end with. */
export function refusals(config: Config, secrets: string[] = []): string[] {
  try {
    read(config, secrets);
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), "must print without a stack trace");
    const [head = "", ...lines] = error.message.split("\n");
    const count = lines.length === 1 ? "1 mistake" : `${lines.length} mistakes`;
    assert.equal(
      head,
      `${count} in the settings of stack ${pulumi.getStack()}; nothing has been registered:`,
    );
    return lines.map((line) => line.trim());
  }
  return assert.fail("the settings were not refused");
}

/** What settings say besides the platforms' own parts and the provider. */
export function common(settings: Settings): Record<string, unknown> {
  const own = Object.entries(settings).filter(([key]) => !names.includes(key));
  return Object.fromEntries(own.filter(([key]) => key !== "warnings"));
}

function fullKey(key: string): string {
  return key.includes(":") ? key : `aws-containers:${key}`;
}
