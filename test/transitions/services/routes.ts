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
    title: "a route with the computed priority of another",
    from: { platforms: ["ecs"], services: webWith({ routes: [{ path: "/emails/*" }] }) },
    to: {
      platforms: ["ecs"],
      services: webWith({ routes: [{ path: "/emails/*" }, { path: "/basket/*" }] }),
    },
    there: { does: ["ListenerRule create", "ListenerRule update"], not: ["ListenerRule replace"] },
    back: { does: ["ListenerRule delete", "ListenerRule update"], not: ["ListenerRule replace"] },
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
