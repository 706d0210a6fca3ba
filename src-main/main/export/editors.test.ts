import { DtdValidator, XmlDocument, XmlDtd, XmlElement } from 'libxml2-wasm';
import Smpte, { type FRAMERATE } from 'smpte-timecode';
import { describe, expect, it } from 'vitest';
import { PLACE_COLOURS } from '../../../src-shared/collections';
import { reelNames, toEdl } from './edl';
import { toFcpxml } from './fcpxml';
import { toOtio } from './otio';
import { colourNames } from './place-colours';
import type { Place } from './place-list';
import { toResolveMarkers } from './resolve';
import { filmOf, hardFrames, listOf, MEDIA, placesAt, UNMARKED } from './testing/lists';
import { sameRate, TIMEBASES, type Timebase, timecodeBase } from './timecode';
import { toXmeml } from './xmeml';

/** The declarations of Apple's FCPXML 1.11 that these files use: children in their order, attributes that must be there. */
const FCPXML_DTD = `
<!ELEMENT fcpxml (resources?, library)> <!ATTLIST fcpxml version CDATA #FIXED "1.11">
<!ELEMENT resources (asset | format)*>
<!ELEMENT format EMPTY> <!ATTLIST format id ID #REQUIRED frameDuration CDATA #IMPLIED width CDATA #IMPLIED height CDATA #IMPLIED>
<!ELEMENT asset (media-rep+)> <!ATTLIST asset id ID #REQUIRED name CDATA #IMPLIED start CDATA #IMPLIED duration CDATA #IMPLIED
  hasVideo CDATA #IMPLIED format IDREF #IMPLIED hasAudio CDATA #IMPLIED videoSources CDATA #IMPLIED audioSources CDATA #IMPLIED
  audioChannels CDATA #IMPLIED audioRate CDATA #IMPLIED>
<!ELEMENT media-rep EMPTY> <!ATTLIST media-rep kind (original-media | proxy-media) "original-media" src CDATA #REQUIRED>
<!ELEMENT library (event)*>
<!ELEMENT event (project)*> <!ATTLIST event name CDATA #IMPLIED>
<!ELEMENT project (sequence)> <!ATTLIST project name CDATA #IMPLIED>
<!ELEMENT sequence (spine)> <!ATTLIST sequence format IDREF #REQUIRED duration CDATA #IMPLIED tcStart CDATA #IMPLIED tcFormat (DF | NDF) #IMPLIED>
<!ELEMENT spine (asset-clip)*>
<!ELEMENT asset-clip (note?, conform-rate?, (marker | keyword)*)> <!ATTLIST asset-clip ref IDREF #REQUIRED offset CDATA #IMPLIED name CDATA #IMPLIED
  start CDATA #IMPLIED duration CDATA #IMPLIED format IDREF #IMPLIED tcFormat (DF | NDF) #IMPLIED>
<!ELEMENT conform-rate EMPTY> <!ATTLIST conform-rate scaleEnabled (0 | 1) "1"
  srcFrameRate (23.98 | 24 | 25 | 29.97 | 30 | 60 | 47.95 | 48 | 50 | 59.94) #IMPLIED>
<!ELEMENT note (#PCDATA)>
<!ELEMENT marker EMPTY> <!ATTLIST marker start CDATA #REQUIRED duration CDATA #IMPLIED value CDATA #REQUIRED note CDATA #IMPLIED>
<!ELEMENT keyword EMPTY> <!ATTLIST keyword start CDATA #REQUIRED duration CDATA #IMPLIED value CDATA #REQUIRED note CDATA #IMPLIED>
`;

