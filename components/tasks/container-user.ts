import { containerUser } from "../../facts/container-user";

/** User and group of every container: not root (ECS.20), and the owner of /tmp in the image. */
export const user = `${containerUser}:${containerUser}`;
