import { describeTransitions, type Transition } from "./section";
import type { StackSettings } from "./stack";

/** A stack with a file system and a table. */
const withData = (settings: StackSettings): StackSettings => ({
  data: { shared: { type: "filesystem" }, orders: { type: "table" } },
  ...settings,
});

const transitions: Transition[] = [
  {
    title: "backups",
    from: withData({}),
    to: withData({ backups: {} }),
    there: {
      does: ["Key create", "Plan create", "Selection create", "Vault create"],
      not: ["FileSystem update", "Table update"],
    },
    back: {
      does: ["Plan delete", "Selection delete", "Vault delete"],
      costs: ["Key: everything encrypted with it, which nobody can read any more", "Vault: its backups"],
    },
  },
  {
    title: "another schedule, for longer, locked and tested",
    from: withData({ backups: {} }),
    to: withData({
      backups: {
        schedule: "cron(0 3 ? * SUN *)",
        timezone: "Europe/Berlin",
        keepDays: 90,
        lock: true,
        restoreTests: true,
      },
    }),
    there: {
      does: [
        "Plan update",
        "RestoreTestingPlan create",
        "RestoreTestingSelection create",
        "RolePolicyAttachment create",
        "VaultLockConfiguration create",
      ],
      not: ["Plan replace", "Selection replace", "Vault replace", "Vault update"],
    },
    back: {
      does: [
        "Plan update",
        "RestoreTestingPlan delete",
        "RestoreTestingSelection delete",
        "RolePolicyAttachment delete",
        "VaultLockConfiguration delete",
      ],
      not: ["Plan replace", "Selection replace", "Vault replace", "Vault update"],
    },
  },
];

describeTransitions("backups", transitions);
