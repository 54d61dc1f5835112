export { backUp } from "./back-up";
export { Backups } from "./backups";
export type { BackupSchedule, BackupsArgs } from "./backups-arguments";
