import { JSON_SCHEMA, load } from 'js-yaml';
import { z } from 'zod';
import { ReleasesUnread } from '../../../base/release/errors';
import type { Release } from '../../../base/release/types';

/** What is new is told in a few lines; the rest stands on the page. */
export const MOST_NOTES = 4000;
/** A package is some hundreds of megabytes. */
const LARGEST_PACKAGE = 4 * 1024 ** 3;

/** What electron-builder writes (latest.yml), as far as it is used. Names are those of files, so that no list leads elsewhere. */
const schema = z.object({
  version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/),
  releaseNotes: z.string().optional(),
  files: z
    .array(
      z.object({
        url: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,150}$/),
        size: z.number().int().positive().max(LARGEST_PACKAGE),
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
      }),
    )
    .min(1)
    .max(20),
});

/** Controls but for line ends and tabs, what turns writing round, and what shows nothing. */
const DISGUISES = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;

/** @throws ReleasesUnread for whatever is no such list */
export function readList(text: string): Release {
  let parsed: unknown;
  try {
    parsed = load(text, { schema: JSON_SCHEMA });
  } catch (cause) {
    throw new ReleasesUnread('unreadable', { cause });
  }
  const list = schema.safeParse(parsed);
  if (!list.success) throw new ReleasesUnread('unreadable', { cause: list.error });
  const { version, releaseNotes = '', files } = list.data;
  return {
    version,
    notes: plain(releaseNotes),
    files: files.map(({ url, size, sha512 }) => ({ name: url, bytes: size, sha512 })),
  };
}

/** Text that looks like what it is, and ends. */
function plain(notes: string): string {
  const lines = notes
    .slice(0, MOST_NOTES + 1)
    .replace(/\r\n?/g, '\n')
    .replace(DISGUISES, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return lines.length > MOST_NOTES || notes.length > MOST_NOTES
    ? `${lines.slice(0, MOST_NOTES).trimEnd()} …`
    : lines;
}
