// English words: search.
export const search = {
  'search.all': 'Search all videos',
  'search.this': 'Search this video',
  'search.all.hint': 'Search what is seen, said or written in all videos',
  'search.this.hint': 'Search what is seen, said or written',
  'search.clear': 'Clear search',
} as const;
