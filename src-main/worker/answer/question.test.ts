import { describe, expect, it } from 'vitest';
import { type ParsedQuery, readQuestion } from './question';
import { query } from './reader/query';
import { readSpan, resolveTime, takeTime } from './time-words';

const s = (seconds: number) => seconds * 1_000_000;
const read = (text: string): Partial<ParsedQuery> => {
  const { form, sense, topic } = readQuestion(text);
  return { form, sense, topic };
};

describe('what is asked of scenes and shots', () => {
  it.each([
    ['Which scene is the longest?', 'longest', 'scene'],
    ['which is the shortest scene', 'shortest', 'scene'],
    ['what is the longest shot', 'longest', 'shot'],
    ['Which shot is the shortest?', 'shortest', 'shot'],
  ])('%s', (text, most, unit) => {
    expect(readQuestion(text).wanted).toEqual({ kind: 'extreme', most, unit });
  });
});

describe('a place that is asked for', () => {
  it('is one of the film, or one that is named in it', () => {
    expect(readQuestion('Which place shows a florp?').form).toBe('when');
    expect(readQuestion('Which place is named on the screen?').form).not.toBe('when');
  });
});

describe('reading a question by its form', () => {
  // The things asked about are words that no model knows: only the form can have been recognised.
  it.each([
    ['When do you see a florp?', 'when', 'seen', 'florp'],
    ['Where is the florp?', 'when', 'either', 'florp'],
    ['Show me all the places with a florp', 'when', 'seen', 'florp'],
    ['At what point does the florp land?', 'when', 'either', 'florp land'],
    ['How often does the florp appear?', 'howOften', 'seen', 'florp'],
    ['How many times do they mention florps?', 'howOften', 'said', 'florps'],
    ['How long is the florp visible?', 'howLong', 'seen', 'florp'],
    ['For how long do they talk about florps?', 'howLong', 'said', 'florps'],
    ['How long is this video?', 'filmFact', 'either', ''],
    ['How long are all these videos?', 'filmFact', 'either', ''],
    ['What does he say about florps?', 'whatSaid', 'said', 'florps'],
    ['What is said about the old florp?', 'whatSaid', 'said', 'old florp'],
    ['Who mentions the florp?', 'whoSays', 'said', 'florp'],
    ['Is there a florp?', 'exists', 'either', 'florp'],
    ['Does a florp appear?', 'exists', 'seen', 'florp'],
    ['Do they discuss florps?', 'exists', 'said', 'florps'],
    ['What happens after the florp?', 'around', 'either', 'florp'],
    ['What is shown before the florp appears?', 'around', 'seen', 'florp'],
    ['What does he do straight after the florp?', 'around', 'either', 'florp'],
    ['What do you see once the florp is gone the first time?', 'around', 'seen', 'florp'],
    ['What picture comes up as soon as the florps are over?', 'around', 'seen', 'florps'],
    ['What is said once the florp is gone?', 'around', 'said', 'florp'],
    ['remind me what he said about florps', 'whatSaid', 'said', 'florps'],
    ['Which video shows a florp?', 'whichVideo', 'seen', 'florp'],
    ['What is this film about?', 'summary', 'either', ''],
    ["What's this about?", 'summary', 'either', ''],
    ['Could you please summarise the video?', 'summary', 'either', ''],
    ['How many florps are there?', 'howMany', 'seen', 'florps'],
    ['How many people are in the picture at 0:12?', 'howMany', 'seen', 'people'],
    ['When does the florp come back?', 'when', 'either', 'florp'],
    ['How long is the florp in the picture?', 'howLong', 'seen', 'florp'],
    ['What does the street sign say?', 'whatWritten', 'written', ''],
    ['What is written at 0:30?', 'whatWritten', 'written', ''],
    ['When is Oslo on a slide?', 'when', 'either', 'Oslo'],
    ['What text is shown on the screen?', 'whatWritten', 'written', ''],
    ['When is "Rue de Londres" written?', 'when', 'written', ''],
    ['Is the word "exit" shown?', 'exists', 'written', ''],
    ['How many cuts are there?', 'shots', 'either', ''],
    ['How many scenes are there?', 'scenes', 'either', ''],
    ['What colour is the florp?', 'cannot', 'seen', 'florp'],
    ['Who is this florp?', 'cannot', 'seen', 'florp'],
    ['How many scenes are there in this video?', 'scenes', 'either', ''],
    ['How many scenes show a florp?', 'howOften', 'seen', 'florp'],
    ['Good morning!', 'greeting', 'either', ''],
    ['Does anyone say anything?', 'exists', 'said', ''],
    ['When does the florp begin?', 'when', 'either', 'florp'],
    ['Does this have sound?', 'filmFact', 'either', ''],
    ['is there any audio in the film', 'filmFact', 'either', ''],
    ["what's the file size", 'filmFact', 'either', ''],
    ['Which scene is the longest?', 'extreme', 'either', ''],
    ['show me the shortest shot', 'extreme', 'either', ''],
    ['transcribe the first 20 seconds', 'transcript', 'said', ''],
    ['list all text on screen', 'everyWriting', 'written', ''],
    ['give me a 3 sentence summary', 'summary', 'either', ''],
    ['summarise the film in two sentences', 'summary', 'either', ''],
    ['what can I ask?', 'help', 'either', ''],
    ['translate what the florp says into Welsh', 'unable', 'either', ''],
    ['delete this film', 'unable', 'either', ''],
    // Words that look like orders are looked for all the same.
    ['stop sign', 'open', 'either', 'stop sign'],
    ['email address', 'open', 'either', 'email address'],
    ['whats the florp', 'open', 'either', 'what is the florp'],
    ['anything about florps?', 'open', 'either', 'florps'],
    ['Explain what happens', 'summary', 'either', ''],
    ['Why do florps glow?', 'open', 'either', 'Why do florps glow'],
    ['florp in a box', 'open', 'either', 'florp in a box'],
    // Who looks for it, what holds it and what is done with it are no part of it.
    ['At what point does the guy talk about florps?', 'when', 'said', 'florps'],
    ['the florp bit', 'open', 'either', 'florp'],
    ['search the transcript for florps', 'open', 'either', 'florps'],
    ['i heard something about florps, where was that', 'open', 'said', 'florps'],
    ['does anybody wear a florp', 'exists', 'either', 'florp'],
    ['is anyone carrying a florp', 'exists', 'either', 'florp'],
    // A film says in writing what a person says aloud.
    ['where does it say florp', 'when', 'told', 'florp'],
    ['does the sign say florp', 'exists', 'told', 'florp'],
    ['what does it say at 6 seconds', 'content', 'told', ''],
    ['how much is the florp', 'when', 'either', 'price'],
    ['how many dollars is it', 'when', 'either', 'price'],
    ['any text?', 'everyWriting', 'written', ''],
    ["what's the big blue text", 'whatWritten', 'written', ''],
    ["what's the title at the top", 'whatWritten', 'written', ''],
    ['list the animals', 'kinds', 'seen', ''],
    ['which objects are visible', 'kinds', 'seen', ''],
    ['which films have no sound', 'films', 'either', ''],
    ['how many films are there', 'films', 'either', ''],
    ['list the films about florps', 'whichVideo', 'either', 'florps'],
    ['when are there no florps', 'when', 'seen', 'florps'],
    ["when don't you see a florp", 'when', 'seen', 'florp'],
    ['shots without florps', 'when', 'seen', 'florps'],
    ['when is nobody talking', 'when', 'said', ''],
    ['when is nothing said', 'when', 'said', ''],
    ['which scene has the most florps', 'howMany', 'seen', 'florps'],
    ['give me chapters', 'scenes', 'either', ''],
    ['in a nutshell?', 'summary', 'either', ''],
    ['what am I looking at?', 'summary', 'either', ''],
    ['jump to 1:20', 'content', 'either', ''],
    ['what happens in scene 3', 'content', 'either', ''],
    ['show me the last scene', 'content', 'seen', ''],
    ['Who wrote the florp?', 'open', 'either', 'wrote the florp'],
    ['Who is Florp?', 'open', 'either', 'Florp'],
    ['who is the man', 'cannot', 'seen', ''],
    ['where was this filmed', 'cannot', 'seen', ''],
    ['how many minutes do they talk about florps', 'howLong', 'said', 'florps'],
    ['make a clip of the florp', 'unable', 'either', ''],
    ['Wie viele Florps sind zu sehen?', 'howMany', 'seen', 'Florps'],
    ['Hoeveel florps zijn er te zien?', 'open', 'either', 'florps'],
    // Short, sloppy, with letters swapped.
    ['got any florps?', 'exists', 'either', 'florps'],
    ['number of florps', 'howMany', 'seen', 'florps'],
    ['timecodes for the florp', 'when', 'seen', 'florp'],
    ['is tehre a florp', 'exists', 'either', 'florp'],
    ['waht is siad about florps', 'whatSaid', 'said', 'florps'],
    ['were is the florp', 'when', 'either', 'florp'],
    ['anything said about florps', 'exists', 'said', 'florps'],
    ['parts where nobody speaks', 'when', 'said', ''],
    ['when isnt the florp there', 'when', 'seen', 'florp'],
    ['total screen time of the florp', 'howLong', 'either', 'florp'],
    ['which of my videos show a florp', 'whichVideo', 'seen', 'florp'],
    ['do we have anything with florps', 'whichVideo', 'seen', 'florps'],
    ['films longer than 20 minutes', 'films', 'either', ''],
    ['can you cut that bit out for me', 'unable', 'either', ''],
    ['is it day or night', 'cannot', 'seen', ''],
    ['then what?', 'around', 'either', ''],
    ['list everyone who speaks', 'whoSays', 'said', ''],
  ])('%s', (text, form, sense, topic) => {
    expect(read(text)).toEqual({ form, sense, topic });
  });

  it('takes times out of the question', () => {
    expect(readQuestion('What happens between 0:10 and 1:20?')).toMatchObject({
      form: 'content',
      topic: '',
      time: { kind: 'between', from: s(10), to: s(80) },
    });
    expect(readQuestion('Is the florp visible in the last 30 seconds?')).toMatchObject({
      form: 'exists',
      topic: 'florp',
      time: { kind: 'last', length: s(30) },
    });
    expect(readQuestion('What happens after 1:00?')).toMatchObject({ form: 'around', side: 'after' });
    expect(readQuestion('Do they mention florps after 2:00?')).toMatchObject({ form: 'exists', side: null });
  });

  it('keeps quoted words as they stand', () => {
    expect(readQuestion('When does she say “ask not what”?')).toMatchObject({
      form: 'when',
      sense: 'said',
      quote: 'ask not what',
    });
    expect(readQuestion("What's Anna's florp?").quote).toBeNull();
  });

  it('knows which questions lean on the one before', () => {
    expect(readQuestion('and the florp?')).toMatchObject({ form: 'open', topic: 'florp', followUp: 'topic' });
    expect(readQuestion('when else?').followUp).toBe('more');
    expect(readQuestion('what happens after that?')).toMatchObject({ form: 'around', followUp: 'then' });
    expect(readQuestion('When does it appear?')).toMatchObject({ form: 'when', followUp: 'topic' });
    expect(readQuestion('What is this video about?').followUp).toBeNull();
    expect(readQuestion('When do you see a florp?').followUp).toBeNull();
  });

  it('tells the first from the last', () => {
    expect(readQuestion('When is the florp first shown?')).toMatchObject({
      topic: 'florp',
      ordinal: 'first',
    });
    expect(readQuestion('When do they mention florps for the last time?')).toMatchObject({ ordinal: 'last' });
  });

  it('survives anything as a question', () => {
    for (const text of ['', '?', '   ', '"', '[[0]] **', 'a'.repeat(2000), '🙂', 'when when when']) {
      expect(query.safeParse(readQuestion(text)).error).toBeUndefined();
    }
  });

  it.each([
    ['what happens in the third scene', { time: { kind: 'part', unit: 'scene', number: 3 } }],
    ['which films are longer than 2 minutes', { wanted: { kind: 'films', filter: 'longer', span: s(120) } }],
    ['what is at the bottom of the screen', { wanted: { kind: 'writingAt', edge: 'bottom' } }],
    ['what animals are there', { wanted: { kind: 'group', group: 'animal' } }],
    ['is anybody riding a florp', { topic: 'florp', action: 'riding' }],
    ['where is nobody', { wanted: { kind: 'absence' } }],
    ['Who is Florp?', { limit: 'identity' }],
    ['Wat wordt er gezegd over florps?', { foreign: true, topic: 'florps' }],
    ['视频里有狗吗？', { foreign: true }],
    ['what is said in the video', { foreign: false }],
  ])('reads %s as a valid query', (text, expected) => {
    const read = readQuestion(text);
    expect(query.parse(read)).toMatchObject(expected);
  });
});

