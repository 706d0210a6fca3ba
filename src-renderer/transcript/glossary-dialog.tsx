import { Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Term } from '../../src-shared/glossary';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { editLines } from '../stores/line-edits';
import { tellIfItFails } from '../stores/notice-store';
import { Button, IconButton } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Spinner } from '../ui/states';

type Of = 'film' | 'library';

/** A term as it is being typed. */
interface Draft {
  readonly text: string;
  readonly forms: string;
}
const NOTHING: Draft = { text: '', forms: '' };

/** The terms with one that was typed; null where none was. A name that is there already takes the new sounds. */
function withDraft(terms: readonly Term[], { text, forms }: Draft): readonly Term[] | null {
  const name = text.trim();
  if (name === '') return null;
  const soundsLike = forms
    .split(',')
    .map((form) => form.trim())
    .filter((form) => form !== '');
  return [...terms.filter((term) => term.text !== name), { text: name, soundsLike }];
}

/** Names and terms that are spoken of, of a film and of the library; and the way to correct what is there by them. */
export function GlossaryDialog({ video, onClose }: { readonly video: Video; readonly onClose: () => void }) {
  const [lists, setLists] = useState<Readonly<Record<Of, readonly Term[]>> | null>(null);
  const [drafts, setDrafts] = useState<Readonly<Record<Of, Draft>>>({ film: NOTHING, library: NOTHING });
  useEffect(() => {
    const both = [{ videoId: video.id }, 'all' as const].map((scope) => call('glossary.list', { scope }));
    void tellIfItFails(Promise.all(both)).then((found) => {
      if (found) setLists({ film: found[0] ?? [], library: found[1] ?? [] });
    });
  }, [video.id]);

  async function keep(of: Of, terms: readonly Term[]): Promise<void> {
    const scope = of === 'film' ? { videoId: video.id } : 'all';
    const kept = await tellIfItFails(call('glossary.set', { scope, terms: [...terms] }).then(() => true));
    if (kept) setLists((now) => now && { ...now, [of]: terms });
  }
  const draw = (of: Of, draft: Draft) => setDrafts((now) => ({ ...now, [of]: draft }));
  async function add(of: Of): Promise<void> {
    const terms = lists && withDraft(lists[of], drafts[of]);
    if (!terms) return;
    draw(of, NOTHING);
    await keep(of, terms);
  }
  /** What was typed and not added yet is meant, too. Escape leaves it. */
  const addTyped = () => Promise.all([add('film'), add('library')]);
  return (
    <Dialog
      wide
      title={t('transcript.terms')}
      onClose={onClose}
      actions={
        <>
          <Button
            onClick={() => void addTyped().then(() => editLines(video.id, 'speech', { kind: 'terms' }))}
          >
            {t('transcript.terms.correct')}
          </Button>
          <Button
            tone="primary"
            onClick={() => {
              void addTyped();
              onClose();
            }}
          >
            {t('transcript.done')}
          </Button>
        </>
      }
    >
      <p>{t('transcript.terms.what')}</p>
      {lists === null ? (
        <Spinner label={t('transcript.terms.opening')} />
      ) : (
        (['film', 'library'] as const).map((of) => (
          <Terms
            key={of}
            of={of}
            terms={lists[of]}
            draft={drafts[of]}
            onDraft={(draft) => draw(of, draft)}
            onAdd={() => void add(of)}
            onChange={(terms) => void keep(of, terms)}
          />
        ))
      )}
    </Dialog>
  );
}

function Terms({
  of,
  terms,
  draft,
  onDraft,
  onAdd,
  onChange,
}: {
  readonly of: Of;
  readonly terms: readonly Term[];
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onAdd: () => void;
  readonly onChange: (terms: readonly Term[]) => void;
}) {
  const title = of === 'film' ? t('transcript.ofFilm') : t('transcript.ofLibrary');
  return (
    <section className="glossary" aria-label={title}>
      <h3>{title}</h3>
      {terms.length > 0 && (
        <ul className="glossary__terms">
          {terms.map((term) => (
            <li key={term.text}>
              <span>
                {term.text}
                {term.soundsLike.length > 0 && (
                  <em> {t('transcript.terms.like', { forms: term.soundsLike.join(', ') })}</em>
                )}
              </span>
              <IconButton
                label={t('transcript.terms.remove', { name: term.text })}
                small
                onClick={() => onChange(terms.filter((one) => one !== term))}
              >
                <Trash2 size={13} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <form
        className="glossary__add"
        onSubmit={(event) => {
          event.preventDefault();
          onAdd();
        }}
      >
        <input
          aria-label={t(`transcript.terms.${of}.name`)}
          placeholder={t('transcript.terms.name')}
          maxLength={100}
          value={draft.text}
          onChange={(event) => onDraft({ ...draft, text: event.target.value })}
        />
        <input
          aria-label={t(`transcript.terms.${of}.like`)}
          placeholder={t('transcript.terms.like.hint')}
          maxLength={200}
          value={draft.forms}
          onChange={(event) => onDraft({ ...draft, forms: event.target.value })}
        />
        <Button small disabled={draft.text.trim() === ''} onClick={onAdd}>
          {t('transcript.terms.add')}
        </Button>
      </form>
    </section>
  );
}
