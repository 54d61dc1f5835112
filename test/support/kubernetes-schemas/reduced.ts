/** A schema without descriptions, formats, status and null: a component leaves out what it doesn't set. */
export function reduced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reduced);
  if (typeof value !== "object" || value === null) return value;
  // But a definition's subresources, of which one is called status.
  const entries = Object.entries(value).filter(
    ([key, inner]) =>
      !(key === "description" && typeof inner === "string") &&
      !(key === "status" && typeof inner === "object" && !("scale" in value)) &&
      !(key.startsWith("x-kubernetes-") && !isField(inner)) &&
      key !== "format",
  );
  return Object.fromEntries(
    entries.map(([key, inner]) => [
      key,
      key === "type" && Array.isArray(inner) ? withoutNull(inner) : reduced(inner),
    ]),
  );
}

/** Schemas of definitions have fields of these names. */
function isField(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutNull(types: readonly unknown[]): unknown {
  const [only, ...others] = types.filter((type) => type !== "null");
  return others.length === 0 ? only : [only, ...others];
}
