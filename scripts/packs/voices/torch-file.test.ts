import { describe, expect, it } from 'vitest';
import { readTorchTensors } from './torch-file';

/** `torch.save({'step': 7, 'model_state': OrderedDict(a=…, b=…), 'note': 'x', 'lr': 0.5}, …, _use_new_zipfile_serialization=False)`, torch 2.15. */
const TINY =
  'gAKKCmz8nEb5IGqoUBkugAJN6QMugAJ9cQAoWBAAAABwcm90b2NvbF92ZXJzaW9ucQFN6QNYDQAAAGxpdHRsZV9lbmRpYW5xAohYCgAAAHR5cG' +
  'Vfc2l6ZXNxA31xBChYBQAAAHNob3J0cQVLAlgDAAAAaW50cQZLBFgEAAAAbG9uZ3EHSwR1dS6AAn1xAChYBAAAAHN0ZXBxAUsHWAsAAABtb2Rl' +
  'bF9zdGF0ZXECY2NvbGxlY3Rpb25zCk9yZGVyZWREaWN0CnEDKVJxBChYAQAAAGFxBWN0b3JjaC5fdXRpbHMKX3JlYnVpbGRfdGVuc29yX3YyCn' +
  'EGKChYBwAAAHN0b3JhZ2VxB2N0b3JjaApGbG9hdFN0b3JhZ2UKcQhYDgAAADk0ODgyOTk5MzAxODcycQlYAwAAAGNwdXEKSwZOdHELUUsASwJL' +
  'A4ZxDEsDSwGGcQ2JaAMpUnEOdHEPUnEQWAEAAABicRFoBigoaAdoCFgOAAAAOTQ4ODI4ODMxMjc0NDBxEmgKSwJOdHETUUsASwKFcRRLAYVxFY' +
  'loAylScRZ0cRdScRh1WAQAAABub3RlcRlYAQAAAHhxGlgCAAAAbHJxG0c/4AAAAAAAAHUugAJdcQAoWA4AAAA5NDg4Mjg4MzEyNzQ0MHEBWA4A' +
  'AAA5NDg4Mjk5OTMwMTg3MnECZS4CAAAAAAAAAAAAAD8AAIC+BgAAAAAAAAAAAIA/AAAAQAAAQEAAAIBAAACgQAAAwEA=';
/** The same of an object that has `print` called when Python loads it. */
const RUNS =
  'gAKKCmz8nEb5IGqoUBkugAJN6QMugAJ9cQAoWBAAAABwcm90b2NvbF92ZXJzaW9ucQFN6QNYDQAAAGxpdHRsZV9lbmRpYW5xAohYCgAAAHR5cG' +
  'Vfc2l6ZXNxA31xBChYBQAAAHNob3J0cQVLAlgDAAAAaW50cQZLBFgEAAAAbG9uZ3EHSwR1dS6AAn1xAFgLAAAAbW9kZWxfc3RhdGVxAWNjb2xs' +
  'ZWN0aW9ucwpPcmRlcmVkRGljdApxAilScQNYAQAAAGFxBGNfX2J1aWx0aW5fXwpwcmludApxBVgDAAAAcmFucQaFcQdScQhzcy6AAl1xAC4=';

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

describe('a file of PyTorch', () => {
  it('gives the tensors of a dictionary with their shapes', () => {
    const tensors = readTorchTensors(bytes(TINY), 'model_state');
    expect([...tensors.keys()]).toEqual(['a', 'b']);
    expect(tensors.get('a')).toEqual({ shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) });
    expect(tensors.get('b')).toEqual({ shape: [2], data: Float32Array.of(0.5, -0.25) });
  });

  it('runs nothing, whatever it asks for', () => {
    expect(() => readTorchTensors(bytes(RUNS), 'model_state')).toThrow(/print/);
  });

  it.each([
    ['cut off', bytes(TINY).slice(0, -3)],
    ['cut off in the middle', bytes(TINY).slice(0, 200)],
    ['empty', new Uint8Array()],
    ['something else', new Uint8Array(Buffer.from('PK\u0003\u0004 a zip'))],
  ])('is refused where it is %s', (_, file) => {
    expect(() => readTorchTensors(file, 'model_state')).toThrow();
  });

  it('is refused where it holds no such dictionary', () => {
    expect(() => readTorchTensors(bytes(TINY), 'other')).toThrow(/other/);
  });
});
