import { createUrn, packageOf, type StackName } from "../../engine/urn";
import { isMap, type PropertyMap, ResourceReference, type Value } from "../../engine/value";
import type { MockChild } from "../remote";
import type { Declared, Member } from "./declaration";
import { mockText, type Owner } from "./mock-text";
import { SdkPackage } from "./sdk-package";

/** A resource or a function, and where its types are looked up. */
interface Scope {
  owner: Owner;
  sdk: SdkPackage;
  /** Packages by the alias under which the declaration file imports them. */
  imports: ReadonlyMap<string, string>;
  /** Makes what a remote component makes; absent where that isn't asked. */
  child?: (type: string, property: string) => Value;
  /** Whether numbers and switches are filled in too, since nobody can wait for them. */
  complete: boolean;
}

/** Deeper structures are cut off: some types contain themselves. */
const deepest = 6;

/**
 * Outputs in the shape that a provider's SDK declares, for what no table knows. Only what is always there is filled in.
 * A resource's own numbers and switches stay unknown: a program branches on them, and they can't be told from real ones.
 */
export class TypedOutputs {
  readonly #packages = new Map<string, SdkPackage | undefined>();

  constructor(
    private readonly at: StackName,
    /** Folder of the program, from which its packages are found. */
    private readonly directory: string,
  ) {}

  /** Outputs and id of a resource; nothing where its SDK isn't found. `remote` says how its children are made. */
  ofResource(owner: Owner, urn: string, inputs: PropertyMap, remote?: MockChild): PropertyMap | undefined {
    const sdk = this.#package(packageOf(owner.token));
    const found = sdk?.resource(owner.token);
    if (sdk === undefined || found === undefined) return undefined;
    const child =
      remote && ((type: string, property: string) => this.#child(urn, owner, type, property, remote));
    const scope: Scope = { owner, sdk, imports: importsIn(found.file), child, complete: false };
    const outputs: PropertyMap = remote ? {} : { id: mockText("id", owner) };
    for (const { name, optional, type } of found.members) {
      if (name === "urn" || name === "id") continue;
      const value = this.#fill(name, type, inputs[name], scope, 0, optional);
      if (value !== undefined && value !== inputs[name]) outputs[name] = value;
    }
    return outputs;
  }

  /** What a function returns, its arguments among it; nothing where its SDK isn't found. */
  ofInvoke(owner: Owner, args: PropertyMap): PropertyMap | undefined {
    const sdk = this.#package(packageOf(owner.token));
    const members = sdk?.result(owner.token);
    if (sdk === undefined || members === undefined) return undefined;
    return this.#object(members, args, { owner, sdk, imports: new Map(), complete: true }, 0);
  }

  /** `given` with what is missing, or nothing where it stays unknown. */
  #fill(
    name: string,
    type: Declared,
    given: Value | undefined,
    scope: Scope,
    depth: number,
    optional: boolean,
  ): Value | undefined {
    if (given !== undefined && given !== null) return this.#filledUp(name, type, given, scope, depth);
    return optional || depth > deepest ? undefined : this.#made(name, type, scope, depth);
  }

  /** What the program gave, with the parts that only the provider adds. */
  #filledUp(name: string, type: Declared, given: Value, scope: Scope, depth: number): Value | undefined {
    if (type.kind === "list" && Array.isArray(given)) {
      return given.map(
        (item, index) => this.#filledUp(`${name}-${index}`, type.items, item, scope, depth + 1) ?? item,
      );
    }
    const members = isMap(given) ? this.#membersOf(type, scope) : undefined;
    return members && isMap(given) ? this.#object(members, given, within(scope, name), depth + 1) : given;
  }

  #made(name: string, type: Declared, scope: Scope, depth: number): Value | undefined {
    const isPart = scope.complete || depth > 0;
    switch (type.kind) {
      case "string":
        return mockText(name, scope.owner);
      case "literal":
        return type.value;
      case "number":
        return isPart ? 0 : undefined;
      case "boolean":
        return isPart ? false : undefined;
      case "map":
        return isPart ? {} : undefined;
      case "list": {
        const item = this.#made(name, type.items, scope, depth);
        return item === undefined ? undefined : [item];
      }
      default: {
        const members = this.#membersOf(type, scope);
        if (members !== undefined) return this.#object(members, {}, within(scope, name), depth + 1);
        return type.kind === "reference" ? this.#resource(name, type.path, scope) : undefined;
      }
    }
  }

  #object(members: readonly Member[], given: PropertyMap, scope: Scope, depth: number): PropertyMap {
    const filled: PropertyMap = { ...given };
    for (const { name, type, optional } of members) {
      const value = this.#fill(name, type, given[name], scope, depth, optional);
      if (value !== undefined) filled[name] = value;
    }
    return filled;
  }

  #membersOf(type: Declared, { sdk }: Scope): readonly Member[] | undefined {
    if (type.kind === "object") return type.members;
    return type.kind === "reference" && type.path[0] === "outputs"
      ? sdk.outputType(type.path.slice(1))
      : undefined;
  }

  /** A resource that a remote component hands out. */
  #resource(property: string, [alias = "", ...path]: readonly string[], scope: Scope): Value | undefined {
    const packageName = scope.imports.get(alias);
    const token = packageName === undefined ? undefined : this.#package(packageName)?.token(path);
    return token === undefined ? undefined : scope.child?.(token, property);
  }

  /** Its name in the component is the plugin's affair: the component's and the property's are as good. */
  #child(parent: string, { name }: Owner, type: string, property: string, make: MockChild): Value {
    const urn = createUrn(this.at, parent, type, `${name}-${property}`);
    return new ResourceReference(urn, make(urn).id);
  }

  #package(name: string): SdkPackage | undefined {
    if (!this.#packages.has(name)) this.#packages.set(name, SdkPackage.find(name, this.directory));
    return this.#packages.get(name);
  }
}

/** The scope of a property's own properties, whose values are others. */
function within(scope: Scope, property: string): Scope {
  return { ...scope, owner: { ...scope.owner, seed: `${scope.owner.seed}#${property}` } };
}

/** `import * as pulumiAws from "@pulumi/aws"` names the package aws. */
function importsIn(declarationFile: string): Map<string, string> {
  const imports = declarationFile.matchAll(/^import \* as (\w+) from "@pulumi\/([\w-]+)";/gm);
  return new Map([...imports].map(([, alias = "", name = ""]) => [alias, name]));
}
