/** The sound of the video while it is being transcribed: raw 16 kHz mono samples. */
export const SOUND_FILE = 'audio.s16';
export const SPEECH_FILE = 'speech.jsonl';
/** What language models' packs made of the frames: see watch/. */
export const ANSWERS_FOLDER = 'answers';
