import { describeTransitions, type Transition } from "./section";

const transitions: Transition[] = [
  {
    title: "a namespace",
    from: {},
    to: {
      registry: {
        namespace: "acme/shop",
      },
    },
    there: {
      does: ["LifecyclePolicy replace", "Repository replace", "TaskDefinition new revision"],
      costs: ["Repository: its images"],
    },
  },
  {
    title: "a namespace in prod",
    from: {
      tier: "prod",
    },
    to: {
      registry: {
        namespace: "acme/shop",
      },
      tier: "prod",
    },
    there: {
      does: ["LifecyclePolicy replace", "Repository replace", "TaskDefinition new revision"],
      costs: ["Repository: its images"],
      refused: ["delete Repository: cannot be deleted because it is protected"],
      way: [
        {
          tier: "prod",
          protection: false,
        },
      ],
    },
    back: {
      does: ["LifecyclePolicy replace", "Repository replace", "TaskDefinition new revision"],
      costs: ["Repository: its images"],
      refused: ["delete Repository: cannot be deleted because it is protected"],
      way: [
        {
          registry: {
            namespace: "acme/shop",
          },
          tier: "prod",
          protection: false,
        },
      ],
    },
  },
  {
    title: "no scanning",
    from: {},
    to: {
      registry: {
        scanning: "off",
      },
    },
    there: {
      does: ["Repository update"],
    },
  },
  {
    title: "enhanced scanning of the whole registry",
    from: {},
    to: {
      registry: {
        scanning: "enhanced",
        manageRegistrySettings: true,
        scanFrequency: "continuous",
        scanFilters: ["acme*"],
      },
    },
    there: {
      does: ["RegistryScanningConfiguration create"],
    },
    back: {
      does: ["RegistryScanningConfiguration delete"],
    },
  },
  {
    title: "replication",
    from: {
      registry: {
        namespace: "acme",
      },
    },
    to: {
      registry: {
        namespace: "acme",
        manageRegistrySettings: true,
        replicateTo: ["eu-west-1"],
      },
    },
    there: {
      does: ["ReplicationConfiguration create", "RepositoryCreationTemplate create"],
    },
    back: {
      does: ["ReplicationConfiguration delete", "RepositoryCreationTemplate delete"],
      costs: ["Key: everything encrypted with it, which nobody can read any more"],
    },
  },
  {
    title: "another destination of replication",
    from: {
      registry: {
        namespace: "acme",
        manageRegistrySettings: true,
        replicateTo: ["eu-west-1"],
      },
    },
    to: {
      registry: {
        namespace: "acme",
        manageRegistrySettings: true,
        replicateTo: ["eu-central-1"],
      },
    },
    there: {
      does: [
        "ReplicationConfiguration update",
        "RepositoryCreationTemplate create",
        "RepositoryCreationTemplate delete",
      ],
      costs: ["Key: everything encrypted with it, which nobody can read any more"],
    },
  },
  {
    title: "replication from another account",
    from: {
      registry: {
        namespace: "acme",
      },
    },
    to: {
      registry: {
        namespace: "acme",
        manageRegistrySettings: true,
        allowReplicationFrom: {
          accounts: ["111122223333"],
          namespaces: ["acme"],
        },
      },
    },
    there: {
      does: ["RegistryPolicy create", "RepositoryCreationTemplate create"],
    },
    back: {
      does: ["RegistryPolicy delete", "RepositoryCreationTemplate delete"],
      costs: ["Key: everything encrypted with it, which nobody can read any more"],
    },
  },
  {
    title: "accounts and organizations that pull",
    from: {},
    to: {
      registry: {
        pullAccounts: ["111122223333"],
        pullOrganizations: ["o-a1b2c3d4e5"],
      },
    },
    there: {
      does: ["RepositoryPolicy create"],
    },
    back: {
      does: ["RepositoryPolicy delete"],
    },
  },
  {
    title: "images for Lambda",
    from: {},
    to: {
      registry: {
        pullByLambda: true,
      },
    },
    there: {
      does: ["RepositoryPolicy create"],
    },
    back: {
      does: ["RepositoryPolicy delete"],
    },
  },
  {
    title: "a stack that takes images over",
    from: {},
    to: {
      registry: {
        promotedTo: ["acme/shop/prod"],
      },
    },
    there: {},
  },
  {
    title: "a cache with credentials",
    from: {},
    to: {
      registry: {
        caches: {
          "ecr-public": {},
          "docker-hub": {
            credentialsArn:
              "arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache/hub-AbCdEf",
          },
          github: {
            credentialsArn:
              "arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache/github-AbCdEf",
          },
        },
      },
    },
    there: {
      does: ["PullThroughCacheRule create", "RepositoryCreationTemplate create"],
    },
    back: {
      does: ["PullThroughCacheRule delete", "RepositoryCreationTemplate delete"],
    },
  },
  {
    title: "a public repository",
    from: {},
    to: {
      registry: {
        publicRepositories: {
          shop: {
            description: "Shop",
            about: "A",
            usage: "B",
            architectures: ["ARM 64"],
            operatingSystems: ["Linux"],
          },
        },
      },
    },
    there: {
      does: ["Repository create"],
    },
    back: {
      does: ["Repository delete"],
      costs: ["Repository: its images"],
    },
  },
  {
    title: "fewer images",
    from: {},
    to: {
      registry: {
        keepImages: 10,
        expireUntaggedAfterDays: 3,
      },
    },
    there: {
      does: ["LifecyclePolicy replace"],
    },
  },
  {
    title: "images for a time",
    from: {},
    to: {
      registry: {
        expireAfterDays: 90,
      },
    },
    there: {
      does: ["LifecyclePolicy replace"],
    },
  },
  {
    title: "an archive",
    from: {},
    to: {
      registry: {
        archiveAfterDays: 30,
        expireArchivedAfterDays: 120,
      },
    },
    there: {
      does: ["LifecyclePolicy replace"],
    },
  },
  {
    title: "rules by tag",
    from: {},
    to: {
      registry: {
        tagRules: [
          {
            pattern: "pr-*",
            expireAfterDays: 14,
          },
          {
            pattern: "v*",
            keepImages: 100,
          },
        ],
      },
    },
    there: {
      does: ["LifecyclePolicy replace"],
    },
  },
  {
    title: "encryption without a key",
    from: {},
    to: {
      registry: {
        encryption: "aes256",
      },
    },
    there: {
      does: ["Key delete", "LifecyclePolicy replace", "Repository replace", "TaskDefinition new revision"],
      costs: ["Key: everything encrypted with it, which nobody can read any more", "Repository: its images"],
    },
    back: {
      does: ["Key create", "LifecyclePolicy replace", "Repository replace", "TaskDefinition new revision"],
      costs: ["Repository: its images"],
    },
  },
  {
    title: "encryption without a key in prod",
    from: {
      tier: "prod",
    },
    to: {
      registry: {
        encryption: "aes256",
      },
      tier: "prod",
    },
    there: {
      does: ["Key delete", "LifecyclePolicy replace", "Repository replace", "TaskDefinition new revision"],
      costs: ["Key: everything encrypted with it, which nobody can read any more", "Repository: its images"],
      refused: [
        "delete Key: cannot be deleted because it is protected",
        "delete Repository: cannot be deleted because it is protected",
      ],
      way: [
        {
          tier: "prod",
          protection: false,
        },
      ],
    },
    back: {
      does: ["Key create", "LifecyclePolicy replace", "Repository replace", "TaskDefinition new revision"],
      costs: ["Repository: its images"],
      refused: ["delete Repository: cannot be deleted because it is protected"],
      way: [
        {
          registry: {
            encryption: "aes256",
          },
          tier: "prod",
          protection: false,
        },
      ],
    },
  },
];

describeTransitions("registry", transitions);
