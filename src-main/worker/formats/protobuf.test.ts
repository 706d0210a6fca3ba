import { describe, expect, it } from 'vitest';
import { type Field, fieldsOf, LONGEST_HEAD, ProtobufMessage, readField, WIRE } from './protobuf';

const read = (bytes: Uint8Array) => [...fieldsOf(bytes)];
const only = (bytes: Uint8Array): Field => {
  const [field, ...more] = read(bytes);
  if (field === undefined || more.length > 0) throw new Error('not one field');
  return field;
};

describe('protobuf', () => {
  it.each([0, 1, 127, 128, 300, 2 ** 31, 2 ** 40 + 1, Number.MAX_SAFE_INTEGER, -1, -(2 ** 40)])(
    'reads the number %d as it was written',
    (number) => {
      const bytes = new ProtobufMessage().integer(3, number).encoded();
      expect(only(bytes)).toMatchObject({ number: 3, wire: WIRE.varint, value: number, to: bytes.length });
    },
  );

  it('writes what the format says, byte for byte', () => {
    const message = new ProtobufMessage()
      .integer(1, 150)
      .string(2, 'testing')
      .message(3, new ProtobufMessage().integer(1, 150))
      .float32(4, 1)
      .bytes(16, Uint8Array.of(9));
    expect(Buffer.from(message.encoded()).toString('hex')).toBe(
      ['089601', '120774657374696e67', '1a03089601', '250000803f', '82010109'].join(''),
    );
    expect(message.length).toBe(message.encoded().length);
  });

  it('reads fields of every kind as views, and writes them whole again', () => {
    const bytes = Uint8Array.of(...[0x08, 5, 0x11, ...Array(8).fill(1), 0x1a, 2, 7, 8, 0x25, 1, 2, 3, 4]);
    const fields = read(bytes);
    expect(fields.map(({ number, wire, from, to }) => [number, wire, from, to])).toEqual([
      [1, WIRE.varint, 2, 2],
      [2, WIRE.fixed64, 3, 11],
      [3, WIRE.delimited, 13, 15],
      [4, WIRE.fixed32, 16, 20],
    ]);
    expect([...(fields[2]?.payload ?? [])]).toEqual([7, 8]);
    expect(fields[2]?.payload.buffer).toBe(bytes.buffer);
    const again = new ProtobufMessage();
    for (const { whole } of fields) again.whole(whole);
    expect([...again.encoded()]).toEqual([...bytes]);
  });

  it.each([
    ['a number that is cut off', [0x08, 0x80]],
    ['a key that is cut off', [0x80]],
    ['a number of eleven bytes', [0x08, ...Array(10).fill(0x80), 1]],
    ['a group', [0x0b, 0x0c]],
    ['the field 0', [0x00, 1]],
    ['a length past the end', [0x12, 3, 1, 2]],
    ['a negative length', [0x12, ...Array(9).fill(0xff), 1]],
    ['four bytes of which one is missing', [0x25, 1, 2, 3]],
    ['eight bytes of which one is missing', [0x21, 1, 2, 3, 4, 5, 6, 7]],
  ])('refuses %s', (_, bytes) => expect(() => read(Uint8Array.from(bytes))).toThrow(RangeError));

  it('needs no more than the longest head to tell where a field of any length lies', () => {
    const head = Uint8Array.of(0xfa, 0xff, 0xff, 0xff, 0x0f, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01);
    expect(head.length).toBeLessThanOrEqual(LONGEST_HEAD);
    const length = 2 ** 35;
    expect(readField(head, 100, 111 + length)).toEqual({
      ...{ number: 2 ** 29 - 1, wire: WIRE.delimited, value: length },
      ...{ from: 111, to: 111 + length },
    });
    expect(() => readField(head, 100, 110 + length)).toThrow(RangeError);
  });
});
