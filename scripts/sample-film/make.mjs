// node scripts/sample-film/make.mjs FLITE   makes assets/sample/Harbour.webm anew: pictures drawn by Electron, words spoken by FLITE
// (the program flite of CMU Flite 2.2 with its voice slt, as Debian's package flite has it), put together by ffmpeg.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDisplay } from '../lib/display.mjs';
import { appEnvironment, chromiumFlags, electron } from '../lib/electron.mjs';
import { main, run, ScriptFailed } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';
import { SCENE_SECONDS, SCENES } from './scenes.mjs';

const RATE = 15;

await main(async () => {
  const [flite] = process.argv.slice(2);
  if (flite === undefined) throw new ScriptFailed('Which flite? node scripts/sample-film/make.mjs FLITE');
  const folder = mkdtempSync(join(tmpdir(), 'longtake-sample-'));
  const ffmpeg = join(ROOT, 'resources', 'bin', 'ffmpeg');
  try {
    const drawing = join(ROOT, 'scripts', 'sample-film', 'draw.mjs');
    await withDisplay((display) =>
      run(electron().executable, [...chromiumFlags(), drawing, folder], { env: appEnvironment(display) }),
    );
    for (const [n, { words }] of SCENES.entries()) {
      execFileSync(flite, ['-voice', 'slt', '-t', words, '-o', join(folder, `${n}.wav`)]);
    }
    const frames = RATE * SCENE_SECONDS;
    const filters = SCENES.flatMap((_, n) => [
      // Each is slowly come nearer to.
      `[${2 * n}:v]zoompan=z='1+0.12*on/${frames}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=${frames}:s=640x360:fps=${RATE},format=yuv420p[v${n}]`,
      `[${2 * n + 1}:a]aresample=48000,adelay=700:all=1,apad,atrim=0:${SCENE_SECONDS}[a${n}]`,
    ]);
    const joined = SCENES.map((_, n) => `[v${n}][a${n}]`).join('');
    execFileSync(ffmpeg, [
      ...['-v', 'error', '-y'],
      ...SCENES.flatMap((_, n) => ['-i', join(folder, `${n}.png`), '-i', join(folder, `${n}.wav`)]),
      ...['-filter_complex', `${filters.join(';')};${joined}concat=n=${SCENES.length}:v=1:a=1[v][a]`],
      ...['-map', '[v]', '-map', '[a]', '-c:v', 'libvpx-vp9', '-crf', '34', '-b:v', '0', '-row-mt', '1'],
      ...['-c:a', 'libopus', '-b:a', '40k', '-metadata', 'title=Harbour', '-fflags', '+bitexact'],
      join(ROOT, 'assets', 'sample', 'Harbour.webm'),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
