import { isUnderstood, type Segment } from '../../src-shared/analysis';
import { languageName, sameLanguage } from '../../src-shared/languages';

/** Languages that are spoken in lines, the one that is spoken most first: by letters. */
export function languagesOf(lines: readonly Segment[]): string[] {
  const letters = new Map<string, number>();
  for (const line of lines) {
    if (line.language === undefined || !isUnderstood(line)) continue;
    letters.set(line.language, (letters.get(line.language) ?? 0) + line.text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1]).map(([language]) => language);
}

/** By the lines' list, which is another one whenever a line changes. */
const known = new WeakMap<readonly Segment[], string | null>();

/** Names a line's language where it is not the one that is spoken most. */
export function LanguageTag({
  segment,
  among,
}: {
  readonly segment: Segment;
  readonly among: readonly Segment[];
}) {
  const { language } = segment;
  if (language === undefined || !isUnderstood(segment)) return null;
  if (!known.has(among)) known.set(among, languagesOf(among)[0] ?? null);
  const most = known.get(among);
  if (most == null || sameLanguage(most, language)) return null;
  return <span className="line__language">{languageName(language)}</span>;
}