/** The elements of Apple's "Final Cut Pro XML Interchange Format", version 5, that these files use. There children may come in any order. */
const XMEML_DTD = `
<!ELEMENT xmeml (sequence)> <!ATTLIST xmeml version CDATA #FIXED "5">
<!ELEMENT sequence (name | duration | rate | timecode | media | marker)*> <!ATTLIST sequence id ID #REQUIRED>
<!ELEMENT name (#PCDATA)> <!ELEMENT duration (#PCDATA)> <!ELEMENT enabled (#PCDATA)>
<!ELEMENT rate (timebase, ntsc)> <!ELEMENT timebase (#PCDATA)> <!ELEMENT ntsc (#PCDATA)>
<!ELEMENT timecode (rate, string, frame, displayformat)>
<!ELEMENT string (#PCDATA)> <!ELEMENT frame (#PCDATA)> <!ELEMENT displayformat (#PCDATA)>
<!ELEMENT media (video?, audio?)>
<!ELEMENT video ((format, track+) | samplecharacteristics)> <!ELEMENT format (samplecharacteristics)>
<!ELEMENT audio (track* | samplecharacteristics | channelcount)*>
<!ELEMENT samplecharacteristics (rate | width | height | pixelaspectratio | samplerate)*>
<!ELEMENT width (#PCDATA)> <!ELEMENT height (#PCDATA)> <!ELEMENT pixelaspectratio (#PCDATA)>
<!ELEMENT samplerate (#PCDATA)> <!ELEMENT channelcount (#PCDATA)>
<!ELEMENT track (clipitem*)>
<!ELEMENT clipitem (name, enabled, duration, rate, start, end, in, out, file, sourcetrack?, link*, comments?, labels?)>
<!ATTLIST clipitem id ID #REQUIRED>
<!ELEMENT start (#PCDATA)> <!ELEMENT end (#PCDATA)> <!ELEMENT in (#PCDATA)> <!ELEMENT out (#PCDATA)>
<!ELEMENT file (name | pathurl | rate | duration | timecode | media)*> <!ATTLIST file id CDATA #REQUIRED>
<!ELEMENT pathurl (#PCDATA)>
<!ELEMENT sourcetrack (mediatype, trackindex)> <!ELEMENT mediatype (#PCDATA)> <!ELEMENT trackindex (#PCDATA)>
<!ELEMENT link (linkclipref, mediatype, trackindex, clipindex)> <!ELEMENT linkclipref (#PCDATA)> <!ELEMENT clipindex (#PCDATA)>
<!ELEMENT comments (mastercomment1?, mastercomment2?)>
<!ELEMENT mastercomment1 (#PCDATA)> <!ELEMENT mastercomment2 (#PCDATA)>
<!ELEMENT labels (label2)> <!ELEMENT label2 (#PCDATA)>
<!ELEMENT marker (name, comment, in, out, color?, pproColor?)> <!ELEMENT comment (#PCDATA)> <!ELEMENT pproColor (#PCDATA)>
<!ELEMENT color (alpha, red, green, blue)> <!ELEMENT alpha (#PCDATA)>
<!ELEMENT red (#PCDATA)> <!ELEMENT green (#PCDATA)> <!ELEMENT blue (#PCDATA)>
`;

function validXmeml(text: string): XmlDocument {
  const document = XmlDocument.fromString(text);
  const dtd = XmlDtd.fromString(XMEML_DTD);
  new DtdValidator(dtd).validate(document);
  dtd.dispose();
  return document;
}

/** What stands in the child elements of these names. */
function texts(element: XmlElement, ...names: string[]): (string | undefined)[] {
  return names.map((name) => element.get(name)?.content);
}

interface Event {
  readonly reel: string;
  readonly channels: string;
  readonly times: readonly string[];
  readonly remarks: readonly string[];
}

/** Reads a CMX 3600 list by its columns, strictly: what is no event, remark, title or frame code is an error. */
function readEdl(text: string) {
  const lines = text.split('\r\n');
  const events: (Event & { remarks: string[] })[] = [];
  const heads: string[] = [];
  for (const line of lines) {
    const event = /^(\d{3,4}) {2}([A-Z0-9]{1,8}) +(V|B|A) +C {8}((?:\d\d:\d\d:\d\d[:;]\d\d ?){4})$/.exec(
      line,
    );
    if (event) {
      expect(Number(event[1])).toBe(events.length + 1);
      events.push({
        reel: event[2] ?? '',
        channels: event[3] ?? '',
        times: (event[4] ?? '').trim().split(' '),
        remarks: [],
      });
    } else if (line.startsWith('* ')) events.at(-1)?.remarks.push(line);
    else if (line !== '') heads.push(line);
  }
  return { heads, events };
}

/** Seconds as Apple writes them, in frames: exact, or it is no whole number of them. */
function framesIn(time: string | undefined, { rate }: Timebase): number {
  const [, num = '', den = '1'] = /^(\d+)(?:\/(\d+))?s$/.exec(time ?? '') ?? [];
  const frames = BigInt(num) * BigInt(rate.num);
  const unit = BigInt(den) * BigInt(rate.den);
  expect(frames % unit).toBe(0n);
  return Number(frames / unit);
}

