import { accessTransitions } from "./eks/access";
import { clusterTransitions } from "./eks/cluster";
import { existingTransitions } from "./eks/existing";
import { nodesTransitions } from "./eks/nodes";
import { workloadsTransitions } from "./eks/workloads";
import { describeTransitions } from "./section";

describeTransitions("eks", [
  ...clusterTransitions,
  ...nodesTransitions,
  ...accessTransitions,
  ...workloadsTransitions,
  ...existingTransitions,
]);
