/** Memory sizes in MiB that a number of CPU units may have. */
interface MemoryRange {
  from: number;
  to: number;
  step: number;
}

/** Task sizes of Fargate: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
const memoryByCpu: Record<number, MemoryRange | number[]> = {
  256: [512, 1024, 2048],
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16384, step: 1024 },
  4096: { from: 8192, to: 30720, step: 1024 },
  8192: { from: 16384, to: 61440, step: 4096 },
  16384: { from: 32768, to: 122880, step: 8192 },
};

/**
 * Tells what is wrong with the size of a Fargate task.
 *
 * @param cpu CPU units; 1024 are one vCPU.
 * @param memory Memory in MiB.
 * @returns The argument, its value and what is allowed, or undefined for a size that Fargate has.
 */
export function mistakeInSize(cpu: number, memory: number): string | undefined {
  const allowed = memoryByCpu[cpu];
  if (allowed === undefined) {
    return `service.cpu: ${cpu} is no size of Fargate; allowed: ${Object.keys(memoryByCpu).join(", ")}`;
  }
  return has(allowed, memory)
    ? undefined
    : `service.memory: ${memory} MiB is not possible with ${cpu} CPU units; allowed: ${inWords(allowed)}`;
}

function has(allowed: MemoryRange | number[], memory: number): boolean {
  return Array.isArray(allowed)
    ? allowed.includes(memory)
    : memory >= allowed.from && memory <= allowed.to && (memory - allowed.from) % allowed.step === 0;
}

function inWords(allowed: MemoryRange | number[]): string {
  return Array.isArray(allowed)
    ? allowed.join(", ")
    : `${allowed.from} to ${allowed.to} in steps of ${allowed.step}`;
}
