import type { DeviceReport } from '../../../src-shared/domain';
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
  let devices: (DeviceReport & { readonly use: string })[] = [];
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
    const use = library.readOnly ? ', in use by another Longtake' : '';
    return `${context.libraryDir}, ${library.videos.list().length} videos${use}`;
  });
  for (const pack of await packsOf(context)) {
    const says = pack.error
      ? `${pack.error.message} ${pack.error.remedy}`
      : `${pack.version}, every file checked${pack.fit ? `. ${pack.fit.why}` : ''}`;
    checks.push({ name: `pack ${pack.id}`, ok: pack.error === null, says, error: pack.error });
  }
  await tryOut('inference', async () => {
    const { language, ...frames } = await context.services().deviceReport(around.signal);
    devices = [{ use: 'frames', ...frames }, ...(language ? [{ use: 'language model', ...language }] : [])];
    return devices.map(({ use, chosen, why }) => `${use} on ${chosen}: ${why}`).join(' ');
  });
  const failed = checks.find((check) => !check.ok);
  return {
    exitCode: failed?.error ? exitCodeFor(failed.error.code) : EXIT.ok,
    text: checks
      .map((c) => `${c.ok ? 'ok  ' : 'BAD '}  ${c.name.padEnd(10)}  ${printable(c.says)}\n`)
      .concat(devices.flatMap(({ use, candidates }) => candidates.map((one) => deviceLine(use, one))))
      .join(''),
    document: { version: around.version, checks, devices },
  };
}

/** A row of the table of devices: what it is for, how fast, and why (not). */
function deviceLine(use: string, { device, milliseconds, why }: DeviceReport['candidates'][number]): string {
  const speed = milliseconds === null ? '-' : `${milliseconds.toPrecision(3)} ms`;
  return `      ${use.padEnd(14)}  ${device.padEnd(7)}  ${speed.padStart(9)}  ${printable(why)}\n`;
}
