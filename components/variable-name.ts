/** UPLOADS_EVENTS for uploads-events: what the variables that name a service or data begin with, the same on every platform. */
export function variablePrefix(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}
