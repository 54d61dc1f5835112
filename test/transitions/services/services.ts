import type { Transition } from "../section";
import { web, webWith } from "../stack";

const { source } = web;

/** Services that come, go, move or get another name. */
export const serviceTransitions: Transition[] = [
  {
    title: "a second service",
    from: {
      services: webWith({
        routes: [
          {
            path: "/*",
          },
        ],
      }),
    },
    to: {
      services: {
        web: {
          source,
          routes: [
            {
              path: "/*",
            },
          ],
        },
        api: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
          routes: [
            {
              path: "/api/*",
            },
          ],
        },
      },
    },
    there: {
      does: ["ListenerRule create", "TaskDefinition create"],
    },
    back: {
      does: ["ListenerRule delete", "TaskDefinition delete"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "the only service beside a job",
    from: { jobs: { report: { source } } },
    to: { services: {}, jobs: { report: { source } } },
    there: {
      does: ["Service delete", "LoadBalancer delete"],
      not: ["Cluster replace", "StateMachine replace"],
      costs: ["LogGroup: its logs", "Repository: its images"],
    },
    back: { does: ["Service create", "LoadBalancer create"] },
  },
  {
    title: "a second service in prod",
    from: {
      services: webWith({
        routes: [
          {
            path: "/*",
          },
        ],
      }),
      tier: "prod",
    },
    to: {
      tier: "prod",
      services: {
        web: {
          source,
          routes: [
            {
              path: "/*",
            },
          ],
        },
        api: {
          source,
          routes: [
            {
              path: "/api/*",
            },
          ],
        },
      },
    },
    there: {
      does: ["ListenerRule create", "Repository create", "TaskDefinition create"],
    },
    back: {
      does: ["ListenerRule delete", "Repository delete", "TaskDefinition delete"],
      costs: ["LogGroup: its logs", "Repository: its images"],
      refused: ["delete Repository: cannot be deleted because it is protected"],
      way: [
        {
          tier: "prod",
          services: {
            web: {
              source,
              routes: [
                {
                  path: "/*",
                },
              ],
            },
            api: {
              source,
              routes: [
                {
                  path: "/api/*",
                },
              ],
            },
          },
          protection: false,
        },
      ],
    },
  },
  {
    title: "another name",
    from: {},
    to: {
      services: {
        shop: {
          source,
        },
      },
    },
    there: {
      does: [
        "ListenerRule update",
        "Repository create",
        "Repository delete",
        "TaskDefinition create",
        "TaskDefinition delete",
      ],
      costs: ["LogGroup: its logs", "Repository: its images"],
    },
  },
  {
    title: "a name longer than a target group has room for",
    from: {},
    to: { services: { "notification-dispatcher-for-text-message": { source } } },
    there: {
      does: [
        "ListenerRule update",
        "Repository create",
        "TargetGroup create",
        "TargetGroup delete",
        "TaskDefinition create",
      ],
      costs: ["LogGroup: its logs", "Repository: its images"],
    },
  },
  {
    title: "one platform of two",
    from: {
      platforms: ["ecs", "eks"],
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
      platforms: ["ecs", "eks"],
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
          platforms: ["ecs"],
        },
      },
    },
    there: {
      does: ["Deployment delete"],
      costs: ["LogGroup: its logs"],
    },
    back: {
      does: ["Deployment create"],
    },
  },
];
