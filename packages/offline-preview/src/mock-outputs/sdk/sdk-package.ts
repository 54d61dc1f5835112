import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Member, readMembers } from "./declaration";

/** Packages that were read, by their folder: one process makes many plans. */
const read = new Map<string, { package: SdkPackage; installed: number }>();

/** What a resource's declaration says. */
interface DeclaredResource {
  members: Member[];
  file: string;
}

/** The installed SDK of a provider, by its declaration files, each of which is read once. */
export class SdkPackage {
  readonly #files = new Map<string, string[]>();
  readonly #resources = new Map<string, [DeclaredResource | undefined]>();
  readonly #results = new Map<string, [Member[] | undefined]>();
  readonly #outputTypes = new Map<string, [Member[] | undefined]>();
  #outputs: Buffer | undefined;

  private constructor(
    /** Folder of the declaration files. */
    private readonly folder: string,
    /** Name of the package in tokens, such as aws. */
    readonly name: string,
  ) {}

  /** The SDK of the provider called `name` that a program in `directory` uses, or nothing where none is installed. */
  static find(name: string, directory: string): SdkPackage | undefined {
    for (const modules of nodeModules(directory)) {
      for (const candidate of [`@pulumi/${name}`, `@pulumiverse/${name}`, `pulumi-${name}`, name]) {
        const folder = join(modules, candidate);
        const declarations = [folder, join(folder, "bin")].find((each) =>
          existsSync(join(each, "index.d.ts")),
        );
        if (declarations !== undefined) return SdkPackage.#in(declarations, name);
      }
    }
    return undefined;
  }

  /** The package in a folder; read again where another version was installed meanwhile. */
  static #in(folder: string, name: string): SdkPackage {
    const installed = statSync(join(folder, "index.d.ts")).mtimeMs;
    const known = read.get(folder);
    if (known?.installed === installed) return known.package;
    const found = new SdkPackage(folder, name);
    read.set(folder, { package: found, installed });
    return found;
  }

  /** The outputs of the class behind a resource's type token, and where it is declared. */
  resource(token: string): DeclaredResource | undefined {
    return once(this.#resources, token, () => this.#readResource(token));
  }

  /** What a function returns, by its token. */
  result(token: string): Member[] | undefined {
    return once(this.#results, token, () => this.#readResult(token));
  }

  /** The properties of an output type, such as ["s3", "BucketVersioning"] of outputs.s3.BucketVersioning. */
  outputType(path: readonly string[]): Member[] | undefined {
    return once(this.#outputTypes, path.join("."), () => this.#readOutputType(path));
  }

  #readResource(token: string): DeclaredResource | undefined {
    const [, module = "", name = ""] = token.split(":");
    const file = this.#declarationFile(module, name);
    if (file === undefined) return undefined;
    const text = readFileSync(file, "utf8");
    const members = membersAfter(text, `export declare class ${name} extends `);
    return members && { members, file: text };
  }

  #readResult(token: string): Member[] | undefined {
    const [, module = "", name = ""] = token.split(":");
    const file = this.#declarationFile(module, name);
    const result = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Result`;
    return file === undefined
      ? undefined
      : membersAfter(readFileSync(file, "utf8"), `export interface ${result} `);
  }

  #readOutputType(path: readonly string[]): Member[] | undefined {
    const file = join(this.folder, "types", "output.d.ts");
    this.#outputs ??= existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    const start = path.reduce((from, part, index) => {
      const isLast = index === path.length - 1;
      return from === -1
        ? -1
        : (this.#outputs?.indexOf(`${isLast ? "interface" : "namespace"} ${part} {`, from) ?? -1);
    }, 0);
    if (start === -1) return undefined;
    const body = this.#outputs.indexOf("{", start) + 1;
    const line = this.#outputs.toString("utf8", this.#outputs.lastIndexOf("\n", start) + 1, start);
    const indentation = line.slice(0, line.length - line.trimStart().length);
    const end = this.#outputs.indexOf(`\n${indentation}}`, body);
    return readMembers(this.#outputs.toString("utf8", body, end === -1 ? undefined : end));
  }

  /** The type token of a class, by its path in the package such as ["ecs", "Service"]. */
  token(path: readonly string[]): string | undefined {
    const name = path.at(-1) ?? "";
    const module = path.slice(0, -1).join("/") || "index";
    const file = this.#declarationFile(module, name)?.replace(/\.d\.ts$/, ".js");
    const [, token] = file && existsSync(file) ? (typeToken.exec(readFileSync(file, "utf8")) ?? []) : [];
    return token;
  }

  /** Modules are folders, except that bridged providers name the file too: ecr/repository. */
  #declarationFile(module: string, name: string): string | undefined {
    const wanted = `${name}.d.ts`.toLowerCase();
    for (const each of [module, dirname(module)]) {
      const folder = each === "index" ? "." : each;
      const found = this.#filesIn(folder).find((file) => file.toLowerCase() === wanted);
      if (found !== undefined) return join(this.folder, folder, found);
    }
    return undefined;
  }

  #filesIn(folder: string): string[] {
    const path = join(this.folder, folder);
    const files = this.#files.get(folder) ?? (existsSync(path) ? readdirSync(path) : []);
    this.#files.set(folder, files);
    return files;
  }
}

const typeToken = /__pulumiType = ['"]([^'"]+)['"]/;

/** What `known` has under `key`; made the first time. */
function once<Value>(known: Map<string, [Value]>, key: string, make: () => Value): Value {
  const entry = known.get(key) ?? [make()];
  known.set(key, entry);
  return entry[0];
}

function membersAfter(text: string, declaration: string): Member[] | undefined {
  const start = text.indexOf(declaration);
  return start === -1 ? undefined : readMembers(text, text.indexOf("{", start) + 1);
}

function nodeModules(directory: string): string[] {
  const parent = dirname(directory);
  return [join(directory, "node_modules"), ...(parent === directory ? [] : nodeModules(parent))];
}
