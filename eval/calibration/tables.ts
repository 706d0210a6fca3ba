/** The tables of docs/lab/calibration.md, from scores. */
export interface SeenScore {
  readonly file: string;
  readonly concept: string;
  readonly present: boolean;
  readonly half: 'A' | 'B';
  /** Highest label mass of one frame, 0..1. */
  readonly one: number;
  /** Highest mass that two neighbouring frames of one scene both reach. */
  readonly two: number;
  /** Highest mean of five neighbouring frames of one scene, or of all its frames where it has two to four. */
  readonly five: number;
  /** Highest mean over all frames of a scene that has at least two. */
  readonly scene: number;
  /** How the program tells of it with the numbers as they are now. */
  readonly told: Told;
}
const TOLD = ['is seen', 'looks like', 'nearest miss', 'nothing'] as const;
export type Told = (typeof TOLD)[number];
export type Measure = (typeof MEASURES)[number];
export interface SaidScore {
  readonly file: string;
  readonly query: string;
  readonly said: boolean;
  readonly half: 'A' | 'B';
  readonly cosine: number;
}

const FLOORS = [0.05, 0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const COSINES = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];
const MEASURES = ['one', 'two', 'five', 'scene'] as const;
const MEASURE_NAMES = {
  one: 'one frame',
  two: 'both of two neighbours',
  five: 'mean of five neighbours',
  scene: 'mean of a scene',
} as const;

/** `found of there (share) / wrongly claimed of not there` at a floor. */
function cell(there: readonly number[], not: readonly number[], floor: number): string {
  const found = there.filter((s) => s >= floor).length;
  const wrong = not.filter((s) => s >= floor).length;
  return `${found} of ${there.length} / ${wrong} of ${not.length}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

export function seenTable(scores: readonly SeenScore[]): string {
  const parts: string[] = [];
  for (const half of ['A', 'B'] as const) {
    const own = scores.filter((s) => s.half === half);
    const there = own.filter((s) => s.present);
    const not = own.filter((s) => !s.present);
    const rows = FLOORS.map((floor) => [
      String(floor),
      ...MEASURES.map((m) =>
        cell(
          there.map((s) => s[m]),
          not.map((s) => s[m]),
          floor,
        ),
      ),
    ]);
    parts.push(`### Seen, half ${half}: present found / absent claimed`);
    parts.push(table(['floor', ...MEASURES.map((m) => MEASURE_NAMES[m])], rows));
    const toldRow = (told: Told) =>
      [there, not].map((list) => String(list.filter((s) => s.told === told).length));
    parts.push(
      table(
        ['told as', 'present', 'absent'],
        TOLD.map((told) => [told, ...toldRow(told)]),
      ),
    );
  }
  parts.push('### What was told wrongly: absent and not "nothing", present and "nothing"');
  parts.push(
    table(['file', 'thing', 'is', 'told as', ...MEASURES.map((m) => MEASURE_NAMES[m])], mistakes(scores)),
  );
  return parts.join('\n\n');
}

function mistakes(scores: readonly SeenScore[]): string[][] {
  return scores
    .filter((s) => (s.told === 'nothing') === s.present)
    .sort((a, b) => Number(a.present) - Number(b.present) || b.one - a.one)
    .map((s) => [
      s.file,
      s.concept,
      s.present ? 'there' : 'not there',
      s.told,
      ...MEASURES.map((m) => s[m].toFixed(2)),
    ]);
}

export function saidTable(scores: readonly SaidScore[], chosen: { readonly nearest: number }): string {
  const parts: string[] = [];
  for (const half of ['A', 'B'] as const) {
    const own = scores.filter((s) => s.half === half);
    const of = (said: boolean) => own.filter((s) => s.said === said).map((s) => s.cosine);
    parts.push(`### Said, half ${half}: said found / not said claimed`);
    parts.push(
      table(
        ['cosine', 'best passage'],
        COSINES.map((c) => [String(c), cell(of(true), of(false), c)]),
      ),
    );
  }
  parts.push('### Not said, yet at or above the nearest-miss floor, and said, yet below it');
  const wrong = scores
    .filter((s) => s.cosine >= chosen.nearest !== s.said)
    .sort((a, b) => b.cosine - a.cosine);
  const rows = wrong.map((s) => [s.file, s.query, s.said ? 'said' : 'not said', s.cosine.toFixed(2)]);
  parts.push(table(['file', 'query', 'is', 'cosine'], rows));
  return parts.join('\n\n');
}