function elements(document: XmlDocument, path: string): XmlElement[] {
  return document.find(path).flatMap((node) => (node instanceof XmlElement ? [node] : []));
}

function attribute(element: XmlElement | undefined, name: string): string | undefined {
  return element?.attr(name)?.value;
}

describe.each(Object.entries(TIMEBASES))('lists of a film of %s', (name, timebase) => {
  const nominal = Number(name.replace('ndf', '')) as FRAMERATE;
  const wanted = hardFrames(timebase);
  /** An hour in, as cameras and tapes have it. */
  const named = timecodeBase(timebase) === timebase;
  const startFrame = named
    ? new Smpte(timebase.dropFrame ? '01:00:00;00' : '01:00:00:00', nominal, timebase.dropFrame).frameCount
    : 3600 * Math.round(timebase.rate.num / timebase.rate.den);
  const film = filmOf('ab', timebase, { startFrame });
  const list = listOf(placesAt(film, wanted));
  const count = (text: string) => new Smpte(text, nominal, timebase.dropFrame).frameCount;

  if (named) {
    it('are an EDL whose every timecode is to the frame', () => {
      const { heads, events } = readEdl(toEdl(list));
      expect(heads).toEqual([
        `TITLE: A list <&> of "places"`,
        `FCM: ${timebase.dropFrame ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
      ]);
      let record = startFrame;
      const expected = wanted.map(([from, to]) => {
        const at = record;
        record += to - from;
        return [startFrame + from, startFrame + to, at, record];
      });
      expect(events.map(({ times }) => times.map(count))).toEqual(expected);
      for (const { times } of events)
        expect(times.every((t) => t.includes(';') === timebase.dropFrame)).toBe(true);
      expect(events.every(({ reel, channels }) => reel === 'FILMABCO' && channels === 'B')).toBe(true);
      expect(events[0]?.remarks).toEqual([
        '* FROM CLIP NAME: Film <ab> & co.mp4',
        `* LOC: ${events[0]?.times[2]} RED     Place 1 <&> "q" 'a'`,
        '* COMMENT: Said; = # \\ & <b> next line 0',
        '* COMMENT: Tags: b-roll, a <&> tag',
      ]);
    });
  }

  it('are valid FCPXML, whose every time is a whole frame, the right one', () => {
    const document = XmlDocument.fromString(toFcpxml(list));
    const dtd = XmlDtd.fromString(FCPXML_DTD);
    new DtdValidator(dtd).validate(document);
    const clips = elements(document, '//spine/asset-clip');
    let offset = 0;
    const expected = wanted.map(([from, to]) => {
      const at = offset;
      offset += to - from;
      return [at, startFrame + from, to - from, startFrame + from];
    });
    const got = clips.map((clip) => [
      ...['offset', 'start', 'duration'].map((time) => framesIn(attribute(clip, time), timebase)),
      framesIn(
        attribute(elements(document, '//spine/asset-clip/marker')[clips.indexOf(clip)], 'start'),
        timebase,
      ),
    ]);
    expect(got).toEqual(expected);
    const [sequence] = elements(document, '//sequence');
    expect(framesIn(attribute(sequence, 'duration'), timebase)).toBe(offset);
    expect(attribute(sequence, 'tcFormat')).toBe(timebase.dropFrame ? 'DF' : 'NDF');
    const [asset] = elements(document, '//asset');
    expect(framesIn(attribute(asset, 'start'), timebase)).toBe(startFrame);
    expect(framesIn(attribute(asset, 'duration'), timebase)).toBeGreaterThanOrEqual(wanted.at(-1)?.[1] ?? 0);
    const [format] = elements(document, '//format');
    expect(attribute(format, 'frameDuration')).toBe(`${timebase.rate.den}/${timebase.rate.num}s`);
    expect(attribute(elements(document, '//media-rep')[0], 'src')).toBe(
      'file:///films/Film%20%3Cab%3E%20&%20co.mp4',
    );
    expect(attribute(clips[0], 'name')).toBe(`Place 1 <&> "q" 'a'`);
    expect(elements(document, '//asset-clip/note')[0]?.content).toBe('Said; = # \\ & <b>\nnext line 0');
    document.dispose();
    dtd.dispose();
  });

  it('are valid xmeml, each place at its frames, with its marker over it', () => {
    const document = validXmeml(toXmeml(list));
    let at = 0;
    const expected = wanted.map(([from, to], n) => {
      const start = at;
      at += to - from;
      const out = to - from > 1 ? at : -1;
      return { clip: [start, at, from, to], marker: [start, out], name: `Place ${n + 1} <&> "q" 'a'` };
    });
    const markers = elements(document, '//sequence/marker');
    const [clips, ...sound] = ['video/track', 'audio/track[1]', 'audio/track[2]'].map((track) =>
      elements(document, `//sequence/media/${track}/clipitem`),
    );
    const numbers = (element: XmlElement | undefined, ...names: string[]) =>
      element ? texts(element, ...names).map(Number) : [];
    const times = ['start', 'end', 'in', 'out'];
    expect(
      clips?.map((clip, n) => ({
        ...{ clip: numbers(clip, ...times), marker: numbers(markers[n], 'in', 'out') },
        name: markers[n]?.get('name')?.content,
      })),
    ).toEqual(expected);
    for (const track of sound) {
      expect(track.map((clip) => numbers(clip, ...times))).toEqual(expected.map(({ clip }) => clip));
    }
    const ntsc = timebase.rate.den === 1001 ? 'TRUE' : 'FALSE';
    const rates = elements(document, '//rate').map((rate) => texts(rate, 'timebase', 'ntsc'));
    expect(
      rates.every(([base, fraction]) => Number(base) === Math.round(Number(nominal)) && fraction === ntsc),
    ).toBe(true);
    const [file, ...others] = elements(document, '//file[pathurl]');
    expect(others).toEqual([]);
    expect(file && texts(file, 'pathurl', 'timecode/frame', 'timecode/displayformat')).toEqual([
      'file://localhost/films/Film%20%3Cab%3E%20&%20co.mp4',
      ...[String(startFrame), timebase.dropFrame ? 'DF' : 'NDF'],
    ]);
    expect(Number(file?.get('duration')?.content)).toBeGreaterThanOrEqual(wanted.at(-1)?.[1] ?? 0);
    const [first] = clips ?? [];
    expect(
      first && texts(first, 'comments/mastercomment1', 'comments/mastercomment2', 'labels/label2'),
    ).toEqual([...['Said; = # \\ & <b>\nnext line 0', 'b-roll, a <&> tag', 'Rose']]);
    expect(
      elements(document, '//link/linkclipref').every((link) =>
        document.get(`//clipitem[@id='${link.content}']`),
      ),
    ).toBe(true);
    document.dispose();
  });

  it('are markers for Resolve, at the film’s frames from an hour on', () => {
    const base = timecodeBase(timebase);
    const group = timebase.rate.num / base.rate.num;
    const rate = Math.round((base.rate.num / base.rate.den) * 1000) / 1000;
    const asNamed = (rate === 23.976 ? rate : Math.round(rate * 100) / 100) as FRAMERATE;
    const frameOf = (text: string) => new Smpte(text, asNamed, base.dropFrame).frameCount;
    const lines = toResolveMarkers(list).text.split('\r\n');
    expect(lines.slice(0, 2)).toEqual([
      `TITLE: A list <&> of "places"`,
      `FCM: ${base.dropFrame ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    ]);
    const hour = frameOf(base.dropFrame ? '01:00:00;00' : '01:00:00:00');
    const events = lines
      .filter((line) => /^\d{3} /.test(line))
      .map((line) => line.trim().split(/ +/).slice(4));
    expect(events.every(([a, b, c, d]) => a === c && b === d)).toBe(true);
    const right = wanted.map(([from]) => hour + from / group).sort((x, y) => x - y);
    for (const [n, codes] of events.entries()) {
      const [at = 0, next] = codes.slice(0, 2).map(frameOf);
      expect(next).toBe(at + 1);
      // Between two frames of a rate that divides the film's, either is the nearest.
      expect(Math.abs(at - (right[n] ?? 0))).toBeLessThanOrEqual(group === 1 ? 0 : 0.5);
    }
    expect(events).toHaveLength(wanted.length);
    const marks = lines.flatMap(
      (line) => /^(.*) \|C:ResolveColor(\w+) \|M:(.*) \|D:(\d+)$/.exec(line)?.slice(1) ?? [],
    );
    expect(marks.slice(0, 4)).toEqual([
      'Said; = # \\ & <b> next line 0 Tags: b-roll, a <&> tag',
      ...['Red', `Place 1 <&> "q" 'a'`, '1'],
    ]);
  });

  it('are OpenTimelineIO, counted in the film’s own frames', () => {
    const timeline = JSON.parse(toOtio(list));
    const [picture, sound] = timeline.tracks.children;
    expect([picture.kind, sound.kind]).toEqual(['Video', 'Audio']);
    for (const track of [picture, sound]) {
      const ranges = track.children.map((clip: OtioClip) => [
        clip.source_range.start_time.value,
        clip.source_range.duration.value,
        clip.source_range.start_time.rate,
      ]);
      const rate = timebase.rate.num / timebase.rate.den;
      expect(ranges).toEqual(wanted.map(([from, to]) => [startFrame + from, to - from, rate]));
    }
    const [first] = picture.children;
    expect(first.media_references.DEFAULT_MEDIA.target_url).toBe(
      'file:///films/Film%20%3Cab%3E%20&%20co.mp4',
    );
    expect(first.media_references.DEFAULT_MEDIA.available_range.start_time.value).toBe(startFrame);
  });
});

describe('an EDL of a film whose rate has no timecode', () => {
  it.each(['47.952', '48', '100', '119.88', '120', '239.76', '240'])(
    'of %s counts in a rate that divides it, to that rate’s frame',
    (name) => {
      const timebase = TIMEBASES[name] ?? { rate: { num: 0, den: 1 }, dropFrame: false };
      const base = timecodeBase(timebase);
      const group = timebase.rate.num / base.rate.num;
      expect(Number.isInteger(group) && timebase.rate.den === base.rate.den).toBe(true);
      expect(Object.values(TIMEBASES).some((known) => sameRate(known.rate, base.rate))).toBe(true);
      const frames = [10, 20, 3000].map((n): [number, number] => [n * group, (n + 7) * group]);
      const { heads, events } = readEdl(toEdl(listOf(placesAt(filmOf('ab', timebase), frames))));
      expect(heads[1]).toBe(`FCM: ${base.dropFrame ? 'DROP FRAME' : 'NON-DROP FRAME'}`);
      const nominal = Math.round((base.rate.num / base.rate.den) * 1000) / 1000;
      const rate = (nominal === 23.976 ? 23.976 : Math.round(nominal * 100) / 100) as FRAMERATE;
      const count = (text: string) => new Smpte(text, rate, base.dropFrame).frameCount;
      expect(events.map(({ times }) => times.slice(0, 2).map(count))).toEqual(
        frames.map(([from, to]) => [from / group, to / group]),
      );
    },
  );
});

interface OtioClip {
  readonly OTIO_SCHEMA: string;
  readonly source_range: {
    readonly start_time: { value: number; rate: number };
    readonly duration: { value: number };
  };
}

describe('a list of several films', () => {
  const [pal, ntsc] = [TIMEBASES['25'], TIMEBASES['29.97']];
  if (!pal || !ntsc) throw new Error('standard timebases');
  const a = filmOf('aa', pal);
  const b = filmOf('bb', ntsc, { fileName: 'Film <aa> & co.mov' });
  const voice = filmOf('cc', pal, { media: { ...MEDIA, video: null }, fileName: 'voice.wav' });
  const mixed = listOf([
    ...placesAt(a, [[25, 50]]),
    ...placesAt(b, [[30, 90]]),
    ...placesAt(voice, [[0, 25]]),
  ]);

  it('counts an EDL in the first one’s frames, and says so of the others', () => {
    const { events } = readEdl(toEdl(mixed));
    expect(events.map(({ reel, channels }) => [reel, channels])).toEqual([
      ['FILMAACO', 'B'],
      ['FILMAAC2', 'B'],
      ['VOICE', 'A'],
    ]);
    // 30 and 90 frames of 30000/1001 are 1.001 and 3.003 s.
    expect(events[1]?.times).toEqual(['00:00:01:00', '00:00:03:00', '01:00:01:00', '01:00:03:00']);
    expect(events[1]?.remarks.at(-1)).toContain(
      '29.97 drop-frame frames a second, there it is frames 30 to 90',
    );
  });

  it('keeps each film’s own frames in FCPXML, and the storyline’s for lengths', () => {
    const document = XmlDocument.fromString(toFcpxml(mixed));
    new DtdValidator(XmlDtd.fromString(FCPXML_DTD)).validate(document);
    const [, second] = elements(document, '//spine/asset-clip');
    expect(framesIn(attribute(second, 'start'), ntsc)).toBe(30);
    expect(framesIn(attribute(second, 'duration'), pal)).toBe(50);
    expect(framesIn(attribute(second, 'offset'), pal)).toBe(25);
    expect(elements(document, '//conform-rate').map((one) => attribute(one, 'srcFrameRate'))).toEqual([
      '29.97',
    ]);
    const [, , sound] = elements(document, '//asset');
    expect([attribute(sound, 'hasVideo'), attribute(sound, 'hasAudio')]).toEqual([undefined, '1']);
    document.dispose();
  });

  it('keeps each film’s own frames in xmeml, and the sequence’s for where they lie', () => {
    const document = validXmeml(toXmeml(mixed));
    const [, second] = elements(document, '//video/track/clipitem');
    expect(second && texts(second, 'start', 'end', 'in', 'out', 'rate/timebase', 'rate/ntsc')).toEqual([
      ...['25', '75', '30', '90', '30', 'TRUE'],
    ]);
    // Sound alone is on the sound’s tracks alone.
    expect(elements(document, '//video/track/clipitem')).toHaveLength(2);
    expect(elements(document, '//audio/track[1]/clipitem')).toHaveLength(3);
    expect(elements(document, '//file[pathurl]').map((file) => attribute(file, 'id'))).toEqual([
      ...['film-0', 'film-1', 'film-2'],
    ]);
    document.dispose();
  });

  it('puts Resolve’s markers where an EDL of the same list has the places', () => {
    const { events } = readEdl(toEdl(mixed));
    const marks = toResolveMarkers(mixed)
      .text.split('\r\n')
      .filter((line) => /^\d{3} /.test(line))
      .map((line) => line.trim().split(/ +/)[6]);
    expect(marks).toEqual(events.map(({ times }) => times[2]));
  });

  it('says of a film without sound that it is picture alone, and gives sound alone the size of a usual picture', () => {
    const silent = filmOf('dd', pal, { media: { ...MEDIA, audio: [] } });
    expect(readEdl(toEdl(listOf(placesAt(silent, [[0, 25]])))).events[0]?.channels).toBe('V');
    const document = XmlDocument.fromString(toFcpxml(listOf(placesAt(voice, [[0, 25]]))));
    const [sequence] = elements(document, '//format');
    expect([attribute(sequence, 'width'), attribute(sequence, 'height')]).toEqual(['1920', '1080']);
    document.dispose();
  });

  it('leaves a gap in OpenTimelineIO’s picture where there is sound alone', () => {
    const [picture, sound] = JSON.parse(toOtio(mixed)).tracks.children;
    const schemas = (track: { children: OtioClip[] }) => track.children.map((item) => item.OTIO_SCHEMA);
    expect(schemas(picture)).toEqual(['Clip.2', 'Clip.2', 'Gap.1']);
    expect(schemas(sound)).toEqual(['Clip.2', 'Clip.2', 'Clip.2']);
  });
});

describe('a place’s colour and tags', () => {
  const pal = TIMEBASES['25'];
  if (!pal) throw new Error('a standard timebase');
  const places = PLACE_COLOURS.map((colour, n) => ({
    ...placesAt(filmOf('aa', pal), [[n * 25, n * 25 + 20]])[0],
    ...{ colour, tags: ['one', 'two'], title: colour },
  })) as Place[];
  const list = listOf(places);

  it('have a name in every format that has some, two of ours seldom the same', () => {
    const RESOLVE =
      'Blue Cyan Green Yellow Red Pink Purple Fuchsia Rose Lavender Sky Mint Lemon Sand Cocoa Cream'.split(
        ' ',
      );
    const names = PLACE_COLOURS.map((colour) => colourNames(colour)?.resolve ?? '');
    expect(names.filter((name) => !RESOLVE.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(PLACE_COLOURS.length);
    const marks = [...toResolveMarkers(list).text.matchAll(/\|C:ResolveColor(\w+) \|M:(\w+)/g)];
    expect(marks.map(([, colour, title]) => [title, colour])).toEqual(
      PLACE_COLOURS.map((c, n) => [c, names[n]]),
    );
    const locators = [
      ...toEdl(list).matchAll(/^\* LOC: \S+ (RED|GREEN|BLUE|CYAN|MAGENTA|YELLOW|BLACK|WHITE) +(\w+)\r$/gm),
    ];
    expect(locators.map(([, , title]) => title)).toEqual([...PLACE_COLOURS]);
    // A place that nobody named has its marker and colour all the same.
    const unnamed = toEdl({ ...list, places: list.places.map((place) => ({ ...place, title: ' ' })) });
    expect([...unnamed.matchAll(/^\* LOC: \S+ (\w+) +Place (\d+)\r$/gm)].map(([, c, n]) => [c, n])).toEqual(
      locators.map(([, colour], n) => [colour, `${n + 1}`]),
    );
    const clips = JSON.parse(toOtio(list)).tracks.children[0].children as OtioMarked[];
    expect(new Set(clips.map(({ markers }) => markers[0]?.color)).size).toBe(PLACE_COLOURS.length);
    expect(clips.map(({ markers }) => markers[0]?.metadata.longtake)).toEqual(
      PLACE_COLOURS.map((colour) => ({ colour, tags: ['one', 'two'] })),
    );
  });

  it('are Premiere’s numbers for the same red, green and blue', () => {
    const document = validXmeml(toXmeml(list));
    for (const marker of elements(document, '//sequence/marker[pproColor]')) {
      const [name, ...rgb] = texts(marker, 'name', 'color/red', 'color/green', 'color/blue');
      const number = Number(marker.get('pproColor')?.content);
      const own = [number & 255, (number >>> 8) & 255, (number >>> 16) & 255];
      // It has no pink and no grey: their own red, green and blue stand beside the nearest.
      if (name !== 'pink' && name !== 'grey') expect(own).toEqual(rgb.map(Number));
      expect(number >>> 24).toBe(255);
    }
    expect(elements(document, '//sequence/marker[pproColor]')).toHaveLength(PLACE_COLOURS.length);
    document.dispose();
  });

  it('are keywords of FCPXML, which has no colours', () => {
    const document = XmlDocument.fromString(toFcpxml(list));
    new DtdValidator(XmlDtd.fromString(FCPXML_DTD)).validate(document);
    const words = elements(document, '//asset-clip/keyword');
    expect(
      words.map((word) => [attribute(word, 'value'), framesIn(attribute(word, 'duration'), pal)]),
    ).toEqual(PLACE_COLOURS.map(() => ['one, two', 20]));
    document.dispose();
  });

  it('leave a place without any as it always was', () => {
    const plain = listOf(places.map((place) => ({ ...place, ...UNMARKED })));
    expect(toEdl(plain)).toContain(' GREEN   red');
    expect(toEdl(plain)).not.toContain('Tags');
    expect(toFcpxml(plain)).not.toContain('keyword');
    expect(toXmeml(plain)).not.toMatch(/pproColor|label2|mastercomment2/);
    const [clip] = JSON.parse(toOtio(plain)).tracks.children[0].children as OtioMarked[];
    expect(clip?.markers[0]).toMatchObject({ color: 'GREEN', metadata: {} });
  });
});

interface OtioMarked {
  readonly markers: readonly { readonly color: string; readonly metadata: { readonly longtake?: unknown } }[];
}

describe('reelNames', () => {
  it('are eight letters and digits at most, each film’s its own, and none of CMX’s words', () => {
    const names = ['Ünïcode film.mp4', 'unicode filn.mp4', '日本.mp4', 'ax.mp4', '日本.mkv', 'bl.mp4'];
    const films = names.map((fileName, n) => ({ id: String(n), fileName }));
    const reels = [...reelNames(films).values()];
    expect(reels).toEqual(['UNICODEF', 'UNICODE2', 'REEL', 'REELAX', 'REEL2', 'REELBL']);
  });
});

describe('a place', () => {
  it('is one frame long at least', () => {
    const timebase = TIMEBASES['25'];
    if (!timebase) throw new Error('a standard timebase');
    const [place] = placesAt(filmOf('aa', timebase), [[10, 10]]);
    if (!place) throw new Error('a place');
    expect(readEdl(toEdl(listOf([place]))).events[0]?.times.slice(0, 2)).toEqual([
      '00:00:00:10',
      '00:00:00:11',
    ]);
  });
});
