/** Where a value is: keys and list positions from the top of the namespace. A key of another namespace is one element. */
export type Path = readonly (string | number)[];

/** The namespace of the template's own settings. */
export const namespace = "aws-containers";

/** A path as a stack file has it: aws-containers:services.hello.routes[0].path */
export function formatPath(path: Path): string {
  const joined = path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join("");
  return String(path[0]).includes(":") ? joined : `${namespace}:${joined}`;
}

/** Whether `inner` is `outer`, or below it. */
export function isWithin(inner: Path, outer: Path): boolean {
  return outer.every((part, index) => String(inner[index]) === String(part)) && inner.length >= outer.length;
}
