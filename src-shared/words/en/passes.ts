// English words: passes.
export const passes = {
  'passes.stage.subtitles': 'Reading subtitles',
  'passes.doing.index': 'Indexing {title}',
  'passes.doing.tracks': 'Looking closer at {title}',
  'passes.doing.watch': 'Watching {title}',
  'passes.stage.probe': 'Opening the file',
  'passes.stage.frames': 'Looking at frames',
  'passes.stage.scenes': 'Finding scenes',
  'passes.stage.speech': 'Listening',
  'passes.stage.speakers': 'Telling voices apart',
  'passes.stage.finish': 'Finishing',
  'passes.stage.tracks': 'Looking closer',
  'passes.stage.watch': 'Watching',
  'passes.shots.title': 'Find cuts',
  'passes.shots.text':
    'Hard cuts and dissolves, to the frame: shots on the timeline, and lists that editing programs open.',
  'passes.shots.offer': 'cuts',
  'passes.shots.table': 'Shots (.csv)',
  'passes.shots.table.use': 'A row for each stretch between two cuts',
  'passes.objects.title': 'Find people and things',
  'passes.objects.text':
    'About eighty kinds of things, followed from frame to frame: how many are there, and from when to when.',
  'passes.objects.offer': 'things',
  'passes.objects.table': 'People and things (.csv)',
  'passes.objects.table.use': 'A row for each that was followed, from when to when',
  'passes.text.title': 'Read writing in the picture',
  'passes.text.text':
    'Slides, signs and captions become lines that can be searched, asked about and corrected.',
  'passes.text.offer': 'writing',
  'passes.text.table': 'What is written (.csv)',
  'passes.text.table.use': 'A row for each line of writing, with its place in the picture',
} as const;
