import { RotateCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type ChatScope, isFilm, type ReadSoFar } from '../../src-shared/answers';
import { isMoreRead, readingOf } from '../../src-shared/read-so-far';
import { t } from '../../src-shared/words/words';
import { chatStore } from '../stores/chat-store';
import { libraryStore } from '../stores/library-store';
import { Button } from '../ui/button';

interface Props {
  readonly scope: ChatScope;
  readonly question: string;
  /** How far the films had been read for the answer above. */
  readonly soFar: ReadSoFar;
  /** While another answer is being written. */
  readonly busy: boolean;
}

/** Under an answer from films that were not read to their end: asks the same again, once more of them has been read. */
export function AskAgain({ scope, question, soFar, busy }: Props) {
  const more = useStore(libraryStore, ({ videos, jobs }) => {
    const asked = isFilm(scope) ? [scope.videoId] : videos.map(({ id }) => id);
    return isMoreRead(soFar, readingOf(asked.map((id) => jobs.get(id))));
  });
  if (!more) return null;
  return (
    <p className="message__again">
      {t('chat.moreRead')}{' '}
      <Button
        small
        disabled={busy}
        onClick={() => void chatStore.getState().ask(scope, question, soFar.range)}
      >
        <RotateCw size={13} /> {t('chat.askAgain')}
      </Button>
    </p>
  );
}
