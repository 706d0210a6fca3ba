import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { languageName } from '../../src-shared/languages';
import { formatClock } from '../../src-shared/time';
import { audioHeard, unreadPictures } from '../../src-shared/transcripts';
import type { MadeOf, Video } from '../../src-shared/video';
import { formatNumber } from '../../src-shared/words/numbers';
import { t } from '../../src-shared/words/words';
import { libraryStore } from '../stores/library-store';
import { settingsStore } from '../stores/settings-store';
import { Dialog } from '../ui/dialog';
import { Select } from '../ui/select';
import { audioWords, dateWords, lengthWords, placeWords, transcriptWords, writingWords } from './words';
import './film.css';

/** What a film's file says of itself, and what was found in it. Nothing of it is sent anywhere. */
export function FilmFacts({ video, onClose }: { readonly video: Video; readonly onClose: () => void }) {
  const { media, transcripts } = video;
  const { recording = {}, chapters = [] } = media;
  const heard = audioHeard(video);
  const pictures = unreadPictures(video);
  const readText = useStore(settingsStore, (state) => state.settings?.readText ?? true);
  const writing = writingWords(video, readText);
  return (
    <Dialog title={t('film.about', { title: video.title })} onClose={onClose}>
      <dl className="film-facts selectable">
        <Fact name={t('film.file')}>{video.fileName}</Fact>
        {media.madeOf?.kind === 'pictures' && <Pictures video={video} madeOf={media.madeOf} />}
        {recording.title && <Fact name={t('film.title')}>{recording.title}</Fact>}
        {recording.createdAt && <Fact name={t('film.recorded')}>{dateWords(recording.createdAt)}</Fact>}
        {recording.camera && <Fact name={t('film.camera')}>{recording.camera}</Fact>}
        {recording.timecode && <Fact name={t('film.timecode')}>{recording.timecode}</Fact>}
        {recording.place && <Fact name={t('film.place')}>{placeWords(recording.place)}</Fact>}
        <Facts name={t('film.sound')} none={t('film.none')}>
          {media.audio.map((track, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a track has no other name than its place in the file.
            <li key={n}>
              {n + 1}. {audioWords(track)}
              {track.isDefault && media.audio.length > 1 ? t('film.default') : ''}
              {transcripts.silent.includes(n) ? t('film.silent') : ''}
              {n === heard && media.audio.length > 1 ? <strong>{t('film.listened')}</strong> : ''}
            </li>
          ))}
        </Facts>
        <Facts name={t('film.transcripts')}>
          {transcripts.list.map((info) => (
            <li key={info.key}>
              {transcriptWords(video, info)}, {lengthWords(info)}
              {info.key === transcripts.shown ? <strong>{t('film.shown')}</strong> : ''}
            </li>
          ))}
          {pictures.map(({ stream, language }) => (
            <li key={`pictures-${stream}`}>
              {language === null
                ? t('film.pictures')
                : t('film.picturesIn', { language: languageName(language) })}
            </li>
          ))}
        </Facts>
        {writing !== null && <Fact name={t('film.writing')}>{writing}</Fact>}
        <Facts name={t('film.chapters')}>
          {chapters.map(({ from, title }, n) => (
            <li key={from}>
              <span className="numbers">{formatClock(from)}</span> {title || t('film.chapter', { n: n + 1 })}
            </li>
          ))}
        </Facts>
      </dl>
    </Dialog>
  );
}

/** Usual numbers of pictures a second: of time-lapses, drawn films, cinema and television. */
const RATES = [1, 5, 10, 12, 15, 24_000 / 1001, 24, 25, 30_000 / 1001, 30, 50, 60_000 / 1001, 60];

/** What a film was made of, and how fast it is shown. With another rate it is another film. */
function Pictures({ video, madeOf }: { readonly video: Video; readonly madeOf: MadeOf }) {
  const rate = madeOf.rate ?? 0;
  const words = (value: number): string =>
    t('film.rate', { rate: formatNumber(value, Number.isInteger(value) ? 0 : 3) });
  const offered = [...new Set([...RATES, rate])].toSorted((a, b) => a - b);
  return (
    <Fact name={t('film.numbered')}>
      {t('film.numberedOf', { n: madeOf.count, first: madeOf.first, last: madeOf.last })}{' '}
      <Select
        label={t('film.rateLabel')}
        hint={t('film.rateHint')}
        small
        value={rate}
        options={offered.map((value) => ({ value, label: words(value) }))}
        onChange={(chosen) => {
          if (chosen !== rate) void libraryStore.getState().addAtRate(video.id, chosen);
        }}
      />
    </Fact>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A list of facts; nothing where there are none, or what `none` says. */
function Facts({
  name,
  none,
  children,
}: {
  readonly name: string;
  readonly none?: string;
  readonly children: ReactNode;
}) {
  const empty = [children].flat(2).length === 0;
  if (empty && none === undefined) return null;
  return <Fact name={name}>{empty ? none : <ul>{children}</ul>}</Fact>;
}
