import { describeTransitions, type Transition } from "./section";

const transitions: Transition[] = [
  {
    title: "from dev to prod",
    from: {},
    to: {
      tier: "prod",
    },
    there: {
      does: ["Repository replace", "TaskDefinition new revision", "Vpc update", "VpcEndpoint update"],
      costs: ["Repository: its images"],
    },
    back: {
      does: [
        "LogGroup update",
        "Repository replace",
        "TaskDefinition new revision",
        "Vpc update",
        "VpcEndpoint update",
      ],
      costs: [
        "Bucket: its objects",
        "Key: everything encrypted with it, which nobody can read any more",
        "LogGroup: its logs",
        "Repository: its images",
      ],
      refused: [
        "delete Bucket: BucketNotEmpty",
        "delete Key: cannot be deleted because it is protected",
        "delete LogGroup: cannot be deleted because it is protected",
        "delete Repository: RepositoryNotEmptyException",
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
      does: [
        "LogGroup update",
        "Repository replace",
        "TaskDefinition new revision",
        "Vpc update",
        "VpcEndpoint update",
      ],
      costs: [
        "Bucket: its objects",
        "Key: everything encrypted with it, which nobody can read any more",
        "LogGroup: its logs",
        "Repository: its images",
      ],
    },
    back: {
      does: ["Repository replace", "TaskDefinition new revision", "Vpc update", "VpcEndpoint update"],
      costs: ["Repository: its images"],
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
      does: ["Deployment update", "Repository replace", "Vpc update", "VpcEndpoint update"],
      costs: ["Repository: its images"],
    },
    back: {
      does: ["Deployment update", "Repository replace", "Vpc update", "VpcEndpoint update"],
      costs: [
        "Bucket: its objects",
        "Key: everything encrypted with it, which nobody can read any more",
        "LogGroup: its logs",
        "Repository: its images",
      ],
      refused: [
        "delete Bucket: BucketNotEmpty",
        "delete Key: cannot be deleted because it is protected",
        "delete LogGroup: cannot be deleted because it is protected",
        "delete Repository: RepositoryNotEmptyException",
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
];

describeTransitions("tier", transitions);
