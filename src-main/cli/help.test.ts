import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optionsShown, readArguments, usageText } from './arguments';
import { UsageError } from './errors';
import { docsTables, HELP } from './help';
import { OPTIONS } from './options';
import { USAGES } from './usages';

/** What a user would type for a row: an example of each word and option. */
function exampleOf(row: (typeof USAGES)[number], withOptions: boolean): string[] {
  const shown = [...(row.needs ?? []), ...(withOptions ? optionsShown(row).slice(0, 1) : [])];
  const options = shown.flatMap((one) => {
    const [option, value] = typeof one === 'string' ? [one, OPTIONS[one].value] : one;
    return value === null ? [`--${option}`] : [`--${option}`, value.split('|')[0] ?? ''];
  });
  const words = row.words.split(' ').filter(Boolean);
  const typed = words.map((word) => (word === 'PLACE' ? '1' : (word.split('|')[0] ?? '')));
  return [row.name, ...typed, ...options];
}

describe('the table of commands', () => {
  it.each(USAGES.flatMap((row) => [exampleOf(row, false), exampleOf(row, true)]))(
    'is what is taken: %s',
    (...argv) => {
      expect(readArguments(argv)).toMatchObject({ name: argv[0], json: false, library: null });
    },
  );

  it('is all that is taken: every other option is refused by every row', () => {
    for (const row of USAGES.filter(({ name }) => name !== 'help')) {
      const own = [...(row.needs ?? []), ...(row.takes ?? [])].map((one) =>
        typeof one === 'string' ? one : one[0],
      );
      const others = (['yes', 'exact', 'again', 'limit', 'at', 'use', 'what', 'precision'] as const).filter(
        (option) => !own.includes(option),
      );
      for (const option of others) {
        const { value } = OPTIONS[option];
        const given = value === null ? [`--${option}`] : [`--${option}`, value.split('|')[0] ?? ''];
        expect(() => readArguments([...exampleOf(row, false), ...given]), `${row.name} --${option}`).toThrow(
          UsageError,
        );
      }
    }
  });

  it('is what help shows, in lines that a terminal holds', () => {
    for (const row of USAGES) expect(HELP).toContain(`longtake ${usageText(row)}`);
    for (const option of Object.keys(OPTIONS)) expect(HELP).toContain(`--${option}`);
    expect(HELP.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });

  it('is what docs/cli.md shows: node scripts/run.mjs scripts/cli-docs.ts writes it there', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8');
    expect(docs).toContain(docsTables());
  });
});
