// npm run eval -- [NAME …] [OPTION …]: measures how true something is, prints it, and holds it against eval/thresholds.json. Without a
// name it asks the question sets over films that it builds itself. docs/eval.md says what there is, and which options.
import { CannotRun } from './errors';
import type { Measurement } from './measurement';
import { chosen, MEASUREMENTS } from './measurements';
import { type Options, readOptions } from './options';
import { figureTable, readThresholds, type Stood, stand } from './thresholds';

/** Options that leave something out, or put something in the place of what thresholds were set on. */
function isPartial({ half, limit, runs, list, needle }: Options): boolean {
  const changed = Object.values(needle).some((value) => value !== undefined);
  return half !== null || limit !== undefined || list !== null || changed || (runs[0]?.length ?? 0) > 0;
}

async function standing(measurement: Measurement, options: Options): Promise<Stood[]> {
  console.log(`# ${measurement.name}: ${measurement.what}\n`);
  const figures = await measurement.measure(options, console.log);
  const given = new Set((['media', 'pack'] as const).filter((need) => options[need] !== null));
  return stand(measurement.name, figures, isPartial(options) ? {} : readThresholds(), given);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.names.includes('list')) {
    for (const { name, what, needs } of MEASUREMENTS)
      console.log(`${name.padEnd(18)}${what}${needs.map((need) => ` (--${need})`).join('')}`);
    return;
  }
  const all: Stood[] = [];
  for (const measurement of chosen(options)) all.push(...(await standing(measurement, options)));
  console.log(`\n# All\n\n${figureTable(all)}`);
  if (isPartial(options)) console.log('\nA part was measured, which is held against no threshold.');
  if (all.some(({ standing: how }) => how === 'fallen' || how === 'missing')) process.exitCode = 1;
}

await main().catch((error: unknown) => {
  if (!(error instanceof CannotRun)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
