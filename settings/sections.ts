import type { z } from "zod";
import { platformSections } from "./platforms";
import type { Section } from "./section";
import { alarms } from "./sections/alarms";
import { backups } from "./sections/backups";
import { dashboard } from "./sections/dashboard";
import { data } from "./sections/data";
import { domain } from "./sections/domain";
import { guardDuty } from "./sections/guard-duty";
import { jobs } from "./sections/jobs";
import { loadBalancer } from "./sections/load-balancer";
import { network } from "./sections/network";
import { platforms } from "./sections/platforms";
import { protection } from "./sections/protection";
import { registry } from "./sections/registry";
import { services } from "./sections/services";
import { tags } from "./sections/tags";
import { tier } from "./sections/tier";
import { object } from "./toolkit/kinds";
import { namesOf } from "./toolkit/names-of";

/** Every section of the stack file but the AWS provider's, in the order of the documentation. */
const sections = {
  tier,
  protection,
  platforms,
  services,
  jobs,
  data,
  domain,
  network,
  loadBalancer,
  alarms,
  dashboard,
  backups,
  guardDuty,
  registry,
  ...platformSections,
  tags,
};

type Sections = typeof sections;

/** The name of a section: its key in the namespace `aws-containers`. */
export type SectionName = keyof Sections;

type Schemas = { [Name in SectionName]: Sections[Name]["schema"] };

/** What the program gets from each section. */
export type SectionsSettings = { [Name in SectionName]: ReturnType<Sections[Name]["settings"]> };

// The compiler can't follow the names through the entries.
const schemas = Object.fromEntries(
  Object.entries(sections).map(([name, { schema }]) => [name, schema]),
) as Schemas;

/** What a stack file may contain in the namespace `aws-containers`. */
export const settingsSchema = object(schemas, "A stack.");

/** What a stack file contains of each section. */
export type GivenSettings = { [Name in SectionName]?: z.output<Schemas[Name]> | undefined };

type SectionsByName = { [Name in SectionName]: Section<Schemas[Name], SectionsSettings[Name]> };

/** Each section by its name. */
export const sectionsByName: SectionsByName = sections;

/** The sections' names. */
export const sectionNames = namesOf(sections);
