import { History, MessageSquarePlus } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ChatInfo, Scope } from '../../src-shared/answers';
import { chatListStore } from '../stores/chat-list-store';
import { chatStore } from '../stores/chat-store';
import { scopeKey } from '../stores/scope';
import { Button, IconButton } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Menu } from '../ui/menu';
import type { MenuItem } from '../ui/menu-items';

const NEW = 'New chat';

/** Which chat is shown, the others about the same, and a new one. Nothing as long as there is but one that is empty. */
export function ChatList({ scope }: { readonly scope: Scope }) {
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
    ...others.map((chat) => ({ label: chat.name || NEW, run: () => void open(scope, chat.id) })),
    { label: 'Rename this chat…', run: () => setNaming(current) },
    { label: 'Remove this chat', danger: true, run: () => void removeChat(scope, current) },
  ];
  return (
    <div className="chat__head">
      <span className="chat__name" title={current.name}>
        {current.name || NEW}
      </span>
      <Menu label="Other chats" small icon={<History size={14} />} items={items} />
      <IconButton label={NEW} small onClick={() => void open(scope, null)}>
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
  readonly scope: Scope;
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
      title="Rename this chat"
      onClose={onClose}
      actions={
        <Button tone="primary" type="submit" form="chat-name">
          Rename
        </Button>
      }
    >
      <form id="chat-name" onSubmit={keep}>
        <label className="field">
          <input
            type="text"
            data-first
            aria-label="Name of the chat"
            placeholder="As its first question"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
      </form>
    </Dialog>
  );
}
