import { number } from './report';

/** Milliseconds by the clock, which hold what others on the machine took meanwhile, and of processor time. */
export interface Times {
  readonly wall: number;
  readonly cpu: number;
}

export async function timed<T>(work: () => Promise<T> | T): Promise<Times & { readonly result: T }> {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, wall: performance.now() - start, cpu: (user + system) / 1_000 };
}

export function told({ wall, cpu }: Times): string {
  return `${number(wall, 0)} ms (${number(cpu, 0)} ms of processor time)`;
}
