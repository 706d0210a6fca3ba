// What a person does with a package, in a clean root without a network: each a line of what was looked for and what came.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../lib/process.mjs';
import { ROOT } from '../lib/root.mjs';

const FFMPEG = join(ROOT, 'resources', 'bin', 'ffmpeg');
/** How long a window may take on a machine with other things to do. */
const WINDOW_SECONDS = 240;

/** Lines of what was checked; any that failed fails the whole. */
export class Report {
  failed = 0;

  check(what, holds, otherwise = '') {
    say(
      `${holds ? 'ok  ' : 'FAIL'} ${what}${holds || otherwise === '' ? '' : `: ${otherwise.trim().slice(-1500)}`}`,
    );
    if (!holds) this.failed += 1;
    return holds;
  }
}

/** Puts the first seconds of the film that comes along where a person of the root has films. */
export function bringFilm(folder) {
  const sample = join(ROOT, 'assets', 'sample', 'Harbour.webm');
  execFileSync(FFMPEG, [
    '-v',
    'error',
    '-y',
    '-i',
    sample,
    '-t',
    '10',
    '-c',
    'copy',
    join(folder, 'Harbour.webm'),
  ]);
}

/** Adds and indexes a film with a command line, and asks about it. */
export async function usesCommandLine(root, report, { name, command, film, how = {} }) {
  const index = await root.run(`${command} index ${film}`, how);
  report.check(
    `${name}: a film is indexed without a display and without a network`,
    index.code === 0,
    index.output,
  );
  const listed = await root.run(`${command} list --json`, how);
  const films = parsed(listed.stdout)?.videos ?? [];
  report.check(
    `${name}: the library has it`,
    films.length === 1 && films[0].state === 'ready',
    listed.output,
  );
  const asked = await root.run(`${command} ask ${film} "What is said about the harbour?" --json`, how);
  const { answer, citations = [] } = parsed(asked.stdout) ?? {};
  report.check(
    `${name}: a question is answered, with places`,
    Boolean(answer) && citations.length > 0,
    asked.output,
  );
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Opens the window on a screen of its own, and looks at it from outside: its class, its title, whether it has painted, whether its
 * pages run in Chromium's sandbox.
 */
export async function opensWindow(root, report, { name, command, how = {}, also = 'true' }) {
  const screen = '/tmp/screen.xwd';
  const line = `rm -f ${screen}; xvfb-run -a -s "-screen 0 1280x800x24" sh -c '
    ${command} >/tmp/window.log 2>&1 &
    for second in $(seq ${WINDOW_SECONDS}); do
      window=$(xwininfo -root -tree | grep -F "longtake-desktop" | grep -oE "0x[0-9a-f]+" | head -1)
      if [ -n "$window" ] && xprop -id $window _NET_WM_NAME WM_CLASS | grep -q Longtake; then
        xwd -silent -root -out ${screen}
        [ $(tail -c +4000 ${screen} | fold -b -w 3 2>/dev/null | LC_ALL=C sort -u | wc -l) -gt 40 ] && break
      fi
      sleep 1
    done
    echo "window: $(xprop -id $window WM_CLASS)"
    for each in /proc/[0-9]*/cmdline; do
      words=$(tr "\\0" " " 2>/dev/null < $each)
      case "\${words%% *}" in */longtake-desktop) echo "process: $words" ;; esac
    done
    ${also}
    kill $! ; wait $!'; tail -5 /tmp/window.log`;
  const { output } = await root.run(line, how);
  const title = /WM_CLASS.*"longtake-desktop"/.test(output);
  report.check(`${name}: the window opens, of the class that its desktop entry names`, title, output);
  report.check(`${name}: it has painted`, colours(join(root.folder, screen)) > 20, output);
  const processes = output.split('\n').filter((each) => each.startsWith('process: '));
  const sandboxed =
    processes.some((each) => each.includes('--type=renderer')) &&
    !processes.some((each) => / --no-sandbox\b/.test(each));
  report.check(`${name}: its pages run in Chromium's sandbox`, sandboxed, processes.join('\n'));
  return output;
}

/** How many colours a picture of the screen has, looked at in small; 0 where there is none. */
function colours(file) {
  if (!existsSync(file)) return 0;
  const small = [
    '-v',
    'error',
    '-i',
    file,
    '-vf',
    'scale=160:100',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-',
  ];
  const pixels = execFileSync(FFMPEG, small, { maxBuffer: 1 << 20 });
  const found = new Set();
  for (let at = 0; at < pixels.length; at += 3) found.add(pixels.readUIntBE(at, 3));
  return found.size;
}

/** Fingerprint of every file below a folder of the root, to tell whether anything became of it. */
export async function contentsOf(root, folder) {
  const text = await root.must(`cd ${folder} && find . -type f | sort | xargs -d "\\n" sha256sum`);
  return createHash('sha256').update(text).digest('hex');
}

/** What `file` would say of a picture: its sides. */
export function sidesOfPng(file) {
  const bytes = readFileSync(file);
  return bytes.toString('latin1', 1, 4) === 'PNG' ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : null;
}
