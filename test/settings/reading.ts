import assert from "node:assert/strict";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readSettings, type Settings } from "../../settings";
import { platformNames } from "../../settings/platforms";

/** A stack file's configuration; maps and lists are given to the program as JSON, as the engine does it. */
export type Config = Record<string, unknown>;

/** The project that the stacks belong to: app has a Dockerfile, empty has none. */
const project = join(__dirname, "fixtures");

/** A stack's configuration, and every line of the errors that reading it must end with. */
export interface Case {
  what: string;
  config: Config;
  secrets?: string[];
  lines: string[];
}

const names: readonly string[] = platformNames;

/** Whether this checkout has these platforms: a fork may have removed one, and then has nothing to test of it. */
export function hasPlatforms(...platforms: string[]): boolean {
  return platforms.every((platform) => names.includes(platform));
}

/** A prod stack, with what each platform requires there. */
export const prod: Config = {
  tier: "prod",
  ...(names.includes("eks") ? { eks: { endpointCidrs: ["52.95.110.0/24"] } } : {}),
};

/** Reads a stack in us-east-1 with this configuration; keys without a namespace are the template's. */
export function read(config: Config = {}, secrets: string[] = [], projectName = "aws-containers"): Settings {
  const full = { "aws:region": "us-east-1", ...config };
  const entries = Object.entries(full)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [fullKey(key), typeof value === "string" ? value : JSON.stringify(value)]);
  // Of this project and stack, whatever was planned before in the same process.
  pulumi.runtime.resetOptions(projectName, "stack", 1, "", "", true, "organization");
  pulumi.runtime.setAllConfig(Object.fromEntries(entries), secrets.map(fullKey));
  const directory = process.cwd();
  process.chdir(project);
  try {
    return readSettings();
  } finally {
    process.chdir(directory);
    pulumi.runtime.setAllConfig({});
  }
}

/** The lines of the errors that reading must end with. */
export function errorsOf(config: Config, secrets: string[] = [], projectName?: string): string[] {
  try {
    read(config, secrets, projectName);
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), "must print without a stack trace");
    const [head = "", ...lines] = error.message.split("\n");
    const count = lines.length === 1 ? "1 error" : `${lines.length} errors`;
    assert.equal(
      head,
      `${count} in the settings of stack ${pulumi.getStack()}; nothing has been registered:`,
    );
    return lines.map((line) => line.trim());
  }
  return assert.fail("the settings have no errors");
}

/** The settings without those of the platforms, and without warnings. */
export function common(settings: Settings): Record<string, unknown> {
  const own = Object.entries(settings).filter(([key]) => !names.includes(key));
  return Object.fromEntries(own.filter(([key]) => key !== "warnings"));
}

function fullKey(key: string): string {
  return key.includes(":") ? key : `aws-containers:${key}`;
}
