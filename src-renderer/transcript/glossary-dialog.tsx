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

/** Names and terms that are spoken of, of a film and of the library; and the way to correct what is there by them. */
export function GlossaryDialog({ video, onClose }: { readonly video: Video; readonly onClose: () => void }) {
  const [lists, setLists] = useState<Readonly<Record<Of, readonly Term[]>> | null>(null);
  useEffect(() => {
    const both = [{ videoId: video.id }, 'all' as const].map((scope) => call('glossary.list', { scope }));
    void tellIfItFails(Promise.all(both)).then((found) => {
      if (found) setLists({ film: found[0] ?? [], library: found[1] ?? [] });
    });
  }, [video.id]);

  async function keep(of: Of, terms: readonly Term[]): Promise<void> {
    const scope = of === 'film' ? { videoId: video.id } : 'all';
    const kept = await tellIfItFails(call('glossary.set', { scope, terms: [...terms] }).then(() => true));
    if (kept && lists) setLists({ ...lists, [of]: terms });
  }
  return (
    <Dialog
      wide
      title={t('transcript.terms')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void editLines(video.id, 'speech', { kind: 'terms' })}>
            {t('transcript.terms.correct')}
          </Button>
          <Button tone="primary" onClick={onClose}>
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
          <Terms key={of} of={of} terms={lists[of]} onChange={(terms) => void keep(of, terms)} />
        ))
      )}
    </Dialog>
  );
}

function Terms({
  of,
  terms,
  onChange,
}: {
  readonly of: Of;
  readonly terms: readonly Term[];
  readonly onChange: (terms: readonly Term[]) => void;
}) {
  const title = of === 'film' ? t('transcript.ofFilm') : t('transcript.ofLibrary');
  const [text, setText] = useState('');
  const [forms, setForms] = useState('');
  function add(): void {
    const name = text.trim();
    if (name === '') return;
    const soundsLike = forms
      .split(',')
      .map((form) => form.trim())
      .filter((form) => form !== '');
    onChange([...terms.filter((term) => term.text !== name), { text: name, soundsLike }]);
    setText('');
    setForms('');
  }
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
          add();
        }}
      >
        <input
          aria-label={t(`transcript.terms.${of}.name`)}
          placeholder={t('transcript.terms.name')}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <input
          aria-label={t(`transcript.terms.${of}.like`)}
          placeholder={t('transcript.terms.like.hint')}
          maxLength={200}
          value={forms}
          onChange={(event) => setForms(event.target.value)}
        />
        <Button small disabled={text.trim() === ''} onClick={add}>
          {t('transcript.terms.add')}
        </Button>
      </form>
    </section>
  );
}
