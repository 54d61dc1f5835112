import type { StackName } from "../engine/urn";
import type { PropertyMap } from "../engine/value";
import type { Facts } from "./template";

/** Outputs of components that a plugin builds. */
export const remoteTable: { [type: string]: (facts: Facts, at: StackName) => PropertyMap } = {};
