import type { Clip, Film, Piece, Slide } from './films';

/** One ffmpeg call that makes a film. Slides' writing comes from files, as the filter's own quoting has no end. */
export interface Recipe {
  readonly args: readonly string[];
  /** Name -> content, to be put into the folder that ffmpeg runs in. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Font file that slides are written with, in the folder that ffmpeg runs in. */
export const FONT = 'DejaVuSans.ttf';
const SAMPLE_RATE = 44_100;

export function isSlide(piece: Piece): piece is Slide {
  return 'lines' in piece;
}

/**
 * @param path where a clip's file lies
 * @param hasSound whether a clip's file has a sound track
 */
export function recipeFor(
  film: Film,
  path: (clip: string) => string,
  hasSound: (clip: string) => boolean,
): Recipe {
  const { pieces, rate, sound } = film;
  const inputs = pieces.flatMap((piece) => inputOf(piece, film, path));
  const laid = typeof sound === 'object' ? ['-i', path(sound.clip)] : [];
  const texts = Object.fromEntries(
    pieces.flatMap((piece, i) =>
      isSlide(piece) ? piece.lines.map((line, n) => [textName(i, n), line] as const) : [],
    ),
  );
  const chains = pieces.map((piece, i) => pictureChain(piece, i, film));
  const seconds = pieces.reduce((sum, p) => sum + Math.round(p.seconds * rate), 0) / rate;
  const own = sound === 'own';
  if (own) chains.push(...pieces.map((piece, i) => soundChain(piece, i, hasSound)));
  const joined = pieces.map((_, i) => (own ? `[v${i}][a${i}]` : `[v${i}]`)).join('');
  chains.push(`${joined}concat=n=${pieces.length}:v=1:a=${own ? 1 : 0}[v]${own ? '[a]' : ''}`);
  if (typeof sound === 'object') {
    const late = Math.round(sound.at * 1000);
    chains.push(
      `[${pieces.length}:a]aresample=${SAMPLE_RATE},aformat=channel_layouts=mono,adelay=${late},apad,atrim=end=${seconds}[a]`,
    );
  }
  const audio = sound === 'none' ? [] : ['-map', '[a]', '-c:a', 'aac', '-b:a', '96k', '-ac', '1'];
  const picture = ['-map', '[v]', '-r', String(rate), '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20'];
  return {
    args: [...inputs, ...laid, '-filter_complex', chains.join(';'), ...picture, ...audio],
    texts,
  };
}

function inputOf(piece: Piece, { size, rate }: Film, path: (clip: string) => string): string[] {
  if (isSlide(piece)) {
    return ['-f', 'lavfi', '-i', `color=c=0x1d3557:s=${size.join('x')}:r=${rate}:d=${piece.seconds}`];
  }
  return [...(piece.from ? ['-ss', String(piece.from)] : []), '-i', path(piece.clip)];
}

/** To the film's size, rate and exact number of frames; a clip that ends a frame early holds its last one. */
function pictureChain(piece: Piece, i: number, { size, rate }: Film): string {
  const [w, h] = size;
  const fit = `scale=${w}:${h}:force_original_aspect_ratio=decrease,pad=${w}:${h}:(ow-iw)/2:(oh-ih)/2,setsar=1`;
  const frames = Math.round(piece.seconds * rate);
  const exact = `fps=${rate},tpad=stop_mode=clone:stop=${rate},trim=end_frame=${frames},setpts=PTS-STARTPTS`;
  const own = isSlide(piece) ? writing(piece, i, h) : shape(piece);
  return `[${i}:v:0]${[...own, fit, exact, 'format=yuv420p'].join(',')}[v${i}]`;
}

function shape({ crop, stretch }: Clip): string[] {
  // Pixels that are not square are made square first.
  const square = stretch ? `scale=${stretch},setsar=1` : "scale='trunc(iw*sar/2)*2':ih,setsar=1";
  return crop ? [`crop=${crop}`, square] : [square];
}

function writing({ lines }: Slide, i: number, height: number): string[] {
  const step = Math.round(height / 6);
  const top = Math.round((height - lines.length * step) / 2);
  return lines.map((_, n) => {
    const size = Math.round(height / (n === 0 ? 9 : 12));
    return `drawtext=fontfile=${FONT}:textfile=${textName(i, n)}:fontsize=${size}:fontcolor=white:x=(w-tw)/2:y=${top + n * step}`;
  });
}

function textName(slide: number, line: number): string {
  return `slide-${slide}-${line}.txt`;
}

function soundChain(piece: Piece, i: number, hasSound: (clip: string) => boolean): string {
  const length = `aresample=${SAMPLE_RATE},aformat=channel_layouts=mono,apad,atrim=end=${piece.seconds},asetpts=PTS-STARTPTS[a${i}]`;
  const silent = isSlide(piece) || !hasSound(piece.clip);
  return silent
    ? `anullsrc=r=${SAMPLE_RATE}:cl=mono,atrim=end=${piece.seconds}[a${i}]`
    : `[${i}:a:0]${length}`;
}
