/** Milliseconds for which this process has had a CPU. Unlike elapsed time they don't depend on what else the machine does. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
