import { CaptionsOff, Ear, FileVideo, Type, VolumeX } from 'lucide-react';
import { useStore } from 'zustand';
import { audioHeard } from '../../src-shared/transcripts';
import type { Video } from '../../src-shared/video';
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

const SETTINGS = <Button onClick={openSettings}>Open settings</Button>;

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
      <EmptyState icon={<VolumeX size={28} strokeWidth={1.5} />} title="No sound">
        This video has no audio track, so nothing can be transcribed.
      </EmptyState>
    );
  }
  if (!transcribe) {
    return (
      <EmptyState
        icon={<CaptionsOff size={28} strokeWidth={1.5} />}
        title="Transcription is switched off"
        actions={SETTINGS}
      >
        Switch it on in the settings; it holds for videos indexed from then on.
      </EmptyState>
    );
  }
  if (video.state !== 'ready') {
    return (
      <EmptyState icon={<Ear size={28} strokeWidth={1.5} />} title="Not transcribed yet">
        Speech is transcribed while the video is indexed. Lines appear here as they come.
      </EmptyState>
    );
  }
  const heard = audioHeard(video);
  if (heard !== null && video.transcripts.silent.includes(heard)) {
    return (
      <EmptyState icon={<VolumeX size={28} strokeWidth={1.5} />} title="The sound is silent">
        {video.media.audio.length > 1
          ? 'Nothing is to be heard in this sound track. Another one can be chosen above.'
          : 'There is a sound track, and nothing is to be heard in it.'}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Ear size={28} strokeWidth={1.5} />} title="No speech found">
      The whole sound was listened to, and no speech in it was understood.
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
      <EmptyState icon={icon} title="Writing could not be read">
        {unreadWords(unreadWriting)}
      </EmptyState>
    );
  }
  if (video.tracks.includes('text')) {
    return (
      <EmptyState icon={icon} title="No writing found">
        The pictures were looked at to the end, and no writing in them could be read.
      </EmptyState>
    );
  }
  if (!wanted) {
    return (
      <EmptyState icon={icon} title="Writing was not read" actions={SETTINGS}>
        Reading what is written in the picture is switched off in the settings.
      </EmptyState>
    );
  }
  if (video.state !== 'ready' || isActive(job)) {
    return (
      <EmptyState icon={icon} title="Writing is not read yet">
        It is read after the index is made. Lines appear here as they come.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={icon} title="Writing was not read" actions={<TracksButton video={video} job={job} />}>
      Nobody has looked for writing in this video so far.
    </EmptyState>
  );
}

function NoPicture() {
  return (
    <EmptyState icon={<FileVideo size={28} strokeWidth={1.5} />} title="No picture">
      This recording is sound only, so nothing is written in it.
    </EmptyState>
  );
}
