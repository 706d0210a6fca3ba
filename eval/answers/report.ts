import type { Asking, Scores } from './ask';
import { judge, type Verdict } from './judge';
import {
  averageMap,
  citationPrecision,
  meanAveragePrecision,
  quantile,
  type Ranked,
  recallAtOne,
  refusals,
} from './metrics';
import { intervalsOf, unanswerable } from './types';

/** Everything measured of one run. Shares are 0..1, null where nothing was there to measure. */
export interface Figures {
  readonly questions: number;
  readonly byType: readonly TypeFigures[];
  /** By how questions are put, and by who wrote them; empty where a set does not say. */
  readonly byWording: readonly TypeFigures[];
  readonly citations: { share: number | null; cited: number };
  readonly moments: {
    queries: number;
    r1At05: number | null;
    r1At07: number | null;
    mapAt05: number | null;
    map: number | null;
  };
  readonly notFound: ReturnType<typeof refusals>;
}
export interface TypeFigures extends Record<Verdict, number> {
  readonly type: string;
  readonly asked: number;
}
const VERDICTS: readonly Verdict[] = ['right', 'wrong', 'missed', 'declined'];

export function figures(askings: readonly Asking[]): Figures {
  const types = [...new Set(askings.map(typeOf))].sort();
  const moments = askings.flatMap(({ asked, moments: found }): Ranked[] => {
    const truth = intervalsOf(asked);
    return found && truth ? [{ moments: found, truth }] : [];
  });
  const cited = askings.flatMap(({ asked, given }) => {
    const expected = intervalsOf(asked);
    const claims = given.confidence !== null && given.confidence !== 'none';
    return expected && claims ? [{ cited: given.citations, expected }] : [];
  });
  return {
    questions: askings.length,
    byType: [
      ...types.map((type) =>
        tally(
          type,
          askings.filter((a) => typeOf(a) === type),
        ),
      ),
      tally(
        'answerable',
        askings.filter(({ asked }) => !unanswerable(asked)),
      ),
      tally(
        'unanswerable',
        askings.filter(({ asked }) => unanswerable(asked)),
      ),
      tally('all', askings),
    ],
    byWording: [...tallies(askings, ({ asked }) => asked.wording), ...tallies(askings, writerOf)],
    citations: citationPrecision(cited),
    moments: {
      queries: moments.length,
      r1At05: recallAtOne(moments, 0.5),
      r1At07: recallAtOne(moments, 0.7),
      mapAt05: meanAveragePrecision(moments, 0.5),
      map: averageMap(moments),
    },
    // What no part could know is neither there nor not there for this.
    notFound: refusals(
      askings
        .filter(({ asked }) => !asked.beyond)
        .map(({ asked, given }) => ({
          refused: given.confidence === 'none',
          absent: asked.answer.kind === 'notThere',
        })),
    ),
  };
}

/** The type that a question is told under: what is not there, and what is beyond, apart from what is. */
function typeOf({ asked }: Asking): string {
  if (asked.beyond) return `beyond: ${asked.type}`;
  return asked.answer.kind === 'notThere' ? `not there: ${asked.type}` : asked.type;
}

const WRITERS: Readonly<Record<string, string>> = {
  films: 'written from the films alone',
  reworded: 'of the other set, reworded',
};

function writerOf({ asked: { writer } }: Asking): string | undefined {
  return writer === undefined ? undefined : (WRITERS[writer] ?? writer);
}

function tallies(askings: readonly Asking[], of: (asking: Asking) => string | undefined): TypeFigures[] {
  const kinds = [...new Set(askings.flatMap((asking) => of(asking) ?? []))].sort();
  return kinds.flatMap((kind) =>
    [false, true].flatMap((absent) => {
      const own = askings.filter((a) => of(a) === kind && unanswerable(a.asked) === absent);
      return own.length === 0 ? [] : [tally(`${kind}, ${absent ? 'not ' : ''}answerable`, own)];
    }),
  );
}

function tally(type: string, askings: readonly Asking[]): TypeFigures {
  const count = (verdict: Verdict) => askings.filter((a) => judge(a.asked, a.given) === verdict).length;
  const [right = 0, wrong = 0, missed = 0, declined = 0] = VERDICTS.map(count);
  return { type, asked: askings.length, right, wrong, missed, declined };
}

export function accuracyTable(kinds: readonly TypeFigures[], what: string): string {
  const rows = kinds.map(({ type, asked, right, wrong, missed, declined }) =>
    [type, asked, right, percent(asked === 0 ? null : right / asked), wrong, missed, declined].join(' | '),
  );
  const head = `${what} | asked | right | accuracy | wrong | “nothing found”, wrongly | “cannot tell”`;
  return markdown(head, rows);
}

