import { sha256Of } from './repository';

type SpeechFile = 'encoder.onnx' | 'decoder.onnx' | 'vad.onnx';

/** For tests only: the manifest of a pack of made-up speech files, which nothing reads but what checks packs. */
export function speechManifest(
  id: string,
  files: Readonly<Record<SpeechFile, Uint8Array>>,
  name: string = id,
): string {
  const listed = Object.entries(files).map(([path, data]) => ({
    path,
    bytes: data.length,
    sha256: sha256Of(data),
  }));
  const speech = {
    kind: 'moonshine',
    encoder: 'encoder.onnx',
    decoder: 'decoder.onnx',
    vad: 'vad.onnx',
    sampleRate: 16_000,
  };
  const about = { format: 2, id, name, version: '1', description: '', provides: ['speech'] };
  return JSON.stringify({ ...about, files: listed, licences: [], speech });
}
