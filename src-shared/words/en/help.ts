// English words: help.
export const help = {
  'help.about.folder': 'Show library folder',
  'help.about.models': 'Models and their licences',
  'help.about.lead': 'Ask questions of long local videos. Nothing leaves your machine.',
  'help.about.version': 'Version {version} · Electron {electron} · {platform}',
  'help.about.free': 'Free software under the Apache License 2.0.',
  'help.about.newer': 'Version {version} is there: look under Settings.',
  'help.diagnostics.collecting': 'Collecting diagnostics…',
  'help.diagnostics.copied':
    'Copied diagnostics. They name no film, folder or person; look at them before you send them.',
  'help.ffmpeg':
    'It reads the films: a program of its own, under its own licence. How it was built and where its source is stand with it.',
  'help.ffmpeg.other':
    'The ffmpeg in use did not come with Longtake: its licence is with whoever it came from.',
  'help.parts': 'Parts by others',
  'help.parts.text':
    'Longtake runs on Electron and Chromium. Their licences are LICENSE.electron.txt and LICENSES.chromium.html in the program’s folder.',
  'help.packages': '{n} packages and their licences',
  'help.builtWith': 'Built with: {configuration}',
  'help.keys.change': 'Change keys…',
  'help.keys.or': 'or',
  'help.keys.digits': 'Digits begin the time to go to: 130 and Enter is 1:30.',
} as const;
