import { describeTransitions, type Transition } from "./section";

/** Data of every type, which stays on the way from one tier to the other. */
const everyData = {
  data: {
    shop: { type: "postgres" },
    cart: { type: "mysql" },
    sessions: { type: "cache" },
    shared: { type: "filesystem" },
    uploads: { type: "bucket" },
    events: { type: "queue" },
    orders: { type: "table" },
  },
};
const dataStays = [
  "Cluster replace",
  "ServerlessCache replace",
  "FileSystem replace",
  "Table replace",
  "Queue replace",
];

const transitions: Transition[] = [
  {
    title: "from dev to prod",
    from: {},
    to: {
      tier: "prod",
    },
    there: {
      does: ["Vpc update", "VpcEndpoint update"],
      not: ["Repository replace"],
    },
    back: {
      does: ["Vpc update", "VpcEndpoint update"],
      costs: ["Bucket: its objects", "LogGroup: its logs"],
      refused: [
        "delete Bucket: BucketNotEmpty",
        "delete LogGroup: cannot be deleted because it is protected",
      ],
      way: [
        {
          tier: "prod",
          protection: false,
        },
      ],
    },
  },
  {
    title: "from an unprotected prod to dev",
    from: {
      tier: "prod",
      protection: false,
    },
    to: {},
    there: {
      does: ["Vpc update", "VpcEndpoint update"],
      costs: ["Bucket: its objects", "LogGroup: its logs"],
    },
    back: {
      does: ["Vpc update", "VpcEndpoint update"],
      not: ["Repository replace"],
    },
  },
  {
    title: "from dev to prod on EKS",
    from: {
      platforms: ["eks"],
    },
    to: {
      tier: "prod",
      platforms: ["eks"],
    },
    there: {
      does: ["Deployment update", "Vpc update", "VpcEndpoint update"],
      not: ["Repository replace", "Cluster replace"],
    },
    back: {
      does: ["Deployment update", "Vpc update", "VpcEndpoint update"],
      not: ["Cluster replace"],
      costs: ["Bucket: its objects", "LogGroup: its logs"],
      refused: [
        "delete Bucket: BucketNotEmpty",
        "delete LogGroup: cannot be deleted because it is protected",
      ],
      way: [
        {
          tier: "prod",
          platforms: ["eks"],
          protection: false,
        },
      ],
    },
  },
  {
    title: "data of every type, from an unprotected prod to dev",
    from: { tier: "prod", protection: false, ...everyData },
    to: everyData,
    there: { does: ["Cluster update"], not: dataStays, costs: ["Bucket: its objects", "LogGroup: its logs"] },
    back: { does: ["Cluster update"], not: dataStays },
  },
];

describeTransitions("tier", transitions);
