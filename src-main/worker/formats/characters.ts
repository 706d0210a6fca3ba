// Files of the characters that a text recogniser can write, and the scripts that they are of.

/** The characters of a file with one a line, with the space that follows them. */
export function readCharacters(file: string): string[] {
  const lines = file.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return [...lines, ' '];
}

const expressions = new Map<string, RegExp>();

/** Whether a letter is of a script, by Unicode's name. */
export function isOfScript(letter: string, script: string): boolean {
  const expression = expressions.get(script) ?? new RegExp(`\\p{Script=${script}}`, 'u');
  expressions.set(script, expression);
  return expression.test(letter);
}

/** Scripts that recognisers are made for, by Unicode's names. */
const SCRIPTS = [
  ...[
    'Cyrillic',
    'Greek',
    'Hangul',
    'Arabic',
    'Hebrew',
    'Devanagari',
    'Bengali',
    'Tamil',
    'Telugu',
    'Kannada',
  ],
  ...['Thai', 'Georgian', 'Armenian', 'Han', 'Hiragana', 'Katakana'],
];
/** A dictionary with fewer letters of a script has them for formulae. */
const LEAST_LETTERS = 20;

/** The scripts, beside Latin, that a recogniser with these characters is made for. */
export function scriptsIn(characters: readonly string[]): string[] {
  return SCRIPTS.filter(
    (script) => characters.filter((character) => isOfScript(character, script)).length >= LEAST_LETTERS,
  );
}
