import { describeTransitions, type Transition } from "./section";
import { type StackSettings, web, webWith } from "./stack";

/** A service with a volume of its own in an existing cluster. */
const withStorageClass = (storageClass: string): StackSettings => ({
  platforms: ["eks"],
  services: webWith({
    exposure: "internal",
    scaling: { min: 1, max: 1 },
    volumes: { "/data": { storageGib: 20 } },
  }),
  eks: { existing: { name: "shop", storageClass } },
});

/** A service that is reached in the cluster alone, on these nodes. */
const onNodes = (eks: object): StackSettings => ({
  platforms: ["eks"],
  services: webWith({ exposure: "internal" }),
  eks,
});

/** Services of which each kind of load balancer has one, on these nodes. */
const published = (eks: object): StackSettings => ({
  platforms: ["eks"],
  services: {
    ...webWith({ routes: [{ path: "/*" }] }),
    mqtt: { ...web, protocol: "tcp", health: { port: 8080 } },
  },
  eks,
});

/** A service on the node group search. */
const named = (eks: object, capacity = "spot"): StackSettings => ({
  ...onNodes(eks),
  services: webWith({ exposure: "internal", nodeGroup: "search", capacity }),
});

/** A job that orders start. */
const onEvent = {
  invoice: { service: "web", on: { source: "com.example.shop", detailType: "OrderPlaced" } },
};

