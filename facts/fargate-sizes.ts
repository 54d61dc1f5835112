/**
 * Memory in MiB that a Fargate task may have, by its CPU units (1024 are one vCPU).
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html (read 2026-03-31)
 */
export const fargateMemory = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16384, 1024),
  4096: steps(8192, 30720, 1024),
  8192: steps(16384, 61440, 4096),
  16384: steps(32768, 122880, 8192),
} as const satisfies Readonly<Record<number, readonly number[]>>;

/** CPU units of a Fargate task. */
export type FargateCpu = keyof typeof fargateMemory;

/** All CPU sizes of Fargate, smallest first. */
export const fargateCpus: readonly number[] = Object.keys(fargateMemory).map(Number);

/** The memory sizes that go with a number of CPU units; undefined where Fargate has no such CPU size. */
export function fargateMemoryFor(cpu: number): readonly number[] | undefined {
  return isFargateCpu(cpu) ? fargateMemory[cpu] : undefined;
}

function isFargateCpu(cpu: number): cpu is FargateCpu {
  return Object.hasOwn(fargateMemory, cpu);
}

function steps(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
