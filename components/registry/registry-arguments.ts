import * as pulumi from "@pulumi/pulumi";
import { mistakesInRetention } from "./lifecycle";
import { mistakesInPullAccess } from "./pull-access";
import { upstreamNames, upstreams } from "./pull-through-cache";
import type { RegistryArgs } from "./registry";
import { destinationOf } from "./replication";

const scannings: readonly unknown[] = ["basic", "enhanced", "off"];
const frequencies: readonly unknown[] = ["on-push", "continuous"];
const encryptions: readonly unknown[] = ["aes256", "kms"];

/** @throws pulumi.RunError that lists every argument that is refused. */
export function refuse(name: string, args: RegistryArgs): void {
  const refusals = [
    ...mistakesInNames(args),
    ...mistakesInScanning(args),
    ...mistakesInProtection(args),
    ...mistakesInReplication(args),
    ...mistakesInCaches(args),
    ...mistakesInRetention(args),
    ...mistakesInPullAccess(args),
    ...(args.promotedTo ?? [])
      .filter((stack) => stack.split("/").length !== 3)
      .map((stack) => `promotedTo: "${stack}" is not organization/project/stack`),
  ];
  if (refusals.length > 0) {
    throw new pulumi.RunError([`Registry "${name}" is refused:`, ...refusals].join("\n  - "));
  }
}

function mistakesInNames({ repositories, namespace, publicRepositories = {} }: RegistryArgs): string[] {
  const twice = new Set(repositories.filter((it, index, all) => all.indexOf(it) !== index));
  return [
    ...repositories
      // Pulumi adds 8 characters to the name and the registry's own stands before it: ECR allows 256.
      .filter((it) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(it) || it.length > 200)
      .map(
        (it) =>
          `repositories: "${it}" is not a name that ECR takes: lower-case letters, digits and inner hyphens, at most 200`,
      ),
    ...[...twice].map((it) => `repositories: "${it}" is there twice`),
    ...(namespace === undefined || (/^[a-z0-9]+([._/-][a-z0-9]+)*$/.test(namespace) && namespace.length <= 30)
      ? []
      : [
          `namespace: "${namespace}" is not the beginning of a name: lower-case letters, digits and inner . _ - /, at most 30`,
        ]),
    ...Object.keys(publicRepositories)
      .filter((it) => !/^[a-z0-9]+([._/-][a-z0-9]+)*$/.test(it) || it.length < 2)
      .map(
        (it) =>
          `publicRepositories: "${it}" is not a name that ECR takes: lower-case letters, digits and inner . _ - /, from 2 characters`,
      ),
  ];
}

function mistakesInScanning(args: RegistryArgs): string[] {
  const { scanning, scanFrequency, scanFilters, ownsAccountSettings } = args;
  const mistakes: string[] = [];
  if (scanning !== undefined && !scannings.includes(scanning)) {
    mistakes.push(`scanning: "${scanning}" is not one of ${scannings.join(", ")}`);
  }
  if (scanFrequency !== undefined && !frequencies.includes(scanFrequency)) {
    mistakes.push(`scanFrequency: "${scanFrequency}" is not one of ${frequencies.join(", ")}`);
  }
  for (const [argument, value] of Object.entries({ scanFrequency, scanFilters })) {
    if (value !== undefined && !(scanning === "enhanced" && ownsAccountSettings)) {
      mistakes.push(`${argument}: needs scanning enhanced and ownsAccountSettings`);
    }
  }
  // ECR takes 100 filters in a rule.
  if (scanFilters !== undefined && (scanFilters.length < 1 || scanFilters.length > 100)) {
    mistakes.push(`scanFilters: ${scanFilters.length} filters are not 1–100`);
  }
  for (const filter of scanFilters ?? []) {
    if (!/^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$/.test(filter)) {
      mistakes.push(`scanFilters: "${filter}" is not part of a repository's name, with * for any characters`);
    }
  }
  return mistakes;
}

function mistakesInProtection({ encryption, forceDelete, protect }: RegistryArgs): string[] {
  return [
    ...(encryption === undefined || encryptions.includes(encryption)
      ? []
      : [`encryption: "${encryption}" is not one of ${encryptions.join(", ")}`]),
    ...(forceDelete && protect
      ? ["protect: can't go with forceDelete: a protected repository is never deleted with its images"]
      : []),
  ];
}

function mistakesInReplication({ replicateTo = [], namespace, ownsAccountSettings }: RegistryArgs): string[] {
  const mistakes = replicateTo
    .filter((text) => destinationOf(text) === undefined)
    .map((text) => `replicateTo: "${text}" is neither a region nor account/region`);
  for (const text of new Set(replicateTo.filter((it, index, all) => all.indexOf(it) !== index))) {
    mistakes.push(`replicateTo: "${text}" is there twice`);
  }
  if (replicateTo.length > 25) {
    mistakes.push(`replicateTo: ${replicateTo.length} destinations are more than the 25 that ECR takes`);
  }
  if (replicateTo.length > 0 && namespace === undefined) {
    mistakes.push(
      "replicateTo: needs namespace: in the destinations, ECR finds the settings of copies by it",
    );
  }
  if (replicateTo.length > 0 && !ownsAccountSettings) {
    mistakes.push(
      "replicateTo: needs ownsAccountSettings: ECR has one replication configuration in a region",
    );
  }
  return mistakes;
}

function mistakesInCaches({ caches = {} }: RegistryArgs): string[] {
  const known: readonly string[] = upstreamNames;
  return [
    ...Object.keys(caches)
      .filter((name) => !known.includes(name))
      .map((name) => `caches: "${name}" is not one of ${known.join(", ")}`),
    ...upstreamNames.flatMap((name) => {
      const cache = caches[name];
      const { asksForCredentials } = upstreams[name];
      const given = cache?.credentialsArn !== undefined;
      if (cache === undefined || given === asksForCredentials) {
        return [];
      }
      return given
        ? [`caches.${name}: takes no credentialsArn: everybody may pull there`]
        : [`caches.${name}: needs credentialsArn: that registry asks who pulls`];
    }),
  ];
}