/** What a service on Fargate says. */
const onFargate = {
  exposure: "internal",
  architecture: "x86_64",
  permissions: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::uploads/*"] }],
};

const transitions: Transition[] = [
  {
    title: "another version",
    from: {
      platforms: ["eks"],
    },
    to: {
      eks: {
        version: "1.36",
      },
      platforms: ["eks"],
    },
    there: {
      does: ["Cluster update"],
    },
    back: {
      does: ["Cluster update"],
      refused: ["update Cluster: InvalidParameterException"],
    },
  },
  {
    title: "node groups in place of Auto Mode",
    from: onNodes({ compute: "auto" }),
    to: onNodes({ compute: "managed" }),
    there: {
      does: ["Addon create", "Cluster update", "Deployment update", "NodeGroup create", "NodePool delete"],
      not: ["Cluster replace", "Deployment replace", "Namespace replace"],
    },
    back: {
      does: ["Addon delete", "Cluster update", "Deployment update", "NodeGroup delete", "NodePool create"],
      not: ["Cluster replace", "Deployment replace", "Namespace replace"],
    },
  },
  {
    title: "Fargate in place of Auto Mode",
    from: { ...onNodes({ compute: "auto" }), services: webWith(onFargate) },
    to: { ...onNodes({ compute: "fargate" }), services: webWith(onFargate) },
    there: {
      does: [
        "Addon create",
        "Cluster update",
        "ConfigMap create",
        "Deployment update",
        "FargateProfile create",
        "NodePool delete",
        "OpenIdConnectProvider create",
        "Role update",
      ],
      not: ["Cluster replace", "Deployment replace", "Namespace replace", "ServiceAccount replace"],
      costs: ["LogGroup: its logs"],
    },
    back: {
      does: [
        "Cluster update",
        "ConfigMap delete",
        "DaemonSet create",
        "Deployment update",
        "FargateProfile delete",
        "NodePool create",
      ],
      not: ["Cluster replace", "Deployment replace", "Namespace replace", "ServiceAccount replace"],
      // That of the log router's configuration.
      costs: ["Namespace: everything in it"],
    },
  },
  {
    title: "node groups in place of Auto Mode, under public services",
    from: published({ compute: "auto" }),
    to: published({ compute: "managed" }),
    there: {
      refused: ["delete Ingress: timed out waiting for the condition", "update Service: Invalid"],
      costs: ["Ingress: deleted first"],
      way: [onNodes({ compute: "auto" }), onNodes({ compute: "managed" })],
    },
    back: {
      does: ["Cluster update", "Ingress replace"],
      not: ["Cluster replace", "Deployment replace", "Namespace replace"],
      refused: ["update Service: Invalid"],
      costs: ["Ingress: deleted first"],
      way: [onNodes({ compute: "auto" })],
    },
  },
  {
    title: "an internal service on a network load balancer, at another port",
    from: onNodes({}),
    to: {
      ...onNodes({}),
      services: webWith({ protocol: "tcp", port: 9000, health: { port: 9000 } }),
    },
    there: { does: ["Service update"], not: ["Deployment replace", "Service replace"] },
  },
  {
    title: "a public service on node groups",
    from: onNodes({ compute: "managed" }),
    to: { ...onNodes({ compute: "managed" }), services: webWith({ exposure: "public" }) },
    there: {
      does: [
        "Addon create",
        "CustomResourceDefinition create",
        "Deployment create",
        "Ingress create",
        "IngressClass create",
        "MutatingWebhookConfiguration create",
      ],
      not: ["Deployment replace", "Namespace replace"],
    },
    back: {
      does: [
        "Addon delete",
        "CustomResourceDefinition delete",
        "Deployment delete",
        "Ingress delete",
        "IngressClass delete",
        "MutatingWebhookConfiguration delete",
      ],
      not: ["Deployment replace", "Namespace replace"],
    },
  },
  {
    title: "nodes of other types, with another operating system and volume",
    from: onNodes({ compute: "managed" }),
    to: onNodes({
      compute: "managed",
      nodes: { instanceTypes: ["m7g.large", "m7g.xlarge"], operatingSystem: "bottlerocket", diskGib: 60 },
    }),
    there: { does: ["LaunchTemplate update", "NodeGroup replace"] },
  },
  {
    title: "other numbers of nodes, labels, and no repair",
    from: onNodes({ compute: "managed" }),
    to: onNodes({
      compute: "managed",
      nodes: { min: 2, max: 8, maxUnavailable: 2, labels: { team: "shop" }, repair: false },
    }),
    there: { does: ["NodeGroup update"], not: ["NodeGroup replace"] },
  },
  {
    title: "a node group that a service names",
    from: onNodes({ compute: "managed" }),
    to: named({ compute: "managed", nodeGroups: { search: { instanceTypes: ["r7g.large"] } } }),
    there: { does: ["Deployment update", "NodeGroup create"], not: ["Deployment replace"] },
    back: { does: ["Deployment update", "NodeGroup delete"], not: ["Deployment replace"] },
  },
  {
    title: "other labels, taints and numbers of a node group",
    from: named({ compute: "managed", nodeGroups: { search: { instanceTypes: ["r7g.large"] } } }),
    to: named({
      compute: "managed",
      nodeGroups: {
        search: {
          instanceTypes: ["r7g.large"],
          ...{ min: 1, max: 6, maxUnavailable: 2, repair: false, labels: { team: "search" } },
          taints: [{ key: "team", value: "search", effect: "NoExecute" }],
        },
      },
    }),
    there: {
      does: ["Deployment update", "NodeGroup update"],
      not: ["Deployment replace", "NodeGroup replace"],
    },
  },
  {
    title: "a warm pool of a node group",
    from: named(
      { compute: "managed", nodeGroups: { search: { instanceTypes: ["r7g.large"] } } },
      "on-demand",
    ),
    to: named(
      {
        compute: "managed",
        nodeGroups: {
          search: {
            instanceTypes: ["r7g.large"],
            warmPool: { state: "running", min: 1, maxPrepared: 3, reuseOnScaleIn: true },
          },
        },
      },
      "on-demand",
    ),
    there: { does: ["NodeGroup update"], not: ["NodeGroup replace"] },
  },
  {
    title: "other instances of a node group",
    from: named({ compute: "managed", nodeGroups: { search: { instanceTypes: ["r7g.large"] } } }),
    to: named({
      compute: "managed",
      nodeGroups: {
        search: { instanceTypes: ["r8g.large"], operatingSystem: "bottlerocket", diskGib: 60 },
      },
    }),
    there: { does: ["LaunchTemplate update", "NodeGroup replace"], not: ["Deployment replace"] },
  },
  {
    title: "a node group of Auto Mode that a service names",
    from: onNodes({}),
    to: named({ nodeGroups: { search: { instanceTypes: ["r7g.large"] } } }),
    there: { does: ["Deployment update", "NodePool create"], not: ["Deployment replace"] },
    back: { does: ["Deployment update", "NodePool delete"], not: ["Deployment replace"] },
  },
  {
    title: "ranges of the API",
    from: {
      platforms: ["eks"],
    },
    to: {
      eks: {
        endpointCidrs: ["52.95.110.0/24"],
      },
      platforms: ["eks"],
    },
    there: {
      does: ["Cluster update"],
    },
  },
  {
    title: "an endpoint without private addresses, and other logs",
    from: {
      platforms: ["eks"],
      eks: { endpointCidrs: ["52.95.110.0/24"] },
    },
    to: {
      eks: { endpoint: "public", endpointCidrs: ["52.95.110.0/24"], logs: ["audit"] },
      platforms: ["eks"],
    },
    there: {
      does: ["Cluster update"],
    },
  },
  {
    title: "a private endpoint, by which events start a job",
    from: {
      platforms: ["eks"],
      jobs: onEvent,
    },
    to: {
      eks: { endpoint: "private", endpointCidrs: ["10.0.0.0/16"] },
      platforms: ["eks"],
      jobs: onEvent,
    },
    there: {
      does: [
        "AccessEntry create",
        "AccessEntry delete",
        "Cluster update",
        "Function create",
        "RoleBinding update",
        "SecurityGroupIngressRule create",
        "StateMachine update",
      ],
      not: ["CronJob replace", "StateMachine replace"],
    },
    back: {
      does: [
        "AccessEntry create",
        "AccessEntry delete",
        "Cluster update",
        "Function delete",
        "RoleBinding update",
        "SecurityGroupIngressRule delete",
        "StateMachine update",
      ],
      costs: ["LogGroup: its logs"],
      not: ["CronJob replace", "StateMachine replace"],
    },
  },
  {
    title: "a bound on CPUs",
    from: {
      platforms: ["eks"],
    },
    to: {
      eks: {
        maxCpus: 96,
      },
      platforms: ["eks"],
    },
    there: {
      does: ["NodePool update"],
    },
  },
  {
    title: "a control plane in all zones",
    from: {
      platforms: ["eks"],
      network: {
        availabilityZones: 3,
      },
    },
    to: {
      platforms: ["eks"],
      network: {
        availabilityZones: 3,
      },
      eks: {
        controlPlaneZones: 3,
      },
    },
    there: {
      does: ["Cluster update"],
      refused: ["update Cluster: InvalidParameterException"],
    },
  },
  {
    title: "an administrator",
    from: {
      platforms: ["eks"],
    },
    to: {
      eks: {
        admins: ["arn:aws:iam::111122223333:role/ops"],
      },
      platforms: ["eks"],
    },
    there: {
      does: ["AccessEntry create"],
    },
    back: {
      does: ["AccessEntry delete"],
    },
  },
  {
    title: "the role that deploys, which was an administrator",
    from: {
      platforms: ["eks"],
      eks: { admins: ["arn:aws:iam::111122223333:role/github-deploy-dev"] },
    },
    to: {
      platforms: ["eks"],
      eks: { deployRole: "arn:aws:iam::111122223333:role/github-deploy-dev" },
    },
    // Its access entry stays, and the cluster its creator's.
    there: {
      not: [
        "AccessEntry create",
        "AccessEntry delete",
        "AccessEntry replace",
        "Cluster replace",
        "Cluster update",
      ],
    },
  },
  {
    title: "an administrator who may only look from now on",
    from: {
      platforms: ["eks"],
      eks: { admins: ["arn:aws:iam::111122223333:role/ops"] },
    },
    to: {
      platforms: ["eks"],
      eks: {
        access: { "arn:aws:iam::111122223333:role/ops": { policy: "view", namespaces: ["services"] } },
      },
    },
    there: {
      does: ["AccessPolicyAssociation replace"],
      not: ["AccessEntry create", "AccessEntry delete", "AccessEntry replace"],
      costs: ["AccessPolicyAssociation: deleted first"],
    },
  },
  {
    title: "a namespace of a team, and its quota",
    from: {
      platforms: ["eks"],
      eks: { namespaces: { shop: { cpu: 1024 } } },
    },
    to: {
      platforms: ["eks"],
      eks: { namespaces: { shop: { cpu: 2048, memory: 4096, pods: 10 }, search: {} } },
    },
    there: {
      does: ["LimitRange create", "Namespace create", "NetworkPolicy create", "ResourceQuota update"],
    },
    back: {
      does: ["LimitRange delete", "Namespace delete", "NetworkPolicy delete", "ResourceQuota update"],
      costs: ["Namespace: everything in it"],
    },
  },
  {
    title: "snapshots of volumes",
    from: {
      platforms: ["eks"],
    },
    to: {
      platforms: ["eks"],
      eks: { volumeSnapshots: true },
    },
    there: {
      does: ["Addon create", "VolumeSnapshotClass create"],
      not: ["Deployment update"],
    },
    back: {
      does: ["Addon delete", "VolumeSnapshotClass delete"],
    },
  },
  {
    title: "no collection of container logs",
    from: {
      platforms: ["eks"],
    },
    to: {
      platforms: ["eks"],
      eks: { containerLogs: false },
    },
    there: {
      does: ["DaemonSet delete", "LogGroup delete", "PodIdentityAssociation delete"],
      not: ["Deployment update", "Deployment replace"],
      costs: ["LogGroup: its logs"],
    },
    back: {
      does: ["DaemonSet create", "LogGroup create", "PodIdentityAssociation create"],
      not: ["Deployment update", "Deployment replace"],
    },
  },
  {
    title: "Container Insights",
    from: {
      platforms: ["eks"],
    },
    to: {
      platforms: ["eks"],
      eks: { insights: "enhanced" },
    },
    there: {
      does: [
        "Addon create",
        "LogGroup create",
        "PodIdentityAssociation create",
        "RolePolicyAttachment create",
      ],
      not: ["DaemonSet update", "Deployment update", "Deployment replace"],
    },
    back: {
      does: [
        "Addon delete",
        "LogGroup delete",
        "PodIdentityAssociation delete",
        "RolePolicyAttachment delete",
      ],
      not: ["DaemonSet update", "Deployment update", "Deployment replace"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "an administrator in prod",
    from: {
      tier: "prod",
      platforms: ["eks"],
    },
    to: {
      tier: "prod",
      platforms: ["eks"],
      eks: {
        endpointCidrs: ["52.95.110.0/24"],
        admins: ["arn:aws:iam::111122223333:role/ops"],
      },
    },
    there: {
      does: ["AccessEntry create"],
    },
    back: {
      does: ["AccessEntry delete"],
    },
  },
  {
    title: "other ranges of the API in prod",
    from: {
      tier: "prod",
      platforms: ["eks"],
    },
    to: {
      tier: "prod",
      platforms: ["eks"],
      eks: {
        endpointCidrs: ["52.95.111.0/24"],
      },
    },
    there: {
      does: ["Cluster update"],
    },
  },
  {
    title: "a size",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        cpu: 512,
        memory: 2048,
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update"],
    },
  },
  {
    title: "an architecture",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        architecture: "x86_64",
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "LifecyclePolicy update"],
    },
  },
  {
    title: "variables",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        environment: {
          COLOUR: "red",
        },
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update"],
    },
  },
  {
    title: "a health check",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        health: {
          path: "/ready",
          intervalSeconds: 30,
        },
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "Service update"],
    },
  },
  {
    title: "scaling",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 6,
          cpuPercent: 50,
        },
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "HorizontalPodAutoscaler update"],
    },
  },
  {
    title: "the windows of scaling",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({ scaling: { scaleInCooldownSeconds: 600, scaleOutCooldownSeconds: 60 } }),
      platforms: ["eks"],
    },
    there: {
      does: ["HorizontalPodAutoscaler update"],
      not: ["Deployment update"],
    },
  },
  {
    title: "a fixed number of replicas",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        scaling: {
          min: 2,
          max: 2,
        },
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "HorizontalPodAutoscaler update"],
    },
  },
  {
    title: "capacity",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        capacity: "on-demand",
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "NodePool update"],
    },
  },
  {
    title: "a mix of capacity",
    from: {
      platforms: ["eks"],
    },
    to: {
      services: webWith({
        capacity: {
          base: 1,
          onDemand: 1,
          spot: 1,
        },
      }),
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "NodePool update"],
    },
  },
  {
    title: "a cluster that is there already",
    from: {
      platforms: ["eks"],
    },
    to: {
      platforms: ["eks"],
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
        },
      },
    },
    there: {
      does: ["Cluster delete", "Deployment replace", "Ingress replace", "NodePool delete", "Service replace"],
      costs: [
        "Cluster: everything that runs in it, and its volumes' claims",
        "Key: everything encrypted with it, which nobody can read any more",
        "LogGroup: its logs",
        "Namespace: everything in it",
        "Vpc: its subnets, and with them everything that runs there",
      ],
    },
    back: {
      does: ["Cluster create", "Deployment replace", "Ingress replace", "NodePool create", "Service replace"],
      costs: ["Namespace: everything in it"],
    },
  },
  {
    title: "another cluster, by a kubeconfig",
    from: {
      platforms: ["eks"],
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
        },
      },
    },
    to: {
      platforms: ["eks"],
      eks: {
        existing: {
          kubeconfig: { secure: "apiVersion: v1" },
          context: "kind",
          ingressClass: "nginx",
        },
      },
    },
    there: {
      // The provider replaces every object where the address of the cluster differs, which nothing but `up` knows.
      does: ["kubernetes update"],
    },
  },
  {
    title: "another namespace of an existing cluster",
    from: {
      platforms: ["eks"],
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
        },
      },
    },
    to: {
      platforms: ["eks"],
      eks: {
        existing: {
          name: "shop",
          namespace: "team-a",
          ingressClass: "nginx",
        },
      },
    },
    there: {
      does: ["Deployment replace", "Ingress replace", "Namespace replace", "Service replace"],
      costs: ["Namespace: everything in it"],
    },
  },
  {
    title: "another ingress controller and zones of an existing cluster",
    from: {
      platforms: ["eks"],
      services: webWith({ scaling: { min: 2, max: 4, cpuPercent: 60 } }),
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
        },
      },
    },
    to: {
      platforms: ["eks"],
      services: webWith({ scaling: { min: 2, max: 4, cpuPercent: 60 } }),
      eks: {
        existing: {
          name: "shop",
          ingressClass: "traefik",
          ingressAnnotations: { "traefik.ingress.kubernetes.io/router.entrypoints": "web" },
          availabilityZones: 3,
        },
      },
    },
    there: {
      does: ["Deployment update", "Ingress update"],
      not: ["Deployment replace", "Ingress replace"],
    },
  },
  {
    title: "a secrets store of an existing cluster, with a secret",
    from: {
      platforms: ["eks"],
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
        },
      },
    },
    to: {
      platforms: ["eks"],
      services: webWith({
        secrets: { TOKEN: "arn:aws:secretsmanager:us-east-1:111122223333:secret:token-AbCdEf" },
      }),
      eks: {
        existing: {
          name: "shop",
          ingressClass: "nginx",
          secretsStore: true,
        },
      },
    },
    there: {
      does: ["Deployment update", "PodIdentityAssociation create", "Role create"],
    },
    back: {
      does: ["Deployment update", "PodIdentityAssociation delete", "Role delete"],
    },
  },
  {
    title: "another StorageClass of an existing cluster, which volumes that are there don't get",
    from: withStorageClass("slow"),
    to: withStorageClass("fast"),
    there: { not: ["PersistentVolumeClaim replace", "PersistentVolumeClaim update", "StatefulSet replace"] },
  },
];

describeTransitions("eks", transitions);
