import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PlannedResource } from "../engine/plan";
import type { PropertyMap } from "../engine/value";
import { type ChangedValues, knownReplacement, type ReplacedPart, replacedPart } from "./known-replacements";
import { kubernetesSource, replacesObject } from "./kubernetes-replacements";
import { replacedByProvider } from "./provider-replacements";

/** What a provider's documentation says about a change of a property. */
export interface Documented {
  /** Whether the change replaces the resource; "perhaps" where that depends on something that the sentence names. */
  replaces: "yes" | "no" | "perhaps" | "not documented";
  /** What it says, word for word. */
  sentence?: string;
  /** Where it says so, or would: a file of an installed SDK, or a page of AWS. */
  file?: string;
  /** What is replaced, where that is only a part of a component. */
  part?: ReplacedPart;
}

/** Sentences by which the documentation says that a change replaces a resource. */
const says = [
  /\bforces? (a |the )?(new|re-?creation|replacement|resource replacement)\b/i,
  /\bforces? (terraform )?to create a new resource/i,
  /\bforces? terraform\b/i,
  /\b(chang\w+|modif\w+)\b.*\bcreates? a new resource/i,
  /\bwill be re-?created\b/i,
];
const saysOfKubernetes = [
  /\bcannot be (updated|changed|modified)\b/i,
  /\b(field|spec|list) is (required and )?immutable\b/i,
  /\bimmutable after creation\b/i,
  /^immutable\.?$/i,
  /\bmay not be changed\b/i,
];
const isAboutDeployments = /new task deployment/i;
const isConditional =
  /\b(if|when(?! you create)|unless|decreas\w+|deleting|increas\w+|disabling|from .+ to|back to|to an empty|lower version|removing|only for|Multi-AZ)\b(?! (it is )?(changed|modified)\b)/i;

/** Reads the doc comments of the installed SDKs, and of them only what is asked for. */
export class Documentation {
  static readonly #byDirectory = new Map<string, Documentation>();

  readonly #files = new Map<string, string>();
  readonly #found = new Map<string, Documented>();
  readonly #require: NodeJS.Require;

  /** That of the SDKs installed in a directory, read once: they don't change while a process runs. */
  static in(directory: string): Documentation {
    const known = Documentation.#byDirectory.get(directory) ?? new Documentation(directory);
    Documentation.#byDirectory.set(directory, known);
    return known;
  }

  /** `directory` is where the SDKs are installed. */
  constructor(directory: string) {
    this.#require = createRequire(join(directory, "package.json"));
  }

  /** As `onChange`, of a planned resource, of which the program may say itself what replaces it. */
  ofResource(
    { type, inputs, replaceOnChanges }: PlannedResource,
    { path, keys, ...values }: ChangedValues & { path: string; keys: readonly string[] },
  ): Documented {
    // Of a property the program means all that is in it.
    const isSaid = (each: string) =>
      [keys[0], "*", path].includes(each) || path.startsWith(`${each}.`) || path.startsWith(`${each}[`);
    return replaceOnChanges.some(isSaid)
      ? { replaces: "yes", sentence: "the program says so: replaceOnChanges" }
      : this.onChange(type, keys, inputs, values);
  }

  /**
   * What the documentation says about a change at `keys`, the path in the inputs of a resource. `inputs` tell which of
   * several kinds of the type the resource is, `values` what the property was and is.
   */
  onChange(
    type: string,
    keys: readonly string[],
    inputs: PropertyMap = {},
    values: ChangedValues = {},
  ): Documented {
    if (type.startsWith("pulumi:providers:"))
      return { replaces: "no", sentence: "a provider is updated in place" };
    const part = replacedPart(type, keys, values);
    if (part !== undefined) {
      const known = knownReplacement("aws:ec2/subnet:Subnet", "cidrBlock");
      return {
        replaces: "yes",
        sentence: `cidrBlock of a subnet: ${known?.sentence}`,
        file: known?.file,
        part,
      };
    }
    const known = knownReplacement(type, keys[0] ?? "");
    if (known?.replaces === "no" && kindOf(type, inputs) === "application") return known;
    const found = this.#inSdk(type, keys, kindOf(type, inputs));
    if (found.replaces !== "not documented") return found;
    if (!type.startsWith("kubernetes:")) {
      return known?.replaces === "yes" ? known : (replacedByProvider(type, keys) ?? found);
    }
    return replacesObject(type, keys)
      ? { replaces: "yes", sentence: "forces a new object", file: kubernetesSource }
      : { replaces: "no", file: kubernetesSource };
  }

