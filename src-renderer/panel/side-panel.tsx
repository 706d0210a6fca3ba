import { Captions, MessagesSquare, PanelRightClose, Star } from 'lucide-react';
import { type ReactElement, useId } from 'react';
import { useStore } from 'zustand';
import type { ActionId } from '../../src-shared/actions';
import type { Scope } from '../../src-shared/answers';
import { scopeKey } from '../../src-shared/answers';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { tooltip } from '../actions/keys';
import { Chat } from '../chat/chat';
import { Collections } from '../collections/collections';
import { SceneCard } from '../scene/scene-card';
import { playerStore } from '../stores/player-store';
import { type PanelTab, viewStore } from '../stores/view-store';
import { Transcript } from '../transcript/transcript';
import { IconButton } from '../ui/button';
import { moveFocus } from '../ui/roving';
import { Tooltip } from '../ui/tooltip';
import './panel.css';

const TABS: Readonly<Record<PanelTab, { action: ActionId; icon: ReactElement }>> = {
  chat: { action: 'view.chat', icon: <MessagesSquare size={14} /> },
  transcript: { action: 'view.transcript', icon: <Captions size={14} /> },
  collections: { action: 'view.collections', icon: <Star size={14} /> },
};

/** Chat and transcript beside a video, or the card of one of its scenes; chat beside the library; collections beside both. */
export function SidePanel({ scope, video }: { readonly scope: Scope; readonly video?: Video }) {
  const chosen = useStore(viewStore, (state) => state.tab);
  // Its number may be known before its scene is.
  const index = useStore(viewStore, (state) => state.sceneIndex);
  const known = useStore(playerStore, (state) => state.scenes.some((scene) => scene.index === index));
  const card = video !== undefined && known;
  const view = viewStore.getState();
  const id = useId();
  const tabs: readonly PanelTab[] = video ? ['chat', 'transcript', 'collections'] : ['chat', 'collections'];
  const tab = tabs.includes(chosen) ? chosen : 'chat';
  return (
    <div className="panel">
      <div className="panel__head">
        <div
          className="tabs"
          role="tablist"
          aria-label={t('panel.label')}
          tabIndex={-1}
          onKeyDown={(event) => moveFocus(event, '[role="tab"]', 'horizontal')}
        >
          {tabs.map((name) => (
            <Tooltip key={name} content={tooltip(TABS[name].action)} describes={false}>
              <button
                type="button"
                role="tab"
                id={`${id}-${name}`}
                className="tab"
                aria-selected={tab === name}
                aria-controls={`${id}-panel`}
                tabIndex={tab === name ? 0 : -1}
                onClick={() => view.showTab(name)}
                onFocus={() => view.showTab(name)}
              >
                {TABS[name].icon}
                <span className="tab__label">{t(`panel.${name}`)}</span>
              </button>
            </Tooltip>
          ))}
        </div>
        <IconButton label={t('panel.close')} small onClick={() => view.setPanelOpen(false)}>
          <PanelRightClose size={15} />
        </IconButton>
      </div>
      <div className="panel__body" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
        {card && video && <SceneCard video={video} />}
        {!card && tab === 'chat' && <Chat key={scopeKey(scope)} scope={scope} />}
        {!card && tab === 'transcript' && video && <Transcript key={video.id} video={video} />}
        {!card && tab === 'collections' && (
          <Collections chat={(collectionId) => <Chat key={collectionId} scope={{ collectionId }} />} />
        )}
      </div>
    </div>
  );
}
