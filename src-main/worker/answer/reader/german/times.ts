// Places in a film as German names them, in the English that `takeTime` reads.

const CARDINALS = 'null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ');
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...CARDINALS.map((word, n): [string, number] => [word, n]),
  ['eine', 1],
  ['einer', 1],
  ['einem', 1],
  ['zwo', 2],
  ['fünfzehn', 15],
  ['zwanzig', 20],
  ['dreißig', 30],
  ['dreissig', 30],
  ['vierzig', 40],
  ['fünfzig', 50],
  ['sechzig', 60],
  ['neunzig', 90],
]);
const ORDINALS: Readonly<Record<string, number>> = {
  erste: 1,
  zweite: 2,
  dritte: 3,
  vierte: 4,
  fünfte: 5,
  sechste: 6,
  siebte: 7,
  achte: 8,
  neunte: 9,
  zehnte: 10,
};

const NUMBER = `(\\d+(?:[.,]\\d+)?|${[...NUMBERS.keys()].sort((a, b) => b.length - a.length).join('|')})`;
const UNIT = '(stunden?|std\\.?|h|minuten?|min\\.?|m|sekunden?|sek\\.?|s)(?![\\p{L}])';
const CLOCK = '(\\d+:\\d{1,2}(?::\\d{1,2})?(?:\\.\\d+)?)(?:\\s*(?:uhr|min(?:uten?)?\\.?))?';
const ORDINAL = `(erste|zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte|letzte|vorletzte|\\d+\\.)(?:[nrs])?`;
const AT = '(?:(?:ungefähr|etwa|circa|ca\\.|rund|genau|um|bei|in|zu|der|die)\\s+)*';
const PART = '(szene|einstellung|aufnahme)(?:\\s*(?:nr\\.?|nummer|#))?';

/** The number that a German word or figure stands for. */
export function germanNumber(word: string): number {
  return NUMBERS.get(word.toLowerCase()) ?? Number(word.replace(',', '.'));
}

/** Whether a German word says how many. */
export function isGermanNumber(word: string): boolean {
  return NUMBERS.has(word.toLowerCase());
}

function unitOf(unit = ''): string {
  return /^(?:st|h)/i.test(unit) ? 'hours' : /^m/i.test(unit) ? 'minutes' : 'seconds';
}
function partOf(unit = ''): string {
  return /^szene/i.test(unit) ? 'scene' : 'shot';
}
function ordinalOf(word = ''): string {
  const lower = word.toLowerCase();
  if (lower === 'letzte') return 'last';
  const n = ORDINALS[lower] ?? Number.parseInt(lower, 10);
  return n === 1 ? 'first' : n === 2 ? 'second' : n === 3 ? 'third' : `${n}th`;
}
/** The number of a German ordinal, however it ends ("dritten", "3."); 0 for any other word. */
export function germanOrdinal(word: string): number {
  const lower = word.toLowerCase().replace(/[nrs]$/, '');
  return ORDINALS[lower] ?? (/^\d+\.$/.test(lower) ? Number.parseInt(lower, 10) : 0);
}

function edgeOf(word = ''): string {
  return /^erst/i.test(word) ? 'first' : 'last';
}

type Rule = readonly [RegExp, (groups: readonly string[]) => string];
const rule = (source: string, english: Rule[1]): Rule => [
  new RegExp(`(?<![\\p{L}\\p{N}])${source}`, 'iu'),
  english,
];

