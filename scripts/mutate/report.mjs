// What came of the trials, as people read it.
import { diffLines } from './mutations.mjs';

/** A mutation that was tried. @typedef {{ mutation: import('./mutations.mjs').Mutation, source: string, verdict: string, by: string | null, seconds: number }} Tried */

/**
 * Killed and timed out of all that are clear, 0..100: a change that makes the tests hang is noticed. Unclear is one whose tests
 * fail, or take too long, without it as well.
 */
export function score(tried) {
  const clear = tried.filter(({ verdict }) => verdict !== 'unclear');
  const noticed = clear.filter(({ verdict }) => verdict === 'killed' || verdict === 'timed out');
  return clear.length === 0 ? 100 : Math.round((100 * noticed.length) / clear.length);
}

/** One trial: what became of it, where, and the line before and after. */
export function trialLines({ mutation, source, verdict, by, seconds }) {
  const { before, after } = diffLines(source, mutation);
  const where = `${mutation.path}:${mutation.line}`;
  const who = by === null ? '' : ` by ${by}`;
  return `${verdict.padEnd(9)} ${where} ${mutation.kind}${who} (${seconds} s)\n  - ${before}\n  + ${after}`;
}

/** A row for each folder and one for all. @param {Map<string, Tried[]>} byFolder */
export function table(byFolder) {
  const all = [...byFolder.values()].flat();
  /** @type {[string, Tried[]][]} */
  const groups = [...byFolder, ['all', all]];
  const rows = groups.map(([name, tried]) => [
    name,
    tried.length,
    ...['killed', 'timed out', 'survived', 'untested', 'unclear'].map(
      (wanted) => tried.filter(({ verdict }) => verdict === wanted).length,
    ),
    `${score(tried)} %`,
  ]);
  const head = ['folder', 'tried', 'killed', 'timed out', 'survived', 'no test', 'unclear', 'score'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
