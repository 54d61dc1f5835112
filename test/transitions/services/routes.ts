import type { Transition } from "../section";
import { webWith } from "../stack";

/** Changes of a service's routes. */
export const routeTransitions: Transition[] = [
  {
    title: "another path",
    from: {},
    to: {
      services: webWith({
        routes: [
          {
            path: "/shop/*",
          },
        ],
      }),
    },
    there: {
      does: ["ListenerRule create", "ListenerRule delete"],
    },
  },
  {
    title: "a host",
    from: {},
    to: {
      services: webWith({
        routes: [
          {
            path: "/*",
            host: "shop.example.org",
          },
        ],
      }),
    },
    there: {
      does: ["ListenerRule create", "ListenerRule delete"],
    },
  },
  {
    title: "a priority",
    from: {},
    to: {
      services: webWith({
        routes: [
          {
            path: "/*",
            priority: 10,
          },
        ],
      }),
    },
    there: {
      does: ["ListenerRule create", "ListenerRule delete"],
    },
  },
  {
    title: "a second route",
    from: {},
    to: {
      services: webWith({
        routes: [
          {
            path: "/*",
          },
          {
            path: "/shop/*",
          },
        ],
      }),
    },
    there: {
      does: ["ListenerRule create"],
    },
    back: {
      does: ["ListenerRule delete"],
    },
  },
  {
    title: "a route whose computed priority another one has, with the one that the refusal names",
    from: { platforms: ["ecs"], services: webWith({ routes: [{ path: "/offers/*" }] }) },
    to: {
      platforms: ["ecs"],
      services: webWith({ routes: [{ path: "/guests/*", priority: 43_378 }, { path: "/offers/*" }] }),
    },
    there: { does: ["ListenerRule create"], not: ["ListenerRule replace", "ListenerRule update"] },
    back: { does: ["ListenerRule delete"], not: ["ListenerRule replace", "ListenerRule update"] },
  },
  {
    title: "priorities that were computed otherwise, as by another version of the template",
    from: {
      platforms: ["ecs"],
      services: webWith({ routes: [{ path: "/offers/*", priority: 48_496 }, { path: "/*" }] }),
    },
    to: { platforms: ["ecs"], services: webWith({ routes: [{ path: "/offers/*" }, { path: "/*" }] }) },
    there: {
      does: ["ListenerRule create", "ListenerRule delete"],
      not: ["ListenerRule replace", "Service replace", "TargetGroup replace"],
    },
  },
  {
    title: "swapped routes",
    from: {
      services: {
        a: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/a",
            },
          ],
        },
        b: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/b",
            },
          ],
        },
      },
    },
    to: {
      services: {
        a: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/b",
            },
          ],
        },
        b: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/a",
            },
          ],
        },
      },
    },
    there: {
      does: ["ListenerRule update"],
    },
  },
];
