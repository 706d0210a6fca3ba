import { optionsShown, optionText, optionWords, usageText } from './arguments';
import { OPTIONS, type Option } from './options';
import { USAGES } from './usages';

const WIDTH = 118;
const COLUMN = 37;
const OPTION_NAMES = Object.keys(OPTIONS) as Option[];

/** What `longtake help` prints. */
export const HELP = `Longtake: ask questions of long local videos. Nothing leaves your machine.

${USAGES.map((row) => entry(`longtake ${usageText(row)}`, row.does, optionsShown(row).map(optionText))).join('')}
FILE is a video, or the id or title of one in the library; a file that is new is added and indexed first.

${OPTION_NAMES.map((option) => entry(optionWords(option), OPTIONS[option].does, [])).join('')}
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing found, 4 file cannot be read,
5 library in use or damaged, 6 model pack or ffmpeg missing, 75 try again (index --bundle), 130 stopped by Ctrl-C.
`;

/** A thing and what it does, beside one another where there is room, and below that the options that may be given with it. */
function entry(what: string, does: string, options: readonly string[]): string {
  const margin = ' '.repeat(COLUMN);
  const start = what.length < COLUMN ? what.padEnd(COLUMN) : `${what}\n${margin}`;
  const inBrackets = options.map((option) => `[${option}]`).join(' ');
  const joined = `${does}  ${inBrackets}`.trim();
  const rest = COLUMN + joined.length <= WIDTH ? joined : `${does}\n${margin}${inBrackets}`;
  return `${start}${rest.trim()}\n`;
}

/** The tables of commands and options in docs/cli.md, by the words that their heading rows begin with. */
export function docsTables(): string {
  const commands = USAGES.map((row) => {
    const options = optionsShown(row).map((shown) => ` \`[${cell(optionText(shown))}]\``);
    return [`\`${cell(usageText(row))}\`${options.join('')}`, sentences(row.does, row.more)];
  });
  const options = OPTION_NAMES.map((option) => {
    const { does, more } = { more: undefined, ...OPTIONS[option] };
    return [`\`${cell(optionWords(option))}\``, sentences(does, more)];
  });
  return `${table(['command', 'what it does'], commands)}\n${table(['option', 'what it is for'], options)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

function cell(code: string): string {
  return code.replaceAll('|', '\\|');
}

function sentences(does: string, more: string | undefined): string {
  const said = does.replace(/(?<!\S)--[a-z]+/g, '`$&`').replace(/"(longtake [a-z]+)"/g, '`$1`');
  return more === undefined ? said : `${said}. ${more}`;
}
