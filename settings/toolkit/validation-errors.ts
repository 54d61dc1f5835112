import * as pulumi from "@pulumi/pulumi";
import { formatPath, isWithin, type Path } from "./path";
import { isPlainMap } from "./plain-map";

/** Collects every error in a stack's settings, so that they are reported together. */
export class ValidationErrors {
  private readonly errors: { path: Path; text: string }[] = [];
  private readonly closed: Path[] = [];

  /** @param isSecret Whether the value at a path comes from a secret key, so that no message may contain it. */
  constructor(public readonly isSecret: (path: Path) => boolean) {}

  /** A value as messages show it: `[secret]` where it comes from a secret key. */
  format(path: Path, value: unknown): string {
    return this.isSecret(path) ? "[secret]" : formatValue(value);
  }

  /** Adds an error about the value at `path`. `text` continues the sentence that the path begins. */
  add(path: Path, text: string): void {
    if (this.closed.some((outer) => isWithin(path, outer))) return;
    const same = this.errors.some(
      (error) => error.text === text && formatPath(error.path) === formatPath(path),
    );
    if (!same) this.errors.push({ path, text });
  }

  /** Adds an error about everything at `path`; no error about a part of it is reported any more. */
  addForAll(path: Path, text: string): void {
    this.add(path, text);
    this.closed.push(path);
  }

  /** Whether there is an error at, below or above `path`, so that a further check would mislead. */
  has(path: Path): boolean {
    return this.errors.some((error) => isWithin(error.path, path) || isWithin(path, error.path));
  }

  /** @throws pulumi.RunError, which Pulumi prints without a stack trace, that lists every error by its path. */
  throwIfAny(): void {
    if (this.errors.length === 0) return;
    const lines = this.errors.map(({ path, text }) => `  ${formatPath(path)} ${text}`);
    const count = lines.length === 1 ? "1 error" : `${lines.length} errors`;
    const sorted = lines.sort((one, other) => (one < other ? -1 : 1)).join("\n");
    throw new pulumi.RunError(
      `${count} in the settings of stack ${pulumi.getStack()}; nothing has been registered:\n${sorted}`,
    );
  }
}

/** A value as messages show it. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "empty";
  if (typeof value === "string") {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  }
  return isPlainMap(value) ? (Object.keys(value).length === 0 ? "an empty map" : "a map") : String(value);
}
