import { plainText } from '../../../base/answer/wording';
import type { Claim, Common } from '../claims/claims';
import { type Catalogue, type Language, worded } from './catalogue';

type Piece<K extends keyof Common> = (claim: Pick<Common, K>) => string;

/** What of a language an item's cells are made with. */
interface Pieces {
  readonly bold: (text: string) => string;
  readonly shown: Piece<'subject'>;
  readonly span: Piece<'intervals'>;
  readonly until: Piece<'intervals'>;
  /** The time that stands at the head of an item: its mark, and its end. */
  readonly time: RegExp;
  readonly scene: (number: number) => string;
}

/** How items become the cells of a table. What one would say of its time and its film stands in cells of their own. */
export function tableRow(messages: Catalogue, language: Pieces): Language['table']['row'] {
  return (claim, scene) => {
    const marked = claim.evidence.length > 0;
    const time = marked ? `[[0]]${language.until(claim)}` : language.span(claim);
    const words = worded({ messages }, { ...claim, film: null } as Claim);
    const rest = marked ? words.replace(language.time, '') : claim.kind === 'gap' ? '' : words;
    // The items of a list share the name in its heading.
    const name = claim.kind === 'place' && claim.subject.length > 0 ? language.shown(claim) : '';
    const film = claim.film === null ? '' : language.bold(plainText(claim.film));
    const where = [film, scene === null ? '' : language.scene(scene)].filter(Boolean).join(', ');
    return [time, [name, rest].filter(Boolean).join(', '), where];
  };
}
