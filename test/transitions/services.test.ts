import { describeTransitions } from "./section";
import { authTransitions } from "./services/auth";
import { blockVolumeTransitions } from "./services/block-volumes";
import { commandTransitions } from "./services/commands";
import { connectionTransitions } from "./services/connections";
import { dataAndPermissionsTransitions } from "./services/data-and-permissions";
import { deploymentTransitions } from "./services/deployments";
import { ephemeralVolumeTransitions } from "./services/ephemeral-volumes";
import { exposureTransitions } from "./services/exposure";
import { filesAndSecretsTransitions } from "./services/files-and-secrets";
import { imageTransitions } from "./services/images";
import { instanceTransitions } from "./services/instances";
import { replicaTransitions } from "./services/replicas";
import { routeTransitions } from "./services/routes";
import { scalingTransitions } from "./services/scaling";
import { serviceTransitions } from "./services/services";

describeTransitions("services", [
  ...authTransitions,
  ...blockVolumeTransitions,
  ...commandTransitions,
  ...connectionTransitions,
  ...dataAndPermissionsTransitions,
  ...deploymentTransitions,
  ...ephemeralVolumeTransitions,
  ...exposureTransitions,
  ...filesAndSecretsTransitions,
  ...imageTransitions,
  ...instanceTransitions,
  ...replicaTransitions,
  ...routeTransitions,
  ...scalingTransitions,
  ...serviceTransitions,
]);
