// Which of the parts with a life of their own (Electron, ffmpeg) are behind.

/** Electron's makers keep its last three majors: https://www.electronjs.org/docs/latest/tutorial/electron-timelines */
const KEPT_MAJORS = 3;

const numbers = (version) =>
  (/(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version) ?? []).slice(1).map((part) => Number(part ?? 0));

/** Negative where the first is the older. */
export function compareVersions(one, other) {
  const [left, right] = [numbers(one), numbers(other)];
  return [0, 1, 2].map((n) => (left[n] ?? 0) - (right[n] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/**
 * @param {{ name: string, version: string }} part what is here
 * @param {string} newest what its registry has
 * @returns {{ behind: boolean, unkept: boolean, line: string }} unkept: of a major that gets no repairs any more
 */
export function standing({ name, version }, newest) {
  const behind = compareVersions(version, newest) < 0;
  const [major = 0, last = 0] = [numbers(version)[0], numbers(newest)[0]];
  const unkept = name.startsWith('Electron') && last - major >= KEPT_MAJORS;
  const word = unkept ? 'NO LONGER KEPT' : behind ? 'behind' : 'current';
  return { behind, unkept, line: `${word.padEnd(14)} ${name} ${version}, newest ${newest}` };
}

/** The line of npm's many that says what went wrong; all of them where there is none. @param {string} said on standard error */
export function reasonOf(said) {
  const lines = said.split('\n').map((line) => line.replace(/^npm (?:error|ERR!)\s*/, '').trim());
  const telling = lines.filter(
    (line) => line !== '' && !/^(?:code|syscall|errno|at|type|address|port) /.test(line),
  );
  return telling[0] ?? said;
}
