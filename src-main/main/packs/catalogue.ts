import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { packProvides, precision } from '../../../src-shared/packs';
import type { InstallRequest, RemoteFile, SourceFolder } from '../../base/packs/install-types';

const file = z
  .object({
    path: z.string().min(1),
    /** Exact, where more than one public source gives the same number; else null, and the hub is asked. */
    bytes: z.number().int().nonnegative().nullable(),
    /** Rounded, where the exact size is not known: for what the user is told beforehand. */
    about: z.number().int().positive().optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
  })
  .refine(({ bytes, about }) => bytes !== null || about !== undefined, 'a file has no size');

const entry = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/),
  name: z.string().min(1),
  description: z.string(),
  /** What the published model is, and so what makes a pack of it. */
  makes: z.enum(['llava-mini', 'dual-encoder', 'whisper', 'recogniser']),
  provides: z.array(packProvides).min(1),
  parts: z
    .array(
      z.object({
        repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
        /** A commit, or a name such as `main`, which may mean another state tomorrow. */
        revision: z.string().min(1),
        into: z.string(),
        files: z.array(file).min(1),
      }),
    )
    .min(1),
  /** Where a pack is made of it: what it takes in each form; see packSizes and workingBytes. */
  precisions: z.array(
    z.object({
      precision,
      diskBytes: z.number().int().positive(),
      memoryBytes: z.number().int().positive(),
    }),
  ),
  /** While it works; 0 where its precisions decide. */
  memoryBytes: z.number().int().nonnegative(),
  licences: z
    .array(z.object({ part: z.string(), source: z.string(), name: z.string(), text: z.string() }))
    .min(1),
});

const catalogueFile = z.object({
  format: z.literal(1),
  entries: z
    .array(entry)
    .refine((entries) => new Set(entries.map(({ id }) => id)).size === entries.length, 'an id occurs twice'),
});

/** A model that can be fetched, as assets/catalogue.json has it; licences with their texts. */
export type Entry = z.infer<typeof entry>;

/** Reads the catalogue and the licence texts beside it. A file that is not there is an empty catalogue. */
export async function readCatalogue(path: string): Promise<Entry[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return [];
  const { entries } = catalogueFile.parse(JSON.parse(text));
  return Promise.all(
    entries.map(async (found) => ({
      ...found,
      licences: await Promise.all(
        found.licences.map(async (licence) => ({
          ...licence,
          text: await readFile(join(dirname(path), licence.text), 'utf8'),
        })),
      ),
    })),
  );
}

/** Of all that is fetched, exactly or nearly. */
export function downloadBytes({ parts }: Entry): number {
  const files = parts.flatMap((part) => part.files);
  return files.reduce((sum, { bytes, about }) => sum + (bytes ?? about ?? 0), 0);
}

export function hashesKnown({ parts }: Entry): boolean {
  return parts.every((part) => part.files.every(({ sha256 }) => sha256 !== null));
}

/** Whether the revisions name one state for ever. */
export function isPinned({ parts }: Entry): boolean {
  return parts.every(({ revision }) => /^[0-9a-f]{40}$/.test(revision));
}

export function remoteParts({ parts }: Entry): Extract<InstallRequest['source'], { kind: 'hub' }>['parts'] {
  const remote = ({ path, bytes, sha256 }: z.infer<typeof file>): RemoteFile => ({ path, bytes, sha256 });
  return parts.map(({ repository, revision, into, files }) => ({
    repository,
    revision,
    into,
    files: files.map(remote),
  }));
}

export function licencesOf({ licences }: Entry): SourceFolder['licences'] {
  return licences;
}
