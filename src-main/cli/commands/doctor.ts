import { toUserError, type UserError } from '../../../src-shared/errors';
import { locateFfmpeg } from '../../media/locate';
import type { Context } from '../context';
import { EXIT, exitCodeFor } from '../exit-codes';
import { printable } from '../output';
import type { Result } from '../result';
import { packsOf } from './models';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
  readonly error: UserError | null;
}

/** Tries each part that the others need; each failure with what to do about it. */
export async function doctor(context: Context): Promise<Result> {
  const { around } = context;
  const checks: Check[] = [];
  const tryOut = async (name: string, check: () => Promise<string> | string) => {
    try {
      checks.push({ name, ok: true, says: await check(), error: null });
    } catch (error) {
      around.signal.throwIfAborted();
      const words = toUserError(error);
      checks.push({ name, ok: false, says: `${words.message} ${words.remedy}`, error: words });
    }
  };
  await tryOut(
    'program',
    () => `Longtake ${around.version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  );
  await tryOut('ffmpeg', () => locateFfmpeg({ resourcesDir: around.resourcesDir }));
  await tryOut('library', () => {
    const { library } = context.services();
    const use = library.readOnly ? `, ${context.whyReadOnly}` : '';
    return `${context.libraryDir}, ${library.videos.list().length} videos${use}`;
  });
  for (const pack of await packsOf(context)) {
    const says = pack.error
      ? `${pack.error.message} ${pack.error.remedy}`
      : `${pack.version}, every file checked${pack.fit ? `. ${pack.fit.why}` : ''}`;
    checks.push({ name: `pack ${pack.id}`, ok: pack.error === null, says, error: pack.error });
  }
  await tryOut('inference', async () => {
    const { workers, chosen, library } = context.services();
    const { device } = library.settings.get();
    const report = await workers.query.call(
      'device.report',
      { packDir: chosen.core, device },
      { signal: around.signal, deadline: 120_000 },
    );
    return `${report.chosen}: ${report.why}`;
  });
  const failed = checks.find((check) => !check.ok);
  return {
    exitCode: failed?.error ? exitCodeFor(failed.error.code) : EXIT.ok,
    text: checks
      .map((c) => `${c.ok ? 'ok  ' : 'BAD '}  ${c.name.padEnd(10)}  ${printable(c.says)}\n`)
      .join(''),
    document: { version: around.version, checks },
  };
}
