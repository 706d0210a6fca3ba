import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SceneCard, Segment } from '../../src-shared/analysis';
import type { EvidenceKind } from '../../src-shared/answers';
import { formatClock, type Micros } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { TracksButton } from '../jobs/tracks';
import { libraryStore } from '../stores/library-store';
import { playerStore } from '../stores/player-store';
import { clocks } from '../ui/format';
import { KindIcon } from '../ui/kinds';
import { thingWords, whenThere } from './facts';

/** More stretches of one thing than this are only counted. */
const MOST_STRETCHES = 6;

function seek(time: Micros): void {
  playerStore.getState().seek(time);
}

/** What is known of a scene, each kind under its own heading; where there is nothing, whether anybody looked. */
export function Contents({ video, card }: { readonly video: Video; readonly card: SceneCard }) {
  const job = useStore(libraryStore, ({ jobs }) => jobs.get(video.id));
  const { seen, said, written } = card;
  const picture = video.media.video !== null;
  return (
    <>
      {picture && (
        <Section kind="seen" title="Looks like">
          {seen.length === 0 && <p>Nothing that has a name here was made out.</p>}
          <ul className="scene__guesses">
            {seen.map(({ name, probability }) => (
              <li key={name}>
                <span className="scene__guess">{name}</span>
                <meter className="scene__meter" min={0} max={1} value={probability} aria-hidden="true" />
                <span className="numbers">{Math.round(probability * 100)} %</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {picture && (
        <Section kind="object" title="Things">
          <Things video={video} card={card} />
        </Section>
      )}
      <Section kind="said" title="Said" fromFile={said.some((line) => line.fromFile)}>
        {said.length === 0 && (
          <p>
            {video.media.audio.length === 0 ? 'The video has no sound.' : 'No words were transcribed here.'}
          </p>
        )}
        <SceneLines lines={said} />
      </Section>
      {picture && (
        <Section kind="written" title="Written">
          {written.length === 0 && (
            <p>{video.tracks.includes('text') ? 'No writing was found.' : 'Writing was not read.'}</p>
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
    return (
      <p>
        {video.tracks.includes('objects')
          ? 'No people or things were found.'
          : 'People and things were not looked for.'}
      </p>
    );
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
                  aria-label={`Go to ${clocks(stretch)}: ${thing.label}`}
                  onClick={() => seek(stretch.from)}
                >
                  {clocks(stretch)}
                </button>
              ))}
              {stretches.length > MOST_STRETCHES && <span>and {stretches.length - MOST_STRETCHES} more</span>}
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
