import type { Transition } from "../section";
import { webWith } from "../stack";

const image =
  "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000";

/** Changes of a service's files, secrets and sidecars. */
export const filesAndSecretsTransitions: Transition[] = [
  {
    title: "the first sidecar, on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        sidecars: {
          proxy: {
            image,
            command: ["--verbose"],
            port: 9000,
            cpu: 32,
            memory: 64,
            environment: { LEVEL: "info" },
            writablePaths: ["/tmp", "/cache"],
            user: 101,
            essential: true,
            health: { command: ["/healthy"], intervalSeconds: 10, graceSeconds: 20, unhealthyThreshold: 3 },
          },
        },
      }),
    },
    there: { does: ["Deployment update", "TaskDefinition new revision"], not: ["Service replace"] },
  },
  {
    title: "the first secrets and files of a sidecar, on both platforms",
    from: { platforms: ["ecs", "eks"], services: webWith({ sidecars: { proxy: { image } } }) },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        sidecars: {
          proxy: {
            image,
            secrets: { TOKEN: "/shop/token" },
            files: {
              "/etc/proxy/b": "b",
              "/etc/proxy/a": { from: "test/transitions/fixtures/app/index.html" },
            },
          },
        },
      }),
    },
    there: {
      does: [
        "ConfigMap create",
        "Deployment update",
        "SecretProviderClass create",
        "TaskDefinition new revision",
      ],
      not: ["Service replace"],
    },
    back: {
      does: [
        "ConfigMap delete",
        "Deployment update",
        "SecretProviderClass delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "a sidecar that a replica can do without",
    from: { services: webWith({ sidecars: { proxy: { image } } }) },
    to: { services: webWith({ sidecars: { proxy: { image, essential: false } } }) },
    there: { does: ["TaskDefinition new revision"] },
  },
  {
    title: "the first files, on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({ files: { "/etc/web/config.yaml": "greeting: hello" } }),
    },
    there: { does: ["ConfigMap create", "Deployment update", "TaskDefinition new revision"] },
    back: { does: ["ConfigMap delete", "Deployment update", "TaskDefinition new revision"] },
  },
  {
    title: "files with variables, on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({ environmentFiles: ["test/transitions/fixtures/web.env"] }),
    },
    there: { does: ["Deployment update", "TaskDefinition new revision"] },
  },
  {
    title: "the first secrets on both platforms, with a restart when they rotate",
    from: { platforms: ["ecs", "eks"] },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        secrets: { TOKEN: "arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf" },
        restartOnRotation: true,
      }),
    },
    there: {
      does: [
        "AccessEntry create",
        "Addon create",
        "ClusterRoleBinding create",
        "Deployment update",
        "EventRule create",
        "PodIdentityAssociation create",
        "RoleBinding create",
        "RolePolicy update",
        "SecretProviderClass create",
        "StateMachine create",
        "TaskDefinition new revision",
      ],
    },
    back: {
      does: [
        "AccessEntry delete",
        "Addon delete",
        "ClusterRoleBinding delete",
        "Deployment update",
        "EventRule delete",
        "PodIdentityAssociation delete",
        "RoleBinding delete",
        "RolePolicy update",
        "SecretProviderClass delete",
        "StateMachine delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "secrets from elsewhere on both platforms",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({ secrets: { TOKEN: "/one" } }),
    },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({ secrets: { TOKEN: "/other" } }),
    },
    there: {
      does: [
        "Deployment update",
        "RolePolicy update",
        "SecretProviderClass replace",
        "TaskDefinition new revision",
      ],
    },
  },
];
