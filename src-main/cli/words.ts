/** Says that the program was started for its command line, without a window. */
const SWITCH = '--cli';
/** Chromium takes nothing behind it for a switch of its own, whatever the user's words are. */
const END_OF_SWITCHES = '--';

/**
 * The words of the command line, from what the launchers make of them: `PROGRAM SWITCH… --cli -- WORD…`.
 * @returns null where the program was started for its window
 */
export function commandWords(argv: readonly string[]): readonly string[] | null {
  const end = argv.indexOf(END_OF_SWITCHES);
  const switches = end === -1 ? argv : argv.slice(0, end);
  if (!switches.includes(SWITCH)) return null;
  return end === -1 ? [] : argv.slice(end + 1);
}
