// English words: answers, beside what src-main/worker/answer/messages says.
const FRAMES_OF =
  'every {step, plural, =2 {second} =3 {third} =4 {fourth} =5 {fifth} =6 {sixth} =7 {seventh} =8 {eighth} =9 {ninth} =10 {tenth} other {{step, number}th}} frame: {count, number} of {of, number}';

export const answers = {
  'answers.askedAbout': 'Asked about {from} to {to}.',
  'answers.model.frames': '{count, plural, one {1 frame} other {# frames}}',
  'answers.model.framesForMemory': `${FRAMES_OF}, to fit the memory`,
  'answers.model.framesForLength': `${FRAMES_OF}, to fit the model’s length`,
  'answers.model.unfused': 'Question not fused with any frame: none was kept for it (an approximation)',
  'answers.model.fused': 'Question fused with {count, plural, one {the frame} other {all # frames}}',
  'answers.model.fusedWith':
    'Question fused with {frames, number} of {count, number} frames (an approximation)',
  'answers.model.instructions':
    'The model’s standing instructions are fused with the whole film, not with these frames alone (an approximation)',
  'answers.model.dropped':
    'The {count, plural, one {oldest question} other {# oldest questions}} of this chat did not fit and {count, plural, one {was} other {were}} left out',
  'answers.model.longer':
    '{length, number} tokens: longer than the {most, number} that the model was tuned for',
  'answers.model.onCpu': 'On the CPU: {device} did not take this model, mostly for want of memory',
  'answers.model.inForm': 'With {bits} bits a weight: {device} has no room for this model as it is',
  'answers.model.noDisk':
    'A smaller form of it was not made: it needs {needed} on the disk, and {free} are free',
  'answers.model.fromMemory': 'Frames read for an earlier question',
  'answers.model.fromDisk': 'Frames read for an earlier question, from disk',
  'answers.model.made': 'Frames read for this question; the next one need not wait for them',
} as const;
