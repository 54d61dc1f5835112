import { resource } from "./a-plan";

export const standard = { version: "1.35", upgradePolicy: { supportType: "STANDARD" } };

export const auto = {
  ...standard,
  autoMode: { enabled: true },
  subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
};

export const cluster = (inputs: Record<string, unknown> = auto) =>
  resource("eks:index:Cluster", "eks", inputs);
