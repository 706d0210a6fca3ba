import { AudioLines, Captions, Check, ChevronDown, FilePlus2 } from 'lucide-react';
import { languageName } from '../../src-shared/languages';
import { heardKey, type TranscriptInfo } from '../../src-shared/transcripts';
import type { Video } from '../../src-shared/video';
import { inLine } from '../../src-shared/words/numbers';
import { t } from '../../src-shared/words/words';
import { lengthWords, listeningWords, trackWords, transcriptWords } from '../film/words';
import { libraryStore } from '../stores/library-store';
import { Menu } from '../ui/menu';
import type { MenuItem } from '../ui/menu-items';

/** Where the lines come from, with the way to others: another sound track, subtitles, a file of them. */
export function TranscriptSource({ video }: { readonly video: Video }) {
  const { transcripts } = video;
  const shown = transcripts.list.find(({ key }) => key === transcripts.shown);
  const fromFile = shown !== undefined && shown.origin !== 'heard';
  const words = fromFile ? transcriptWords(video, shown) : heardWords(video, shown);
  const Icon = fromFile ? Captions : AudioLines;
  return (
    <div className="transcript__source">
      <Icon size={13} aria-hidden="true" />
      <span className="transcript__origin" title={words}>
        {words}
      </span>
      <Menu
        label={t('transcript.sources')}
        small
        icon={<ChevronDown size={14} />}
        items={itemsOf(video, shown)}
      />
    </div>
  );
}

/** Which sound is heard, where there are several, and the language that the model heard in it. */
function heardWords(video: Video, shown: TranscriptInfo | undefined): string {
  const language = shown?.language ?? null;
  const sound = listeningWords(video);
  if (language === null) return sound ?? t('transcript.heard');
  const name = languageName(language);
  return sound === null
    ? t('transcript.heardIn', { language: name })
    : t('transcript.heardIn.sound', { language: name, sound });
}

function itemsOf(video: Video, shown: TranscriptInfo | undefined): MenuItem[] {
  const { media, transcripts } = video;
  const { showTranscript, chooseAudio, importSubtitles } = libraryStore.getState();
  const check = (is: boolean) =>
    is ? { icon: <Check size={15} /> } : { icon: <span className="menu__gap" /> };
  const sound = media.audio.map((_, n): MenuItem => {
    const there = transcripts.list.find(({ key }) => key === heardKey(n));
    const track = there
      ? t('transcript.track.heard', { track: trackWords(video, n) })
      : t('transcript.track.listen', { track: inLine(trackWords(video, n)) });
    return {
      label: transcripts.silent.includes(n) ? t('transcript.track.silent', { track }) : track,
      ...check(transcripts.shown === heardKey(n)),
      disabled: transcripts.shown === heardKey(n) || video.state === 'missing',
      // One that was heard is shown; its waveform comes with it.
      run: () =>
        void (media.audio.length > 1 ? chooseAudio(video.id, n) : showTranscript(video.id, heardKey(n))),
    };
  });
  const files = transcripts.list
    .filter(({ origin }) => origin !== 'heard')
    .map(
      (info): MenuItem => ({
        label: `${transcriptWords(video, info)}, ${lengthWords(info)}`,
        ...check(info === shown),
        disabled: info === shown || info.lines === 0,
        run: () => void showTranscript(video.id, info.key),
      }),
    );
  return [
    ...sound,
    ...files,
    {
      label: t('transcript.bring'),
      icon: <FilePlus2 size={15} />,
      run: () => void importSubtitles(video.id),
    },
  ];
}
