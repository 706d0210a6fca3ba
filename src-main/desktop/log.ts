import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

const LARGEST = 1_000_000;

/** Writes failures that nobody foresaw to `main.log`, with their stacks; the file before is kept as `main.old.log`. */
export function openLog(dir: string): (error: unknown) => void {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'main.log');
  return (error) => {
    const line = `${new Date().toISOString()} ${inspect(error, { depth: 4 })}\n`;
    process.stderr.write(line);
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST)
        renameSync(path, join(dir, 'main.old.log'));
      appendFileSync(path, line);
    } catch (cause) {
      // A log that cannot be written (full disk) must not bring down what it logs.
      process.stderr.write(`The log file cannot be written: ${inspect(cause)}\n`);
    }
  };
}
