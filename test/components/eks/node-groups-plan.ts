import type { ServiceDescription } from "../../../components/service";
import { described } from "./described";

export const internal = (changes: Partial<ServiceDescription> = {}) =>
  described({ exposure: "internal", cpu: 1024, memory: 4096, routes: [], ...changes });

export const memory = { instanceTypes: ["r7g.large", "r8g.large"] };
