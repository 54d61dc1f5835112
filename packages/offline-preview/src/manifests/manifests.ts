import { stringify } from "yaml";
import type { PropertyMap } from "../engine/value";
import type { Visible } from "../format/visible";
import type { Outcome } from "../session";
import { type KubernetesObject, kubernetesObjects } from "./kubernetes-objects";
import { Names } from "./names";
import { Variables } from "./variables";

/** Files that describe what a plan has in Kubernetes. */
export interface Manifests {
  /** Contents by path. */
  files: Record<string, string>;
  /** Titles of the objects that are written. */
  written: string[];
  /** What isn't written, and why. */
  leftOut: { title: string; reason: string }[];
  /** What stands for a value that only the cloud can compute. */
  variables: { name: string; meaning: string }[];
}

/** The file that names the variables, for whoever fills them in. */
export const variablesFile = "variables.env.example";

/** These come first, since the others can't be applied before them. */
const firstKinds = ["CustomResourceDefinition", "Namespace"];

/**
 * The manifests of a plan's objects: one file for each, in a folder for each cluster where the plan has several. The same plan
 * makes the same files.
 */
export function manifestsOf({ plan, labels }: Pick<Outcome, "plan" | "labels">): Manifests {
  const { objects, leftOut, generatedNames } = kubernetesObjects(plan.resources);
  const clusters = new Set(objects.map(({ provider }) => provider));
  const names = new Names(generatedNames);
  const variables = new Variables(labels);
  const files: Record<string, string> = {};
  for (const object of objects) {
    const content = writable({ ...object, content: names.inMap(object.content) }, variables);
    const folder = clusters.size > 1 ? `${fileName(object.provider || "default")}/` : "";
    const path = unusedPath(`${folder}${pathOf(content)}`, files);
    // As Kubernetes reads YAML: yes and no are switches.
    const yaml = stringify(content, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
    files[path] = `---\n${yaml}`;
  }
  if (variables.all.length > 0) files[variablesFile] = exampleOf(variables.all);
  return { files, written: objects.map(({ title }) => title), leftOut, variables: variables.all };
}

type Content = { [key: string]: Visible };

function writable({ content, title }: KubernetesObject, variables: Variables): Content {
  const { apiVersion, kind, metadata, ...rest } = content;
  const of = (map: PropertyMap): Content => variables.inMap(map, title);
  return {
    ...of({ apiVersion: apiVersion ?? "", kind: kind ?? "" }),
    ...of({ metadata: metadata ?? {} }),
    ...of(rest),
  };
}

/** Such as 1-deployment-services-web.yaml. */
function pathOf({ kind, metadata }: Content): string {
  const { namespace, name } = isContent(metadata) ? metadata : {};
  const parts = [kind, namespace, name].filter((part) => part !== undefined).map(String);
  return `${firstKinds.includes(String(kind)) ? 0 : 1}-${fileName(parts.join("-"))}.yaml`;
}

function isContent(value: Visible | undefined): value is Content {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fileName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9.-]/g, "_");
}

function unusedPath(path: string, files: Readonly<Record<string, string>>): string {
  for (let count = 2, candidate = path; ; count++) {
    if (!(candidate in files)) return candidate;
    candidate = path.replace(/\.yaml$/, `-${count}.yaml`);
  }
}

function exampleOf(variables: Manifests["variables"]): string {
  return `${[
    "# What only the cloud can compute. Copy to variables.env, fill in the values of a deployed stack, and",
    "#   set -a; . ./variables.env",
    "#   cat *.yaml | envsubst \"$(sed -n 's/^\\([A-Z0-9_]*\\)=.*/$\\1/p' variables.env)\" | kubectl apply --server-side -f -",
    "# or give them to Flux as postBuild.substitute.",
    ...variables.map(({ name, meaning }) => `\n# ${meaning}\n${name}=`),
  ].join("\n")}\n`;
}
