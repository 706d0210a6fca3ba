/** The films of the question set: what each is joined from, so that the time of every join is known. */

/** A stretch of a clip: `package:path` of sources.json, or `here:path` in this repository. */
export interface Clip {
  readonly clip: string;
  /** Seconds of the clip. */
  readonly from?: number;
  readonly seconds: number;
  /** The part of its picture that is taken, as ffmpeg's crop filter writes it. */
  readonly crop?: string;
  /** Its picture's true shape, where the file does not say it. */
  readonly stretch?: string;
}
/** A still with lines of writing on it. */
export interface Slide {
  readonly lines: readonly string[];
  readonly seconds: number;
}
export type Piece = Clip | Slide;

export interface Film {
  readonly name: string;
  readonly size: readonly [number, number];
  /** Whole frames a second; every piece is a whole number of frames. */
  readonly rate: number;
  readonly pieces: readonly Piece[];
  /** `own`: that of the clips; a clip laid under all pieces from a time on; or none. */
  readonly sound: 'own' | 'none' | { readonly clip: string; readonly at: number };
}

const STOCK = 'stock:src/js/test/assets/videos';
const SAMPLES = 'samples:resources/samples/video/mp4/files';
const TOWN = `${STOCK}/01.mp4`;
const VILLAGE = `${STOCK}/02.mp4`;
const HILLS = `${STOCK}/03.mp4`;
const PUPPIES = `${STOCK}/04.mp4`;
const BEACH = `${SAMPLES}/File-Samples.1.ftypisom.mp4`;
const EARTH = `${SAMPLES}/MPEG-FFC.4.ftypavc1.mp4`;
const COUNTER = `${SAMPLES}/MPEG-FFC.3.ftypiso5.mp4`;
const DESK = 'here:e2e/media/desk.mp4';
const HD = [1280, 720] as const;
/** The corner of an editor's 4K picture in which all its writing stands. */
const EDITOR = '1920:1080:0:0';

export const FILMS: readonly Film[] = [
  {
    name: 'trailer',
    size: [854, 480],
    rate: 24,
    pieces: [{ clip: 'trailer:sintel_trailer-480p.mp4', seconds: 52 }],
    sound: 'own',
  },
  {
    name: 'railway',
    size: [720, 576],
    rate: 25,
    // Each eye's picture has half of its lines.
    pieces: [{ clip: `${SAMPLES}/MPlayer-Samples.2.ftypmp42.mp4`, seconds: 57, stretch: '720:576' }],
    sound: 'own',
  },
  {
    name: 'fibonacci',
    size: HD,
    rate: 25,
    pieces: [{ clip: 'lessons:video-examples/fibonacci.mp4', seconds: 99, crop: EDITOR }],
    sound: 'own',
  },
  {
    name: 'console',
    size: HD,
    rate: 30,
    pieces: [{ clip: 'lessons:video-examples/console-log.mov', seconds: 57, crop: '1280:720:0:0' }],
    sound: 'own',
  },
  {
    name: 'webcam',
    size: [960, 720],
    rate: 12,
    pieces: [{ clip: 'webcam:test/fixtures/test.mp4', seconds: 100 }],
    sound: 'own',
  },
  {
    name: 'lecture',
    size: [640, 360],
    rate: 25,
    pieces: [
      { clip: TOWN, seconds: 7 },
      { clip: HILLS, seconds: 19 },
      { clip: BEACH, seconds: 13 },
      { clip: EARTH, from: 4, seconds: 6 },
      { clip: BEACH, seconds: 13 },
      { clip: VILLAGE, seconds: 11 },
      { clip: HILLS, seconds: 19 },
    ],
    sound: { clip: 'speech:examples/albert.ogg', at: 0 },
  },
  {
    name: 'album',
    size: HD,
    rate: 25,
    pieces: [
      { clip: PUPPIES, seconds: 12 },
      { clip: DESK, seconds: 6 },
      { clip: 'launch:test/data/launch.mp4', seconds: 5 },
      { clip: PUPPIES, from: 23, seconds: 6 },
      { clip: VILLAGE, seconds: 10 },
      { clip: DESK, from: 3, seconds: 3 },
    ],
    sound: 'none',
  },
  {
    name: 'slides',
    size: HD,
    rate: 25,
    pieces: [
      { lines: ['Annual Report 2019', 'Northwind Bakery'], seconds: 7 },
      { lines: ['Revenue', '4.2 million euros'], seconds: 7 },
      { lines: ['Our shops', 'Lisbon', 'Oslo', 'Vienna'], seconds: 7 },
      { lines: ['WARNING', 'Wet floor'], seconds: 7 },
      { lines: ['Revenue 2020', '5 million euros'], seconds: 7 },
      { lines: ['Thank you', 'contact@northwind.example'], seconds: 7 },
    ],
    sound: { clip: 'here:e2e/media/jfk.flac', at: 14 },
  },
  {
    name: 'reel',
    size: HD,
    rate: 25,
    pieces: [
      { clip: EARTH, seconds: 10 },
      { clip: 'lessons:video.mp4', seconds: 27, crop: EDITOR },
      { clip: COUNTER, seconds: 15 },
    ],
    sound: 'own',
  },
];

export function frameCount({ pieces, rate }: Pick<Film, 'pieces' | 'rate'>): number {
  return pieces.reduce((sum, piece) => sum + Math.round(piece.seconds * rate), 0);
}
