import { gpu } from './gpu';
import { language } from './language';
import { library } from './library';
import { long } from './long';
import { type Section, table } from './report';
import { search } from './search';
import { speech } from './speech';
import { throughput } from './throughput';
import { timeline } from './timeline';
import { tracks } from './tracks';

const SECTIONS: Readonly<Record<string, Section>> = {
  throughput,
  long,
  search,
  library,
  speech,
  tracks,
  timeline,
  language,
  gpu,
};

/** `npm run bench` runs everything; `npm run bench -- speech search` only what is named. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SECTIONS));
if (unknown.length > 0) {
  console.error(
    `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(SECTIONS).join(', ')}.`,
  );
  process.exit(2);
}
for (const [name, section] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n## ${section.title}\n`);
  console.log(table(await section.run()));
}