/** Tried in order, the longer before the shorter that they contain. */
const RULES: readonly Rule[] = [
  rule(
    `(?:zwischen|von)\\s+${CLOCK}\\s*(?:und|bis)\\s*(?:zu\\s+)?${CLOCK}`,
    ([a, b]) => `between ${a} and ${b}`,
  ),
  rule(`${CLOCK}\\s*(?:bis|-|–)\\s*${CLOCK}`, ([a, b]) => `between ${a} and ${b}`),
  rule(
    `(?:zwischen|von)\\s+(minute|sekunde)\\s+(\\d+)\\s*(?:und|bis)\\s*(?:(?:minute|sekunde)\\s+)?(\\d+)`,
    ([unit, a, b]) => `between ${a} and ${b} ${unitOf(unit)}`,
  ),
  rule(
    `(?:zwischen|von)\\s+${NUMBER}\\s+(?:und|bis)\\s+${NUMBER}\\s+${UNIT}`,
    ([a = '', b = '', unit]) => `between ${germanNumber(a)} and ${germanNumber(b)} ${unitOf(unit)}`,
  ),
  rule(
    `(?:in\\s+|während\\s+)?(?:den|der|die)\\s+(ersten?|letzten?)\\s+(?:${NUMBER}\\s+)?${UNIT}`,
    ([which, n = '1', unit]) => `in the ${edgeOf(which)} ${germanNumber(n)} ${unitOf(unit)}`,
  ),
  rule(
    `(?:in\\s+|während\\s+)?(?:der|die)\\s+(erste|zweite|letzte)n?\\s+hälfte`,
    ([which]) => `in the ${ordinalOf(which)} half`,
  ),
  rule(
    `(?:im|in\\s+dem|das)\\s+(erste|zweite|dritte|letzte)[ns]?\\s+(drittel|viertel)`,
    ([which, part]) => `in the ${ordinalOf(which)} ${/^d/i.test(part ?? '') ? 'third' : 'quarter'}`,
  ),
  rule(
    `(?:in\\s+|während\\s+)?(?:der\\s+|die\\s+)?${PART}\\s*(\\d+)(?!\\s*[:\\d])`,
    ([unit, n]) => `in ${partOf(unit)} ${n}`,
  ),
  rule(
    `(?:in\\s+|während\\s+)?(?:der|die)\\s+${ORDINAL}\\s+${PART}`,
    ([which, unit]) => `in the ${ordinalOf(which)} ${partOf(unit)}`,
  ),
  rule(
    `(?:ganz\\s+)?(?:am\\s+(?:anfang|beginn)|zu\\s+beginn|zu\\s+anfang|anfangs)`,
    () => 'at the beginning',
  ),
  rule(`(?:ganz\\s+)?(?:am\\s+(?:ende|schluss)|zum\\s+(?:schluss|ende))`, () => 'at the end'),
  rule(`(?:in\\s+der\\s+mitte)(?!\\s+(?:von|des|der))`, () => 'in the middle'),
  rule(`nach\\s+(?:minute\\s+)?${CLOCK}`, ([a]) => `after ${a}`),
  rule(`nach\\s+${NUMBER}\\s+${UNIT}`, ([n = '', unit]) => `after ${germanNumber(n)} ${unitOf(unit)}`),
  rule(`ab\\s+(?:minute\\s+)?${CLOCK}`, ([a]) => `from ${a} on`),
  rule(`ab\\s+(minute|sekunde)\\s+(\\d+)`, ([unit, n]) => `from ${n} ${unitOf(unit)} on`),
  rule(`(?:bis|vor)\\s+(?:zu\\s+)?(?:minute\\s+)?${CLOCK}`, ([a]) => `before ${a}`),
  rule(`${AT}(minute|sekunde)\\s+(\\d+)(?!\\s*[:\\d])`, ([unit, n]) => `at ${n} ${unitOf(unit)}`),
  rule(`${AT}(?:minute\\s+)?${CLOCK}`, ([a]) => `at ${a}`),
  rule(
    `(?:bei|um|nach)\\s+${NUMBER}\\s+${UNIT}`,
    ([n = '', unit]) => `at ${germanNumber(n)} ${unitOf(unit)}`,
  ),
];

/** Takes the first place in a film out of a German question, as English names it; empty where it names none. */
export function takeGermanTime(text: string): { readonly rest: string; readonly time: string } {
  for (const [pattern, english] of RULES) {
    const match = pattern.exec(text);
    if (!match) continue;
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    const groups = match.slice(1).map((group) => group as string | undefined);
    return { rest: rest.replace(/\s+/g, ' ').trim(), time: english(groups as string[]) };
  }
  return { rest: text, time: '' };
}
