import type { ChatMessage } from '../../src-shared/answers';
import { t } from '../../src-shared/words/words';
import { kindWords } from '../ui/kinds';
import { CitationChip, ORIGINS } from './citation-chip';

/** The numbers of the citations that stand in the text. */
function inText(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(/\[\[(\d+)\]\]/g)].map(([, n]) => Number(n)));
}

/**
 * Below a language model's answer: what each kind of place means, and the places that its words have no mark for.
 * Nothing for other answers.
 */
export function Places({
  message,
  titleOf,
}: {
  readonly message: ChatMessage;
  readonly titleOf?: (videoId: string) => string | undefined;
}) {
  const { citations } = message;
  const marked = inText(message.text);
  const kinds = ORIGINS.filter((kind) => citations.some((citation) => citation.kind === kind));
  if (kinds.length === 0) return null;
  return (
    <ul className="places" aria-label={t('chat.placesOf')}>
      {kinds.map((kind) => (
        <li key={kind}>
          <span className="places__kind">
            <span className={`places__mark chip--${kind}`} aria-hidden="true" />
            {kindWords(kind)}
          </span>
          {citations.map((citation, n) => {
            if (citation.kind !== kind || marked.has(n)) return null;
            const title = titleOf?.(citation.videoId);
            return (
              <CitationChip
                key={`${citation.videoId} ${citation.from}`}
                citation={citation}
                message={message}
                {...(title === undefined ? {} : { title })}
              />
            );
          })}
        </li>
      ))}
    </ul>
  );
}
