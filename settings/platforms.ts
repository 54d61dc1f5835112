import type { z } from "zod";
import { ecs } from "./ecs";
import { eks } from "./eks";
import type { PlatformPart } from "./platform-part";

/** The container platforms of this template. A platform is removed by its file in this folder and its lines here. */
const parts = {
  ecs,
  eks,
};

/** The name of a container platform. */
export type Platform = keyof typeof parts;

/** What a stack file says about each platform. */
export type PlatformsGiven = { [Name in Platform]?: z.output<(typeof parts)[Name]["schema"]> | undefined };

/** The settings of each platform that the stack has. */
export type PlatformsSettings = { [Name in Platform]: ReturnType<(typeof parts)[Name]["settings"]> };

type Parts = { [Name in Platform]: PlatformPart<(typeof parts)[Name]["schema"], PlatformsSettings[Name]> };

/** Each platform's part, by its name. */
export const platformParts: Parts = parts;

type Schemas = { [Name in Platform]: (typeof parts)[Name]["schema"] };

/** What a stack file may say about each platform, by its name. */
export const platformSchemas = Object.fromEntries(
  Object.entries(parts).map(([name, part]) => [name, part.schema]),
) as Schemas;

/** The platforms' names, in the order of the parts. */
export const platformNames = Object.keys(parts) as [Platform, ...Platform[]];
