import type { Transition } from "../section";
import { webWith } from "../stack";

/** Changes of the image that a service runs. */
export const imageTransitions: Transition[] = [
  {
    title: "an architecture",
    from: {},
    to: {
      services: webWith({
        architecture: "x86_64",
      }),
    },
    there: {
      does: ["LifecyclePolicy update", "TaskDefinition new revision"],
    },
  },
  {
    title: "a Dockerfile",
    from: {},
    to: {
      services: webWith({
        dockerfile: "other.Dockerfile",
      }),
    },
    there: {
      does: ["LifecyclePolicy update", "TaskDefinition new revision"],
    },
  },
  {
    title: "a stage",
    from: {},
    to: {
      services: webWith({
        target: "site",
      }),
    },
    there: {
      does: ["LifecyclePolicy update", "TaskDefinition new revision"],
    },
  },
  {
    title: "a build argument",
    from: {},
    to: {
      services: webWith({
        buildArgs: {
          COLOUR: "red",
        },
      }),
    },
    there: {
      does: ["LifecyclePolicy update", "TaskDefinition new revision"],
    },
  },
  {
    title: "a larger source",
    from: {},
    to: {
      services: webWith({
        maxSourceMegabytes: 600,
      }),
    },
    there: {},
  },
  {
    title: "an existing image",
    from: {},
    to: {
      services: {
        web: {
          image:
            "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        },
      },
    },
    there: {
      does: ["LifecyclePolicy delete", "Repository delete", "TaskDefinition new revision"],
      costs: ["Key: everything encrypted with it, which nobody can read any more", "Repository: its images"],
    },
    back: {
      does: ["LifecyclePolicy create", "Repository create", "TaskDefinition new revision"],
    },
  },
  {
    title: "another stack's image",
    from: {},
    to: {
      services: {
        web: {
          imageFrom: {
            stack: "acme/shop/dev",
            service: "web",
          },
        },
      },
    },
    there: {
      does: ["LifecyclePolicy delete", "Repository delete", "TaskDefinition new revision"],
      costs: ["Key: everything encrypted with it, which nobody can read any more", "Repository: its images"],
    },
    back: {
      does: ["LifecyclePolicy create", "Repository create", "TaskDefinition new revision"],
    },
  },
];
