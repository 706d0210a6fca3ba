import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackManifest } from '../../../src-main/base/packs/manifest';
import { packagesIn } from '../packages';
import sources from './sources.json';
import wheel from './writing.json';

/** The package declares MIT and holds no licence text: it is in its repository, https://github.com/gutenye/ocr. */
const GUTENYE = `The MIT License (MIT)

Copyright © 2024 Guten Ye

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the “Software”), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED “AS IS”, WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
const PADDLE_NOTE = `The models were published by the PaddleOCR project (https://github.com/PaddlePaddle/PaddleOCR):
Copyright (c) 2016 PaddlePaddle Authors. All Rights Reserved. Licensed under the Apache License, Version 2.0, which stands below.
The package that carries them, converted to ONNX, is published under the licence that follows here.

`;
const CENTERNET_NOTE = `The model was trained on COCO and published by https://github.com/610265158/mobilenetv3_centernet, a repository that states
no licence. The package that carries it, converted to TensorFlow.js, and from which it was converted again, is published
under the following terms.

`;

const WHEEL_NOTE = `The models were published by the PaddleOCR project (https://github.com/PaddlePaddle/PaddleOCR), as PP-OCRv6_small_det and
PP-OCRv6_small_rec: Copyright (c) 2016 PaddlePaddle Authors and Baidu. All Rights Reserved. The package that carries them, converted to
ONNX, is RapidOCR (https://github.com/RapidAI/RapidOCR): Copyright (c) 2021 RapidOCR Authors. All rights reserved. Both are
licensed under the Apache License, Version 2.0, which stands below.

`;

/**
 * Where each part comes from and under which terms, in the words of the sources' own licence files.
 * @param many whether the models for many languages read writing
 */
export async function licences(packages: string, many: boolean): Promise<PackManifest['licences']> {
  const { source, text } = packagesIn(packages, sources);
  const apache = await readFile(join(import.meta.dirname, '../../assets/licences/Apache-2.0.txt'), 'utf8');
  return [
    many
      ? {
          part: 'Writing: PP-OCRv6 small',
          source: `PyPI ${wheel.name} ${wheel.version}`,
          name: 'Apache-2.0',
          text: `${WHEEL_NOTE}${apache}`,
        }
      : {
          part: 'Writing: PP-OCRv4, Chinese and English',
          source: source('writing'),
          name: 'Apache-2.0 (models), MIT (package)',
          text: `${PADDLE_NOTE}${GUTENYE}\n${apache}`,
        },
    {
      part: 'People and things: CenterNet on MobileNetV3',
      source: source('objects'),
      name: 'MIT (package), not stated (model)',
      text: CENTERNET_NOTE + (await text('objects')),
    },
  ];
}
