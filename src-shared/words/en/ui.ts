// English words: ui.
export const ui = {
  'ui.close': 'Close',
  'ui.keep': 'Keep',
  'ui.kind.seen': 'Seen',
  'ui.kind.said': 'Said',
  'ui.kind.written': 'Written',
  'ui.kind.object': 'Thing found',
  'ui.kind.scene': 'Scene',
  'ui.kind.named': 'From the answer’s own words',
  'ui.kind.weighed': 'Frames that moved the answer',
  'ui.kind.fromFile': 'Said, by the subtitles',
  'ui.left.moment': 'a few seconds left',
  'ui.left.seconds': 'about {n} s left',
  'ui.left.minutes': 'about {n} min left',
  'ui.left.hours': 'about {n} h left',
  'ui.left.hoursMinutes': 'about {hours} h {n} min left',
  'ui.rate': '{n} frames/s',
} as const;
