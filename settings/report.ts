import * as pulumi from "@pulumi/pulumi";

/** Where a value stands: keys and positions from the top of the namespace; an `aws:` key is one element. */
export type Path = readonly (string | number)[];

/** Collects every mistake of a stack file, so that they are all told at once. */
export class Report {
  private readonly mistakes: { where: string; what: string }[] = [];
  private readonly closed: string[] = [];

  /** @param isSecret Whether the value at a path must not be seen. */
  constructor(public readonly isSecret: (path: Path) => boolean) {}

  /** A value as a refusal shows it; never one that comes from a secret key. */
  shown(path: Path, value: unknown): string {
    return this.isSecret(path) ? "[secret]" : shown(value);
  }

  /** Notes that the value at `path` can't be used. `what` continues the sentence that the path begins. */
  refuse(path: Path, what: string): void {
    const where = written(path);
    if (this.closed.some((outer) => within(where, outer))) {
      return;
    }
    if (!this.mistakes.some((mistake) => mistake.where === where && mistake.what === what)) {
      this.mistakes.push({ where, what });
    }
  }

  /** Refuses the whole of what stands at `path`: nothing about what is inside will be told. */
  refuseWhole(path: Path, what: string): void {
    this.refuse(path, what);
    this.closed.push(written(path));
  }

  /** Whether something at, under or above `path` is refused already, so that a rule about it would mislead. */
  refused(path: Path): boolean {
    const where = written(path);
    return this.mistakes.some((mistake) => within(mistake.where, where) || within(where, mistake.where));
  }

  /** Stops the program, without a stack trace, when there was any mistake. */
  throwIfAny(): void {
    if (this.mistakes.length === 0) {
      return;
    }
    const lines = this.mistakes
      .map(({ where, what }) => `  ${where} ${what}`)
      .sort((one, other) => (one < other ? -1 : 1));
    const count = lines.length === 1 ? "1 mistake" : `${lines.length} mistakes`;
    throw new pulumi.RunError(
      `${count} in the settings of stack ${pulumi.getStack()}; nothing has been registered:\n${lines.join("\n")}`,
    );
  }
}

/** A path as it is written in a stack file: aws-containers:services.hello.routes[0].path */
export function written(path: Path): string {
  const dotted = path.map((part, index) => {
    if (typeof part === "number") {
      return `[${part}]`;
    }
    return index === 0 ? part : `.${part}`;
  });
  const joined = dotted.join("");
  return String(path[0]).startsWith("aws:") ? joined : `aws-containers:${joined}`;
}

function within(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

/** A value as a refusal shows it. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") {
    return "empty";
  }
  if (typeof value === "string") {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  }
  return isPlainMap(value) ? (Object.keys(value).length === 0 ? "an empty map" : "a map") : String(value);
}

/** Whether a value is a map. */
export function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
