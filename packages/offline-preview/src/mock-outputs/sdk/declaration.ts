/** A type as a provider's SDK declares it, as far as mock outputs need it. */
export type Declared =
  | { kind: "string" | "number" | "boolean" | "map" | "other" }
  | { kind: "literal"; value: string }
  | { kind: "list"; items: Declared }
  | { kind: "object"; members: Member[] }
  /** A class or an interface, by its path such as outputs.s3.BucketVersioning. */
  | { kind: "reference"; path: string[] };

/** A property of a class or an interface. */
export interface Member {
  name: string;
  /** Whether it may be left out, or be undefined. */
  optional: boolean;
  type: Declared;
}

/**
 * The properties of the class or interface whose body starts at `start`, just after the brace. Methods are left out.
 * Understands what TypeScript writes into declaration files, no more.
 */
export function readMembers(text: string, start = 0): Member[] {
  return new Reader(text, start).members();
}

/** Blanks and comments; then a word, a text in quotes, or any other character. */
const token =
  /(?:\s|\/\*[^*]*\*+(?:[^*/][^*]*\*+)*\/|\/\/[^\n]*)*(?:([\w$]+)|"((?:[^"\\]|\\[\s\S])*)"?|([\s\S]))?/y;

const modifiers = new Set(["readonly", "static", "public", "private", "protected", "declare", "abstract"]);

class Reader {
  #word: string | undefined;
  #quoted: string | undefined;
  #sign: string | undefined;

  constructor(
    private readonly text: string,
    private at: number,
  ) {
    this.#next();
  }

  members(): Member[] {
    const members: Member[] = [];
    while (this.#sign !== "}" && !this.#isAtEnd) {
      const member = this.#member();
      if (member !== undefined) members.push(member);
    }
    this.#next();
    return members;
  }

  #member(): Member | undefined {
    while (this.#word !== undefined && modifiers.has(this.#word)) this.#next();
    const name = this.#word ?? this.#quoted;
    if (name !== undefined) this.#next();
    const mayBeAbsent = this.#take("?");
    if (name === undefined || !this.#take(":")) return this.#skipMember();
    const { type, optional } = this.#union();
    this.#take(";");
    return { name, optional: optional || mayBeAbsent, type };
  }

  /** A method, a constructor, an accessor or an index signature. */
  #skipMember(): undefined {
    let depth = 0;
    while (!this.#isAtEnd && (depth > 0 || (this.#sign !== ";" && this.#sign !== "}"))) {
      if (this.#sign !== undefined && "([{".includes(this.#sign)) depth++;
      if (this.#sign !== undefined && ")]}".includes(this.#sign)) depth--;
      this.#next();
    }
    this.#take(";");
  }

  #union(): { type: Declared; optional: boolean } {
    const types: Declared[] = [];
    let optional = false;
    do {
      if (this.#isWord("undefined") || this.#isWord("null")) {
        optional = true;
        this.#next();
      } else if (this.#sign !== "|") types.push(this.#list());
    } while (this.#take("|"));
    const [first = other] = types;
    const text = types.find(({ kind }) => kind === "string");
    const isOne = types.length === 1 || types.every(({ kind }) => kind === "literal");
    return { type: text ?? (isOne ? first : other), optional };
  }

  #list(): Declared {
    let type = this.#single();
    while (this.#take("[")) {
      this.#take("]");
      type = { kind: "list", items: type };
    }
    return type;
  }

  #single(): Declared {
    if (this.#quoted !== undefined) {
      const value = this.#quoted;
      this.#next();
      return { kind: "literal", value };
    }
    if (this.#take("{")) {
      const isMap = this.#sign === "[";
      const members = this.members();
      return isMap ? { kind: "map" } : { kind: "object", members };
    }
    if (this.#take("(")) {
      const { type } = this.#union();
      this.#take(")");
      return type;
    }
    return this.#named();
  }

  #named(): Declared {
    const path: string[] = [];
    do {
      if (this.#word === undefined) {
        this.#next();
        return other;
      }
      path.push(this.#word);
      this.#next();
    } while (this.#take("."));
    const argument = this.#take("<") ? this.#argument() : undefined;
    const name = path.join(".");
    if (name === "pulumi.Output" || name === "Output") return argument ?? other;
    if (name === "string" || name === "number" || name === "boolean") return { kind: name };
    return { kind: "reference", path };
  }

  #argument(): Declared {
    const { type, optional } = this.#union();
    while (!this.#take(">") && !this.#isAtEnd) this.#next();
    // An output that may be undefined counts as an optional property.
    return optional ? other : type;
  }

  #isWord(word: string): boolean {
    return this.#word === word;
  }

  get #isAtEnd(): boolean {
    return this.#word === undefined && this.#quoted === undefined && this.#sign === undefined;
  }

  #take(sign: string): boolean {
    const isThere = this.#sign === sign;
    if (isThere) this.#next();
    return isThere;
  }

  #next(): void {
    token.lastIndex = this.at;
    const found = token.exec(this.text);
    this.at = token.lastIndex;
    [, this.#word, this.#quoted, this.#sign] = found ?? [];
  }
}

const other: Declared = { kind: "other" };
