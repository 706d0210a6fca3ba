import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Output } from '../../src-shared/ipc';

/** What the build writes of the npm packages in the app (scripts/licences). */
const noticesFile = z.object({
  format: z.literal('longtake.notices.1'),
  packages: z.array(
    z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() }),
  ),
});

/** What set-up writes of the programs that it lays beside the app. */
const buildFile = z.object({
  format: z.literal('longtake.ffmpeg-build.1'),
  programs: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      configuration: z.string(),
      licence: z.string(),
      licenceFile: z.string(),
      source: z.object({ offer: z.string(), urls: z.array(z.string()) }),
    }),
  ),
});

/** The licences of what is shipped, as far as its files tell: a checkout may have none of them yet. */
export async function readLicences(resourcesDir: string): Promise<Output<'app.licences'>> {
  const own = await text(join(resourcesDir, 'LICENSE'));
  const notices = await json(join(resourcesDir, 'notices.json'), noticesFile);
  const build = await json(join(resourcesDir, 'bin', 'ffmpeg-build.json'), buildFile);
  const programs = (build?.programs ?? []).map(async ({ licenceFile, ...program }) => ({
    ...program,
    text: (await text(join(resourcesDir, 'licences', basename(licenceFile)))) ?? '',
  }));
  return {
    own: own === null ? null : { part: 'Longtake', name: 'Apache-2.0', text: own },
    programs: await Promise.all(programs),
    packages: (notices?.packages ?? []).map(({ name, version, licence, text }) => ({
      part: `${name} ${version}`,
      name: licence,
      text,
    })),
  };
}

function text(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

/** Null where the file is missing, or is not what it should be. */
async function json<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const found = await text(path);
  if (found === null) return null;
  try {
    return schema.parse(JSON.parse(found));
  } catch {
    return null;
  }
}
