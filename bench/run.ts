import { archive } from './archive';
import { makeBundle } from './gpu/bundle';
import { builtInCore } from './gpu/core';
import { answerFigures } from './gpu/on-device';
import { gpuRows, gpuWanted } from './gpu/section';
import { language } from './language';
import { library } from './library';
import { long } from './long';
import { type Section, table } from './report';
import { search } from './search';
import { speech } from './speech';
import { throughput } from './throughput';
import { timeline } from './timeline';
import { tracks } from './tracks';
import { WORKER } from './worker';

const SECTIONS: Readonly<Record<string, Section>> = {
  throughput,
  long,
  search,
  library,
  archive,
  speech,
  tracks,
  timeline,
  language,
  gpu: {
    title: 'Devices',
    run: async () => gpuRows(gpuWanted(options), await builtInCore(), WORKER),
  },
};

/**
 * `npm run bench` runs everything; `npm run bench -- speech search` only what is named. What follows `gpu` are its options;
 * `npm run bench -- gpu --bundle DIR` makes a folder that measures on another machine.
 */
const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith('--'));
const wanted = firstOption < 0 ? args : args.slice(0, firstOption);
const options = firstOption < 0 ? [] : args.slice(firstOption);

if (!(await answerFigures(args))) await main();

async function main(): Promise<void> {
  const unknown = wanted.filter((name) => !(name in SECTIONS));
  if (unknown.length > 0) {
    refuse(`No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(SECTIONS).join(', ')}.`);
  }
  if (options.length > 0 && (wanted.length !== 1 || wanted[0] !== 'gpu')) {
    refuse('Options are those of one benchmark, gpu: npm run bench -- gpu --model tiny');
  }
  if (options[0] === '--bundle') return bundle(options[1] ?? refuse('--bundle wants a folder.'));
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n## ${section.title}\n`);
    console.log(table(await section.run()));
  }
}

async function bundle(folder: string): Promise<void> {
  const bytes = await makeBundle(folder);
  console.log(
    `${(bytes / 1e6).toFixed(1)} MB in ${folder}. On a Linux machine with a card: sh ${folder}/go.sh`,
  );
}

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}