  #inSdk(type: string, keys: readonly string[], kind: string | undefined): Documented {
    const question = JSON.stringify([type, keys, kind]);
    const answer = this.#found.get(question) ?? this.#searchSdk(type, keys, kind);
    this.#found.set(question, answer);
    return answer;
  }

  #searchSdk(type: string, keys: readonly string[], kind: string | undefined): Documented {
    const [provider = "", module = "", name = ""] = type.split(":");
    const root = this.#rootOf(provider);
    if (root === undefined || name === "") return { replaces: "not documented" };
    const path = declarationOf(provider, module, name);
    const text = this.#read(join(root, path));
    const args = text && interfaceIn(text, `export interface ${name}Args {`);
    if (!args) return { replaces: "not documented" };
    const file = `node_modules/@pulumi/${provider}/${path}`;
    return this.#follow(args, keys, { root, provider, file, kind }) ?? { replaces: "not documented", file };
  }

  #follow(
    declared: string,
    [key, ...rest]: readonly string[],
    at: { root: string; provider: string; file: string; kind?: string },
  ): Documented | undefined {
    if (key === undefined) return undefined;
    if (key.startsWith("[")) return this.#follow(declared, rest, at);
    // What it says about pods holds for pods, not for the templates that they are made from.
    if (at.provider === "kubernetes" && key === "template") return undefined;
    const property = propertyIn(declared, key);
    if (property === undefined) return undefined;
    const said = sentenceIn(property.comment, at.provider, at.kind);
    if (said !== undefined) return { ...said, file: at.file };
    const [, nested] = /\binputs\.([\w.]+)/.exec(property.type) ?? [];
    if (nested === undefined || rest.length === 0) return undefined;
    const text = this.#read(join(at.root, "types", "input.d.ts"));
    const inside = text && interfaceAt(text, nested.split("."));
    const file = `node_modules/@pulumi/${at.provider}/types/input.d.ts`;
    return inside ? this.#follow(inside, rest, { ...at, file }) : undefined;
  }

  #rootOf(provider: string): string | undefined {
    try {
      return dirname(this.#require.resolve(`@pulumi/${provider}/package.json`));
    } catch {
      return undefined;
    }
  }

  #read(path: string): string {
    const text = this.#files.get(path) ?? (existsSync(path) ? readFileSync(path, "utf8") : "");
    this.#files.set(path, text);
    return text;
  }
}

/** Which kind of its type a resource is, where the documentation speaks of each kind on its own. */
function kindOf(type: string, inputs: PropertyMap): string | undefined {
  if (type !== "aws:lb/loadBalancer:LoadBalancer") return undefined;
  const { loadBalancerType: kind } = inputs;
  return typeof kind === "string" ? kind : kind === undefined ? "application" : undefined;
}

/** "ecr/repository.d.ts" of aws:ecr/repository:Repository, "apps/v1/deployment.d.ts" of kubernetes:apps/v1:Deployment. */
function declarationOf(provider: string, module: string, name: string): string {
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}.d.ts`;
  if (module === "index") return file;
  if (module.startsWith("index/")) return file;
  return provider === "kubernetes" || !module.includes("/")
    ? join(module, file)
    : join(module.slice(0, module.lastIndexOf("/")), file);
}

function interfaceIn(text: string, heading: string, from = 0): string | undefined {
  const start = text.indexOf(heading, from);
  if (start < 0) return undefined;
  const lineStart = text.lastIndexOf("\n", start) + 1;
  const indentation = /^ */.exec(text.slice(lineStart, start))?.[0] ?? "";
  const end = text.indexOf(`\n${indentation}}`, start);
  return text.slice(start, end < 0 ? undefined : end);
}

/** The interface `ecr.RepositoryEncryptionConfiguration`, inside of its namespaces. */
function interfaceAt(text: string, path: string[]): string | undefined {
  let from = 0;
  for (const namespace of path.slice(0, -1)) {
    from = text.indexOf(`namespace ${namespace} {`, from);
    if (from < 0) return undefined;
  }
  return interfaceIn(text, `interface ${path.at(-1)} {`, from);
}

function propertyIn(declared: string, name: string): { comment: string; type: string } | undefined {
  const found = new RegExp(`(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*)?\\n?\\s*\\b${name}\\??:([^;]*);`).exec(
    declared,
  );
  return found ? { comment: found[1] ?? "", type: found[2] ?? "" } : undefined;
}

function sentenceIn(
  comment: string,
  provider: string,
  kind: string | undefined,
): Pick<Documented, "replaces" | "sentence"> | undefined {
  const text = comment.replace(/^\s*\* ?/gm, "").replace(/\s+/g, " ");
  const patterns = provider === "kubernetes" ? saysOfKubernetes : says;
  const sentences = text.split(/(?<=[.)]) (?=[A-Z(*`])/).map((sentence) => sentence.trim());
  const sentence = sentences.find(
    (each) => patterns.some((pattern) => pattern.test(each)) && !isAboutDeployments.test(each),
  );
  if (sentence === undefined || (kind !== undefined && isAboutOthers(sentence, kind))) return undefined;
  return { replaces: isConditional.test(sentence) ? "perhaps" : "yes", sentence };
}

/** Whether a sentence speaks of other kinds of a resource alone: "for load balancers of type `network`". */
function isAboutOthers(sentence: string, kind: string): boolean {
  const kinds = [...sentence.matchAll(/\bof type `(\w+)`/g)].map(([, name]) => name);
  return kinds.length > 0 && !kinds.includes(kind);
}
