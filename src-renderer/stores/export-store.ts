import { createStore } from 'zustand/vanilla';
import type { ClipExport, ExportPlace } from '../../src-shared/exports';
import type { VideoId } from '../../src-shared/primitives';
import { listen } from '../api';
import type { Range } from './selection-store';

/** What of a video the dialog offers, the one to begin with named by `first`. */
export type VideoPart = 'transcript' | 'chapters' | 'scenes' | 'shots' | 'tables' | 'clip';

/** What somebody wants to export: parts of one video, or places that they found, were told or marked. */
export type ExportRequest =
  | { readonly kind: 'video'; readonly videoId: VideoId; readonly first: VideoPart }
  | {
      readonly kind: 'chosen';
      /** What the list is called: "Hits for dog". */
      readonly name: string;
      readonly places: readonly ExportPlace[];
      /** One stretch that holds them all, to be cut out as a film of its own; null where there is none. */
      readonly stretch: (Range & { readonly videoId: VideoId }) | null;
    }
  | {
      /** A collection in its own order, with notes, colours and tags. */
      readonly kind: 'collection';
      readonly collectionId: string;
      readonly name: string;
      /** How many places it has. */
      readonly count: number;
    };

export interface ExportState {
  /** What the dialog is open for; null while it is shut. */
  readonly request: ExportRequest | null;
  /** The clips that are being written. */
  readonly clips: readonly ClipExport[];
  readonly open: (request: ExportRequest) => void;
  readonly close: () => void;
}

export const exportStore = createStore<ExportState>()((set) => ({
  request: null,
  clips: [],
  open: (request) => set({ request }),
  close: () => set({ request: null }),
}));

export function followExports(store = exportStore): () => void {
  return listen('export.clips', (clips) => store.setState({ clips }));
}
