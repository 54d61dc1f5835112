import type { Creation } from "./arn";
import { containers } from "./containers";
import { data } from "./data";
import { network } from "./network";
import { rolesAndMonitoring } from "./roles-and-monitoring";

/** What creating each resource of the components takes. */
export const creation: Creation = { ...containers, ...data, ...network, ...rolesAndMonitoring };