/** One line a run, so that what each part is worth stands below the whole. */
export function summaryTable(runs: readonly { name: string; figures: Figures }[]): string {
  const head =
    'run | accuracy | answerable | unanswerable | citation precision | R1@0.5 | R1@0.7 | mAP@0.5 | mAP | “not found”: precision | recall';
  const rows = runs.map(({ name, figures: f }) => {
    const accuracy = (type: string) => {
      const row = f.byType.find((t) => t.type === type);
      return percent(row && row.asked > 0 ? row.right / row.asked : null);
    };
    return [
      name,
      accuracy('all'),
      accuracy('answerable'),
      accuracy('unanswerable'),
      `${percent(f.citations.share)} of ${f.citations.cited}`,
      ...[f.moments.r1At05, f.moments.r1At07, f.moments.mapAt05, f.moments.map].map(percent),
      percent(f.notFound.precision),
      percent(f.notFound.recall),
    ].join(' | ');
  });
  return markdown(head, rows);
}

export function notFoundLine({ notFound: n, moments }: Figures): string {
  return (
    `“Nothing found” was said rightly ${n.right} times and wrongly ${n.wrong} times; of what is not there ${n.claimed} ` +
    `were not refused. Moments were ranked for ${moments.queries} questions.`
  );
}

/** Every answer that claims something and is not right, whole: nothing else tells what has to be mended. */
export function falseAnswers(askings: readonly Asking[]): string {
  const wrong = askings.filter((a) => judge(a.asked, a.given) === 'wrong');
  if (wrong.length === 0) return 'No false answers.';
  const told = wrong.map(({ asked, given }) => {
    const places = given.citations.map(
      ([from, to], i) => `${from.toFixed(1)}–${to.toFixed(1)} “${given.quotes[i]}”`,
    );
    const truth = asked.beyond ? `not known: ${JSON.stringify(asked.answer)}` : JSON.stringify(asked.answer);
    return [
      `- \`${asked.id}\` (${asked.type}${asked.wording ? `, ${asked.wording}` : ''}) **${asked.question}**`,
      `  ${given.text.replace(/\s*\n\s*/g, ' / ')} (${given.confidence ?? 'no grade'})`,
      ...(places.length > 0 ? [`  cited: ${places.join('; ')}`] : []),
      `  truth: ${truth}`,
    ].join('\n');
  });
  return `${wrong.length} false answers of ${askings.length}:\n\n${told.join('\n')}`;
}

/** The same facts, asked in a form that is documented and as people ask. Null where a set holds none. */
export function pairTable(askings: readonly Asking[], others: readonly Asking[]): string | null {
  const byId = new Map(others.map((a) => [a.asked.id, a]));
  const pairs = askings.flatMap((a) => {
    const other = a.asked.same === undefined ? undefined : byId.get(a.asked.same);
    return other ? [{ own: a, other }] : [];
  });
  if (pairs.length === 0) return null;
  const right = (a: Asking) => judge(a.asked, a.given) === 'right';
  const rows = [false, true].map((absent) => {
    const these = pairs.filter(({ own }) => unanswerable(own.asked) === absent);
    const [documented, ordinary, both] = [
      these.filter(({ other }) => right(other)).length,
      these.filter(({ own }) => right(own)).length,
      these.filter(({ own, other }) => right(own) && right(other)).length,
    ];
    return [absent ? 'not answerable' : 'answerable', these.length, documented, ordinary, both].join(' | ');
  });
  return markdown(
    'facts asked both ways | n | right in a documented form | right in ordinary words | both',
    rows,
  );
}

const AT = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

/** How raw scores lie for what is there and what is not: what floors are chosen by. */
export function scoresTable(askings: readonly Asking[]): string {
  const known = askings.filter(({ asked }) => !asked.beyond);
  const measures: readonly (keyof Scores)[] = ['frame', 'scene', 'said'];
  const rows = measures.flatMap((measure) =>
    [false, true].map((absent) => {
      const values = known
        .filter(({ asked }) => (asked.answer.kind === 'notThere') === absent)
        .flatMap(({ scores }) => scores[measure] ?? []);
      const spread = AT.map((at) => quantile(values, at)?.toFixed(3) ?? '–');
      return [measure, absent ? 'not there' : 'there', values.length, ...spread].join(' | ');
    }),
  );
  return markdown(`score | truth | n | ${AT.map((at) => percent(at)).join(' | ')}`, rows);
}

/** How sure answers said they were, for what is there and what is not. */
export function confidenceTable(askings: readonly Asking[]): string {
  const known = askings.filter(({ asked }) => !asked.beyond);
  const rows = (['high', 'medium', 'low', 'none', null] as const).map((confidence) => {
    const given = known.filter((a) => a.given.confidence === confidence);
    const absent = given.filter(({ asked }) => asked.answer.kind === 'notThere').length;
    const right = given.filter((a) => judge(a.asked, a.given) === 'right').length;
    return [confidence ?? 'no grade', given.length - absent, absent, right].join(' | ');
  });
  return markdown('confidence | there | not there | right', rows);
}

function markdown(head: string, rows: readonly string[]): string {
  const rule = head.split(' | ').map(() => '---');
  return [head, rule.join(' | '), ...rows].map((row) => `| ${row} |`).join('\n');
}

function percent(value: number | null): string {
  return value === null ? '–' : `${Math.round(value * 100)} %`;
}
