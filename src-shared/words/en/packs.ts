// English words: packs. What packs of models say of themselves, as it stands in their manifests and in the catalogue.
export const packs = {
  'packs.clip': 'Finds frames by any English description, not only by the names of things. Small and quick.',
  'packs.siglip':
    'Finds frames by any English description, with better published results than CLIP ViT-B/32 at about four times the work.',
  'packs.whisper':
    "Transcribes speech in 99 languages; recommended for anything but English. Measured: 3 to 7 % of the words wrong in clear German, Spanish and French, at a third of the built-in model's speed.",
  'packs.cyrillic':
    'Reads what is written in the picture in Cyrillic letters: Russian, Ukrainian, Belarusian and Bulgarian. Used beside the built-in one, from the next film on.',
  'packs.greek':
    'Reads what is written in the picture in Greek letters: Greek. Used beside the built-in one, from the next film on.',
  'packs.korean':
    'Reads what is written in the picture in Korean letters: Korean. Used beside the built-in one, from the next film on.',
  'packs.thai':
    'Reads what is written in the picture in Thai letters: Thai. Used beside the built-in one, from the next film on.',
  'packs.arabic':
    'Reads what is written in the picture in Arabic letters: Arabic, Persian and Urdu. Used beside the built-in one, from the next film on.',
  'packs.devanagari':
    'Reads what is written in the picture in Devanagari letters: Hindi, Marathi and Nepali. Used beside the built-in one, from the next film on.',
  'packs.llava':
    'Watches a whole video, one token a frame, and answers questions about it in its own words. For long films it wants a graphics card: on a processor with two cores a frame took 16 seconds, so an hour of film takes most of a day.',
  'packs.voices': 'Built in. Tells the voices of a film apart, so that its transcript says who speaks.',
  'packs.tracks':
    'Built in. Reads what is written in the picture, in the languages of Latin letters, in Chinese and in Japanese, and finds people and 79 kinds of things, from bicycles to toothbrushes.',
  'packs.core':
    'Built in. Knows 1,000 kinds of things by sight (animals, vehicles, household objects; not people or actions), compares them with free text, and transcribes English speech.',
} as const;
