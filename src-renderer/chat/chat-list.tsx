import { History, MessageSquarePlus } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type ChatInfo, type ChatScope, scopeKey } from '../../src-shared/answers';
import { t } from '../../src-shared/words/words';
import { chatListStore } from '../stores/chat-list-store';
import { chatStore } from '../stores/chat-store';
import { Button, IconButton } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Menu } from '../ui/menu';
import type { MenuItem } from '../ui/menu-items';

/** Which chat is shown, the others about the same, and a new one. Nothing as long as there is but one that is empty. */
export function ChatList({ scope }: { readonly scope: ChatScope }) {
  const key = scopeKey(scope);
  const list = useStore(chatListStore, (state) => state.lists[key]) ?? [];
  const count = useStore(chatStore, (state) => state.chats[key]?.messages.length ?? 0);
  const [naming, setNaming] = useState<ChatInfo | null>(null);
  const { load, open, removeChat } = chatListStore.getState();
  // A chat is called by its first question: asked anew when there is one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a scope is known by its key.
  useEffect(() => void load(scope), [key, count === 0]);
  const [current, ...others] = list;
  if (!current || (others.length === 0 && current.messageCount === 0)) return null;
  const items: MenuItem[] = [
    ...others.map((chat) => ({ label: chat.name || t('chat.new'), run: () => void open(scope, chat.id) })),
    { label: t('chat.rename'), run: () => setNaming(current) },
    { label: t('chat.remove'), danger: true, run: () => void removeChat(scope, current) },
  ];
  return (
    <div className="chat__head">
      <span className="chat__name" title={current.name}>
        {current.name || t('chat.new')}
      </span>
      <Menu label={t('chat.others')} small icon={<History size={14} />} items={items} />
      <IconButton label={t('chat.new')} small onClick={() => void open(scope, null)}>
        <MessageSquarePlus size={14} />
      </IconButton>
      {naming && <Rename scope={scope} chat={naming} onClose={() => setNaming(null)} />}
    </div>
  );
}

function Rename({
  scope,
  chat,
  onClose,
}: {
  readonly scope: ChatScope;
  readonly chat: ChatInfo;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(chat.name);
  function keep(event: FormEvent): void {
    event.preventDefault();
    onClose();
    void chatListStore.getState().rename(scope, chat, name.trim());
  }
  return (
    <Dialog
      title={t('chat.rename.title')}
      onClose={onClose}
      actions={
        <Button tone="primary" type="submit" form="chat-name">
          {t('chat.rename.do')}
        </Button>
      }
    >
      <form id="chat-name" onSubmit={keep}>
        <label className="field">
          <input
            type="text"
            data-first
            aria-label={t('chat.name')}
            placeholder={t('chat.name.hint')}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      </form>
    </Dialog>
  );
}
