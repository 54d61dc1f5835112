import type { Transition } from "../section";
import { webWith } from "../stack";

/** Changes of the data that a service uses, of its volumes and permissions. */
export const dataAndPermissionsTransitions: Transition[] = [
  {
    title: "the first permissions on both platforms",
    from: { platforms: ["ecs", "eks"] },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        permissions: [
          "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
          {
            actions: ["dynamodb:GetItem"],
            resources: ["arn:aws:dynamodb:us-east-1:111122223333:table/orders"],
            conditions: { StringEquals: { "dynamodb:LeadingKeys": "shop" } },
          },
        ],
      }),
    },
    there: {
      does: [
        "Deployment update",
        "PodIdentityAssociation create",
        "Role create",
        "RolePolicy create",
        "RolePolicyAttachment create",
      ],
    },
    back: {
      does: [
        "Deployment update",
        "PodIdentityAssociation delete",
        "Role delete",
        "RolePolicy delete",
        "RolePolicyAttachment delete",
      ],
    },
  },
  {
    title: "the first use of data on both platforms",
    from: { platforms: ["ecs", "eks"], data: { orders: { type: "table" } } },
    to: {
      platforms: ["ecs", "eks"],
      data: { orders: { type: "table" } },
      services: webWith({ uses: ["orders"] }),
    },
    there: {
      does: [
        "Deployment update",
        "PodIdentityAssociation create",
        "RolePolicy create",
        "TaskDefinition new revision",
      ],
      not: ["Table update"],
    },
    back: {
      does: [
        "Deployment update",
        "PodIdentityAssociation delete",
        "RolePolicy delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "the first volume on both platforms",
    from: { platforms: ["ecs", "eks"], data: { shared: { type: "filesystem" } } },
    to: {
      platforms: ["ecs", "eks"],
      data: { shared: { type: "filesystem" } },
      services: webWith({ volumes: { "/data": "shared" } }),
    },
    there: {
      does: [
        "Addon create",
        "Deployment update",
        "PersistentVolume create",
        "PersistentVolumeClaim create",
        "TaskDefinition new revision",
      ],
      not: ["FileSystem update", "AccessPoint update"],
    },
    back: {
      does: [
        "Addon delete",
        "Deployment update",
        "PersistentVolume delete",
        "PersistentVolumeClaim delete",
        "TaskDefinition new revision",
      ],
    },
  },
  {
    title: "the first mounted bucket on EKS, of a service that uses it",
    from: {
      platforms: ["eks"],
      data: { uploads: { type: "bucket" }, shelf: { type: "bucket" } },
      services: webWith({ uses: ["uploads", "shelf"] }),
    },
    to: {
      platforms: ["eks"],
      data: { uploads: { type: "bucket" }, shelf: { type: "bucket" } },
      services: webWith({ uses: ["uploads", "shelf"], volumes: { "/uploads": "uploads" } }),
    },
    there: {
      does: ["Addon create", "Deployment update", "PersistentVolume create", "PersistentVolumeClaim create"],
      not: ["Bucket update", "Role create", "RolePolicy create"],
    },
    back: {
      does: ["Addon delete", "Deployment update", "PersistentVolume delete", "PersistentVolumeClaim delete"],
    },
  },
  {
    title: "another file system in the same directory",
    from: {
      platforms: ["ecs", "eks"],
      data: { shared: { type: "filesystem" }, shelf: { type: "filesystem" } },
      services: webWith({ volumes: { "/data": "shared" } }),
    },
    to: {
      platforms: ["ecs", "eks"],
      data: { shared: { type: "filesystem" }, shelf: { type: "filesystem" } },
      services: webWith({ volumes: { "/data": "shelf" } }),
    },
    there: {
      does: ["Deployment update", "PersistentVolumeClaim create", "PersistentVolumeClaim delete"],
      not: ["FileSystem update", "Addon replace"],
    },
  },
  {
    title: "the use of data in prod",
    from: { tier: "prod", data: { uploads: { type: "bucket" } } },
    to: {
      tier: "prod",
      data: { uploads: { type: "bucket" } },
      services: webWith({ uses: ["uploads"] }),
    },
    there: { does: ["RolePolicy create", "TaskDefinition new revision"] },
    back: { does: ["RolePolicy delete", "TaskDefinition new revision"] },
  },
  {
    title: "another permission on both platforms",
    from: {
      platforms: ["ecs", "eks"],
      services: webWith({
        permissions: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::one/*"] }],
      }),
    },
    to: {
      platforms: ["ecs", "eks"],
      services: webWith({
        permissions: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::other/*"] }],
      }),
    },
    there: { does: ["RolePolicy update"] },
  },
];
