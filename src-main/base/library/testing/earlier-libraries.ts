// Libraries as earlier versions of Longtake made them, for tests: see scripts/verify/earlier-library.ts.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { extract } from 'tar';

export const EARLIER_FOLDER = resolve('src-main', 'base', 'library', 'testing', 'earlier');

/** What people had put into each of them, as far as its version could keep it. */
export const KEPT = {
  path: '/films/Pier.webm',
  messages: [
    { id: 'm1', role: 'user', text: 'When is a boat seen?', about: 'film', cites: false },
    { id: 'm2', role: 'assistant', text: 'A boat is seen [[0]].', about: 'film', cites: true },
    { id: 'm3', role: 'user', text: 'Which films show boats?', about: 'library', cites: false },
  ],
  writtenBy: 'LLaVA-Mini 8B',
  setting: { name: 'theme', value: 'dark' },
  correction: 'The harbour early in the morning.',
  kept: 'Early morning at the pier.',
  term: 'Pier',
  speaker: 'Anna',
  place: { collection: 'Boats', title: 'The first boat', note: 'for the opening' },
  chat: 'About boats',
  watched: '/films/new',
} as const;

/** Names of them all: "version-3", and "version-3-sealed" of a time when the index changed and the library did not. */
export const EARLIER = readdirSync(EARLIER_FOLDER)
  .filter((name) => name.endsWith('.tar.gz'))
  .map((name) => name.slice(0, -'.tar.gz'.length))
  .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));

/** The version of its schema. */
export function versionOf(name: string): number {
  return Number(/^version-(\d+)/.exec(name)?.[1]);
}

/** Lays one of them out in a folder. */
export async function layOutEarlier(name: string, folder: string): Promise<void> {
  await extract({ file: join(EARLIER_FOLDER, `${name}.tar.gz`), cwd: folder });
}
