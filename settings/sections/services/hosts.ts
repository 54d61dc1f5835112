import type { RoutedHost } from "../../section";

/** A service as far as its hosts go. */
interface Routed {
  platforms?: readonly string[] | undefined;
  routes?: readonly { host?: string | undefined }[] | undefined;
}

/** The hosts of all services' routes. */
export function hostsOf(
  services: Readonly<Record<string, Routed>>,
  platforms: readonly string[],
): RoutedHost[] {
  return Object.entries(services).flatMap(([name, service]) =>
    (service.routes ?? []).flatMap(({ host }, index) =>
      host === undefined
        ? []
        : [
            {
              at: ["services", name, "routes", index, "host"],
              host,
              platforms: platforms.filter((each) => service.platforms?.includes(each) ?? true),
            },
          ],
    ),
  );
}
