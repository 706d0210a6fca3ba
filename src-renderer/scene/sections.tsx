import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SceneCard, Segment } from '../../src-shared/analysis';
import type { EvidenceKind } from '../../src-shared/answers';
import { formatClock, type Micros } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { TracksButton } from '../jobs/tracks';
import { libraryStore } from '../stores/library-store';
import { playerStore } from '../stores/player-store';
import { clocks } from '../ui/format';
import { KindIcon } from '../ui/kinds';
import { kindName, labelName } from '../ui/support';
import { thingWords, whenThere } from './facts';

/** More stretches of one thing than this are only counted. */
const MOST_STRETCHES = 6;

function seek(time: Micros): void {
  playerStore.getState().seekInto(time);
}

/** What is known of a scene, each kind under its own heading; where there is nothing, whether anybody looked. */
export function Contents({ video, card }: { readonly video: Video; readonly card: SceneCard }) {
  const job = useStore(libraryStore, ({ jobs }) => jobs.get(video.id));
  const { seen, said, written } = card;
  const picture = video.media.video !== null;
  return (
    <>
      {picture && (
        <Section kind="seen" title={t('scene.looksLike')}>
          {seen.length === 0 && <p>{t('scene.nothingNamed')}</p>}
          <ul className="scene__guesses">
            {seen.map(({ name, probability }) => (
              <li key={name}>
                <span className="scene__guess">{labelName(name)}</span>
                <meter className="scene__meter" min={0} max={1} value={probability} aria-hidden="true" />
                <span className="numbers">{Math.round(probability * 100)} %</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {picture && (
        <Section kind="object" title={t('scene.things')}>
          <Things video={video} card={card} />
        </Section>
      )}
      <Section kind="said" title={t('scene.said')} fromFile={said.some((line) => line.fromFile)}>
        {said.length === 0 && (
          <p>{video.media.audio.length === 0 ? t('scene.noSound') : t('scene.noWords')}</p>
        )}
        <SceneLines lines={said} />
      </Section>
      {picture && (
        <Section kind="written" title={t('scene.written')}>
          {written.length === 0 && (
            <p>{video.tracks.includes('text') ? t('scene.noWriting') : t('scene.notRead')}</p>
          )}
          <SceneLines lines={written} />
        </Section>
      )}
      <TracksButton video={video} job={job} />
    </>
  );
}

function Section({
  kind,
  fromFile = false,
  title,
  children,
}: {
  readonly kind: EvidenceKind;
  readonly fromFile?: boolean;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="scene__section" aria-label={title}>
      <h3>
        <KindIcon kind={kind} fromFile={fromFile} size={13} /> {title}
      </h3>
      {children}
    </section>
  );
}

function Things({ video, card }: { readonly video: Video; readonly card: SceneCard }) {
  const tracks = useStore(playerStore, (state) => state.objects);
  const { objects, scene } = card;
  if (objects.length === 0) {
    return <p>{video.tracks.includes('objects') ? t('scene.noThings') : t('scene.notLooked')}</p>;
  }
  return (
    <ul className="scene__things">
      {objects.map((thing) => {
        const stretches = whenThere(thing, scene, tracks);
        return (
          <li key={thing.label}>
            <span>{thingWords(thing)}</span>
            <span className="scene__stretches">
              {stretches.slice(0, MOST_STRETCHES).map((stretch) => (
                <button
                  key={stretch.from}
                  type="button"
                  className="chip"
                  aria-label={t('scene.goTo', { clock: clocks(stretch), label: kindName(thing.label) })}
                  onClick={() => seek(stretch.from)}
                >
                  {clocks(stretch)}
                </button>
              ))}
              {stretches.length > MOST_STRETCHES && (
                <span>{t('scene.more', { more: stretches.length - MOST_STRETCHES })}</span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function SceneLines({ lines }: { readonly lines: readonly Segment[] }) {
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.id}>
          <button type="button" className="scene__line" onClick={() => seek(line.from)}>
            <span className="line__time numbers">{formatClock(line.from)}</span>
            <span>{line.text}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
