import { CaptionsOff, Ear, FileVideo, Type, VolumeX } from 'lucide-react';
import { useStore } from 'zustand';
import { audioHeard } from '../../src-shared/transcripts';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { unreadWords } from '../film/words';
import { TracksButton } from '../jobs/tracks';
import { isActive } from '../jobs/words';
import { libraryStore } from '../stores/library-store';
import { settingsStore } from '../stores/settings-store';
import { type LineFilter, viewStore } from '../stores/view-store';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/states';

function openSettings(): void {
  viewStore.getState().go({ name: 'settings' });
}

function ToSettings() {
  return <Button onClick={openSettings}>{t('transcript.settings')}</Button>;
}

/** Why there are no lines of the kinds that are shown. */
export function NothingToShow({ video, filter }: { readonly video: Video; readonly filter: LineFilter }) {
  return (
    <div className="transcript__nothing">
      {filter !== 'text' && <NoSpeech video={video} />}
      {filter !== 'speech' && video.media.video && <NoWriting video={video} />}
      {filter === 'text' && !video.media.video && <NoPicture />}
    </div>
  );
}

function NoSpeech({ video }: { readonly video: Video }) {
  const transcribe = useStore(settingsStore, (state) => state.settings?.transcribe ?? true);
  if (video.media.audio.length === 0) {
    return (
      <EmptyState icon={<VolumeX size={28} strokeWidth={1.5} />} title={t('transcript.noSound')}>
        {t('transcript.noSound.what')}
      </EmptyState>
    );
  }
  if (!transcribe) {
    return (
      <EmptyState
        icon={<CaptionsOff size={28} strokeWidth={1.5} />}
        title={t('transcript.off')}
        actions={<ToSettings />}
      >
        {t('transcript.off.what')}
      </EmptyState>
    );
  }
  if (video.state !== 'ready') {
    return (
      <EmptyState icon={<Ear size={28} strokeWidth={1.5} />} title={t('transcript.notYet')}>
        {t('transcript.notYet.what')}
      </EmptyState>
    );
  }
  const heard = audioHeard(video);
  if (heard !== null && video.transcripts.silent.includes(heard)) {
    return (
      <EmptyState icon={<VolumeX size={28} strokeWidth={1.5} />} title={t('transcript.silent')}>
        {video.media.audio.length > 1 ? t('transcript.silent.other') : t('transcript.silent.only')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Ear size={28} strokeWidth={1.5} />} title={t('transcript.noSpeech')}>
      {t('transcript.noSpeech.what')}
    </EmptyState>
  );
}

function NoWriting({ video }: { readonly video: Video }) {
  const wanted = useStore(settingsStore, (state) => state.settings?.readText ?? true);
  const job = useStore(libraryStore, ({ jobs }) => jobs.get(video.id));
  const icon = <Type size={28} strokeWidth={1.5} />;
  const { unreadWriting } = video.transcripts;
  if (unreadWriting !== undefined) {
    return (
      <EmptyState icon={icon} title={t('transcript.unreadWriting')}>
        {unreadWords(unreadWriting)}
      </EmptyState>
    );
  }
  if (video.tracks.includes('text')) {
    return (
      <EmptyState icon={icon} title={t('transcript.noWriting')}>
        {t('transcript.noWriting.what')}
      </EmptyState>
    );
  }
  if (!wanted) {
    return (
      <EmptyState icon={icon} title={t('transcript.writingOff')} actions={<ToSettings />}>
        {t('transcript.writingOff.what')}
      </EmptyState>
    );
  }
  if (video.state !== 'ready' || isActive(job)) {
    return (
      <EmptyState icon={icon} title={t('transcript.writingSoon')}>
        {t('transcript.writingSoon.what')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={icon}
      title={t('transcript.writingOff')}
      actions={<TracksButton video={video} job={job} />}
    >
      {t('transcript.writingNever.what')}
    </EmptyState>
  );
}

function NoPicture() {
  return (
    <EmptyState icon={<FileVideo size={28} strokeWidth={1.5} />} title={t('transcript.noPicture')}>
      {t('transcript.noPicture.what')}
    </EmptyState>
  );
}
