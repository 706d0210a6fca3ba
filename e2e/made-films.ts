import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from './fixtures';

/**
 * A library of made-up films in a folder of user data, made by the program's own code.
 * @param pictures a folder of JPEG files that are their posters in turn
 */
export async function makeFilms(userData: string, films: number, pictures?: string): Promise<void> {
  const args = ['scripts/run.mjs', 'bench/make-library.ts', userData, String(films)];
  if (pictures !== undefined) args.push(pictures);
  const [code] = await once(spawn(process.execPath, args, { stdio: ['ignore', 2, 2] }), 'exit');
  expect(code).toBe(0);
}
