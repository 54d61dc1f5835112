import { existsSync, readFileSync } from "node:fs";
import { type Document, isCollection, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { Place } from "./place";
import { type Mention, settingsIn } from "./setting-mentions";

/** Where the settings of a stack stand in its file. */
export class StackFilePlaces {
  readonly #lines = new LineCounter();
  readonly #document: Document | undefined;

  /** `project` is the namespace of the program's own settings. */
  constructor(
    readonly file: string | undefined,
    private readonly project: string,
  ) {
    if (file === undefined || !existsSync(file)) return;
    const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: this.#lines, merge: true });
    if (document.errors.length === 0) this.#document = document;
  }

  /**
   * The place of the first setting that `message` names: its own line, else that of what it would stand in.
   *
   * @param names what `<name>` in a message may stand for: the resource and the components that it is in.
   */
  ofMessage(message: string, names: readonly string[] = []): Place | undefined {
    return settingsIn(message)
      .filter(({ key }) => this.#knows(key))
      .map((mention) => this.#ofSetting(mention, names))
      .find((place) => place !== undefined);
  }

  /** The line of `config`, for what belongs to the stack and to no setting. */
  get start(): Place | undefined {
    return this.file === undefined ? undefined : (this.#at(["config"]) ?? { file: this.file, line: 1 });
  }

  #knows(key: string): boolean {
    return key.startsWith(`${this.project}:`) || this.#document?.hasIn(["config", key]) === true;
  }

  #ofSetting({ key, path }: Mention, names: readonly string[]): Place | undefined {
    let found: (string | number)[] = ["config", key];
    if (this.#at(found) === undefined) return this.start;
    for (const step of path) {
      const next = typeof step === "string" && step.startsWith("<") ? this.#named(found, names) : step;
      if (next === undefined || this.#at([...found, next]) === undefined) break;
      found = [...found, next];
    }
    return this.#at(found);
  }

  #named(path: (string | number)[], names: readonly string[]): string | undefined {
    return names.find((name) => this.#document?.hasIn([...path, name]) === true);
  }

  /** Where a key or an item begins. */
  #at(path: readonly (string | number)[]): Place | undefined {
    const last = path.at(-1);
    const parent = this.#document?.getIn(path.slice(0, -1), true);
    if (this.file === undefined || !isCollection(parent)) return undefined;
    const node = isMap(parent)
      ? parent.items.map(({ key }) => key).find((key) => isScalar(key) && key.value === last)
      : parent.items[Number(last)];
    const [start] = (isNode(node) && node.range) || [];
    if (start === undefined) return undefined;
    const { line, col } = this.#lines.linePos(start);
    return { file: this.file, line, column: col };
  }
}
