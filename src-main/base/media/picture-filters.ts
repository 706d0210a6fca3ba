import type { MediaInfo } from '../../../src-shared/video';

/*
 * What makes of a stored picture the one that it is meant to show. Of an ordinary film nothing is done: the lists are empty.
 */

type Film = Pick<MediaInfo, 'video'>;
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whole pictures out of pairs of fields; times stay. For whatever is looked at in full. */
export function deinterlaced({ video }: Film): string[] {
  return video?.interlaced ? ['yadif=mode=send_frame:deint=interlaced'] : [];
}

/** The field that was taken first alone: half as high, and all of one moment. For pictures that become small anyway. */
export function firstField({ video }: Film): string[] {
  return video?.interlaced ? [`field=type=${video.interlaced}`] : [];
}

/** Candelas a square metre of what is white in a picture without highlights: ITU-R BT.2408. */
const WHITE = 203;
/** Where highlights begin to be compressed, of 1 = white. */
const KNEE = 0.7;
type Hdr = NonNullable<NonNullable<MediaInfo['video']>['hdr']>;

/** White in the linear light between the two tables: the rest is for highlights. */
const LINEAR_WHITE = 0.125;
const BT2020_TO_BT709 =
  'rr=1.6605:rg=-0.5876:rb=-0.0728:gr=-0.1246:gg=1.1329:gb=-0.0083:br=-0.0182:bg=-0.1006:bb=1.1187';

/** SMPTE ST 2084's and ARIB STD-B67's way to linear light, white being 1; HLG as a screen of 1000 cd/m² shows it. */
const TO_LIGHT: Readonly<Record<Hdr, string>> = {
  pq: `st(0,pow(val/maxval,1/78.84375));pow(max(ld(0)-0.8359375,0)/(18.8515625-18.6875*ld(0)),1/0.1593017578125)*10000/${WHITE}`,
  hlg: `st(0,val/maxval);pow(if(lt(ld(0),0.5),ld(0)*ld(0)/3,(exp((ld(0)-0.55991073)/0.17883277)+0.28466892)/12),1.2)*1000/${WHITE}`,
};

/**
 * Colours and brightness of HDR (PQ or HLG, in BT.2020) as a screen without it shows them: to linear light by a table, into the
 * smaller gamut, and with compressed highlights back by another. Every ffmpeg has what that takes; zscale and tonemap, which many
 * are built without, come to the same within a hundredth.
 * @param width pictures are made no wider than this first, as every pixel takes its time; null keeps their size
 */
export function toneMapped({ video }: Film, width: number | null): string[] {
  if (!video?.hdr) return [];
  const smaller = width === null ? [] : [`scale=w='2*floor(min(iw\\,${width})/2)':h=-2`];
  const [setting, light = ''] = TO_LIGHT[video.hdr].split(';');
  const linear = `${setting};min(maxval,maxval*${LINEAR_WHITE}*(${light}))`;
  // What is brighter than the knee goes towards 1 without ever reaching it.
  const tone = `st(0,val/maxval/${LINEAR_WHITE});st(0,if(gt(ld(0),${KNEE}),${KNEE}+(1-${KNEE})*(1-exp((${KNEE}-ld(0))/(1-${KNEE})*1.5)),ld(0)));maxval*pow(ld(0),1/2.4)`;
  const table = (expression: string): string =>
    `lutrgb=${['r', 'g', 'b'].map((channel) => `${channel}='${expression.replaceAll(',', '\\,').replaceAll(';', '\\;')}'`).join(':')}`;
  return [
    ...smaller,
    'scale=in_color_matrix=bt2020:in_range=limited',
    ...['format=rgb48le', table(linear), `colorchannelmixer=${BT2020_TO_BT709}`, table(tone)],
    ...['scale=out_color_matrix=bt709:out_range=limited', 'format=yuv420p'],
  ];
}

/** How far a frame's shape may lie from the film's, as a share, before it is another one. */
const SAME_SHAPE = 0.02;

/**
 * Brings every frame to one size, and one of another shape than the film's own, as calls have them that turn in mid-film, within
 * bars. `pad` stands where the picture has the format that it ends with.
 */
export function fitted({ video }: Film, { width, height }: Size): { scale: string; pad: string } {
  const shape = video ? video.displayWidth / video.displayHeight : 1;
  const same = `lt(abs(dar/${shape.toFixed(6)}-1)\\,${SAME_SHAPE})`;
  const even = (side: string): string => `2*round(${side}/2)`;
  const ratio = `dar/${shape.toFixed(6)}`;
  const w = `if(${same}\\,${width}\\,max(2\\,${even(`${width}*min(1\\,${ratio})`)}))`;
  const h = `if(${same}\\,${height}\\,max(2\\,${even(`${height}*min(1\\,1/(${ratio}))`)}))`;
  return { scale: `scale=w='${w}':h='${h}'`, pad: `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2` };
}
