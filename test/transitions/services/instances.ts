import type { Transition } from "../section";
import { webWith } from "../stack";

/** Changes of how a service's tasks run on instances of ECS. */
export const instanceTransitions: Transition[] = [
  {
    title: "another network mode, which is another service of ECS",
    from: { ecs: { compute: "ec2" }, services: webWith({}) },
    to: { ecs: { compute: "ec2" }, services: webWith({ networkMode: "bridge" }) },
    there: {
      does: [
        "ListenerRule update",
        "SecurityGroup delete",
        "SecurityGroupIngressRule create",
        "Service create",
        "Service delete",
        "TargetGroup create",
        "TargetGroup delete",
        "TaskDefinition new revision",
      ],
      not: ["ListenerRule replace", "Service replace"],
    },
    back: {
      does: [
        "ListenerRule update",
        "SecurityGroup create",
        "Service create",
        "Service delete",
        "TargetGroup delete",
      ],
      not: ["ListenerRule replace", "Service replace"],
    },
  },
  {
    title: "a directory of the instance",
    from: { ecs: { compute: "ec2" }, services: webWith({}) },
    to: { ecs: { compute: "ec2" }, services: webWith({ hostVolumes: { "/cache": "/mnt/cache" } }) },
    there: {
      does: ["Service update", "TaskDefinition new revision"],
      not: ["LaunchTemplate update", "Service replace"],
    },
  },
  {
    title: "another placement",
    from: { ecs: { compute: "ec2", instances: { max: 6 } }, services: webWith({}) },
    to: {
      ecs: { compute: "ec2", instances: { max: 6 } },
      services: webWith({
        placement: {
          strategies: ["spread-instances"],
          distinctInstance: true,
          instanceTypes: ["m6g.large"],
          availabilityZones: ["us-east-1a"],
        },
      }),
    },
    there: { does: ["Service update"], not: ["Service replace"] },
  },
];
