import { describeTransitions, type Transition } from "./section";

const detectorId = "12abc34d567e8fa901bc2d34e56789f0";

const transitions: Transition[] = [
  {
    title: "GuardDuty, with the account's detector",
    from: {},
    to: { guardDuty: { manageDetector: true } },
    there: {
      does: ["Cluster update", "Detector create", "DetectorFeature create", "RolePolicy update"],
      not: ["Service update", "TaskDefinition new revision"],
    },
    back: {
      does: ["Cluster update", "Detector delete", "DetectorFeature delete", "RolePolicy update"],
      not: ["Service update", "TaskDefinition new revision"],
      costs: ["Detector: its findings"],
    },
  },
  {
    title: "a detector that exists, with all agents of the account, and without Runtime Monitoring",
    from: { guardDuty: { manageDetector: true, detectorId } },
    to: { guardDuty: { manageDetector: true, detectorId, agents: ["ecs", "eks"], runtimeMonitoring: false } },
    there: { does: ["Cluster update", "DetectorFeature update", "RolePolicy update"] },
  },
  {
    title: "an EKS cluster that GuardDuty monitors",
    from: { platforms: ["eks"] },
    to: { platforms: ["eks"], guardDuty: { manageDetector: true, detectorId } },
    there: {
      does: ["Cluster update", "DetectorFeature create"],
      not: ["Cluster replace", "NodePool replace"],
    },
    back: { does: ["Cluster update", "DetectorFeature delete"] },
  },
];

describeTransitions("guardDuty", transitions);
