import { Bot, TextSearch } from 'lucide-react';
import { useStore } from 'zustand';
import { type ChatScope, isFilm } from '../../src-shared/answers';
import { shownModel } from '../../src-shared/own-model';
import { t } from '../../src-shared/words/words';
import { WatchButton } from '../jobs/watch';
import { watchPercent } from '../jobs/words';
import { libraryStore } from '../stores/library-store';
import { answererOf, modelsStore } from '../stores/models-store';
import { settingsStore } from '../stores/settings-store';
import { viewStore } from '../stores/view-store';

/** Who will answer the next question, and what could be done for another to. */
export function WhoAnswers({ scope }: { readonly scope: ChatScope }) {
  const settings = useStore(settingsStore, (state) => state.settings);
  const packs = useStore(modelsStore, (state) => state.packs);
  const video = useStore(libraryStore, ({ videos }) =>
    isFilm(scope) ? videos.find((one) => one.id === scope.videoId) : undefined,
  );
  const job = useStore(libraryStore, ({ jobs }) => (isFilm(scope) ? jobs.get(scope.videoId) : undefined));
  const own = settings?.ownModel ?? null;
  const answerer = video && own === null ? answererOf(video, settings, packs) : null;
  const model = own !== null || (answerer !== null && answerer.watched !== 'not');
  return (
    <div className="answerer">
      <p className="answerer__words">
        {model ? <Bot size={13} aria-hidden="true" /> : <TextSearch size={13} aria-hidden="true" />}
        <span>{words()}</span>
        <button
          type="button"
          className="link"
          aria-label={t('chat.who.change')}
          onClick={() => viewStore.getState().go({ name: own ? 'settings' : 'models' })}
        >
          {t('chat.change')}
        </button>
      </p>
      {video && !own && <WatchButton video={video} job={job} />}
    </div>
  );

  function words(): string {
    if (own) return t('chat.who.own', { model: shownModel(own.model) });
    if (scope === 'all') return t('chat.who.library');
    if (!isFilm(scope)) return t('chat.who.collection');
    if (!answerer) return t('chat.who.search');
    const { name } = answerer.pack;
    if (answerer.watched === 'wholly') return t('chat.who.model', { model: name });
    if (answerer.watched === 'partly')
      return t('chat.who.partly', { model: name, share: watchPercent(video) });
    return t('chat.who.until', { model: name });
  }
}