describe('times in words', () => {
  it.each([
    ['at 1:02:03', { kind: 'point', at: s(3723) }],
    ['at 90 seconds', { kind: 'point', at: s(90) }],
    ['around minute 2', { kind: 'point', at: s(120) }],
    ['from 10 to 20 seconds', { kind: 'between', from: s(10), to: s(20) }],
    ['0:30-0:45', { kind: 'between', from: s(30), to: s(45) }],
    ['between 1:00 and 0:30', { kind: 'between', from: s(30), to: s(60) }],
    ['in the first two minutes', { kind: 'first', length: s(120) }],
    ['at the end', { kind: 'last', length: null }],
    ['until 0:12', { kind: 'until', to: s(12) }],
    ['in the first half', { kind: 'share', from: 0, to: 0.5 }],
    ['in the last quarter', { kind: 'share', from: 0.75, to: 1 }],
    ['in the middle third', { kind: 'share', from: 1 / 3, to: 2 / 3 }],
    ['5 minutes in', { kind: 'point', at: s(300) }],
    ['at 2m30', { kind: 'point', at: s(150) }],
    ['at 1h20', { kind: 'point', at: s(4800) }],
    ['in the 2nd half', { kind: 'share', from: 0.5, to: 1 }],
    ['in scene two', { kind: 'part', unit: 'scene', number: 2 }],
    ['at the 45-second mark', { kind: 'point', at: s(45) }],
    ['90 seconds into the video', { kind: 'point', at: s(90) }],
    ['at two and a half minutes', { kind: 'point', at: s(150) }],
    ['between minute 3 and 5', { kind: 'between', from: s(180), to: s(300) }],
    ['in the last ten seconds', { kind: 'last', length: s(10) }],
    ['10 seconds before the end', { kind: 'last', length: s(10) }],
    ['halfway through', { kind: 'share', from: 0.4, to: 0.6 }],
    ['in the middle of the film', { kind: 'share', from: 0.4, to: 0.6 }],
    ['in scene 3', { kind: 'part', unit: 'scene', number: 3 }],
    ['in the last shot', { kind: 'part', unit: 'shot', number: -1 }],
    ['from 0:10 to the end', { kind: 'from', from: s(10) }],
    ['after 1 minute and 5 seconds', { kind: 'from', from: s(65) }],
  ])('%s', (text, time) => {
    expect(takeTime(`what happens ${text}`)).toEqual({ rest: 'what happens', time });
  });

  it('leaves numbers that are no times', () => {
    expect(takeTime('the castle of 1612').time).toBeNull();
    expect(takeTime('7 dogs').time).toBeNull();
    expect(takeTime('what happens in the first ninety seconds').time).toEqual({
      kind: 'first',
      length: 90_000_000,
    });
    expect(takeTime('a dog in the middle of the road').time).toBeNull();
    expect(takeTime('the last scene with a dog').time).toBeNull();
    expect(readSpan('three florps')).toBeNull();
  });

  it('cuts a time to the video, and knows when it lies outside', () => {
    expect(resolveTime({ kind: 'between', from: s(10), to: s(90) }, s(60))).toEqual({
      from: s(10),
      to: s(60),
    });
    expect(resolveTime({ kind: 'point', at: s(61) }, s(60))).toBeNull();
    expect(resolveTime({ kind: 'from', from: s(70) }, s(60))).toBeNull();
    const scenes = () => [
      { from: 0, to: s(5) },
      { from: s(5), to: s(60) },
    ];
    expect(resolveTime({ kind: 'part', unit: 'scene', number: -1 }, s(60), scenes)).toEqual({
      from: s(5),
      to: s(60),
    });
    expect(resolveTime({ kind: 'part', unit: 'scene', number: 3 }, s(60), scenes)).toBeNull();
    expect(resolveTime({ kind: 'share', from: 0.5, to: 1 }, s(60))).toEqual({ from: s(30), to: s(60) });
    expect(readQuestion('Describe the ending')).toMatchObject({
      form: 'content',
      topic: '',
      time: { kind: 'last' },
    });
    expect(resolveTime({ kind: 'last', length: s(90) }, s(60))).toEqual({ from: 0, to: s(60) });
  });
});
