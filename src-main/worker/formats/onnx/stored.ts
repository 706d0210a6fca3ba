// TensorProto of a tensor whose elements lie in a file beside the model, which ONNX calls external data.
import { fieldsOf, ProtobufMessage } from '../protobuf';
import { TYPE_NUMBERS } from './elements';
import type { StoredTensor } from './tensor-file';

/** TensorProto.DataLocation: the bytes lie in another file. */
export const EXTERNAL = 1;

export function storedMessage(name: string, tensor: StoredTensor): ProtobufMessage {
  const { type, shape, file, offset, length } = tensor;
  const message = new ProtobufMessage();
  for (const size of shape) message.integer(1, size);
  message.integer(2, TYPE_NUMBERS[type]).string(8, name);
  for (const [key, value] of Object.entries({ location: file, offset, length })) {
    message.message(13, new ProtobufMessage().string(1, key).string(2, String(value)));
  }
  return message.integer(14, EXTERNAL);
}

/** Of StringStringEntryProto, of which one says something of the place: its key and its value. */
export function readEntry(payload: Uint8Array): [string, string] {
  const text = new TextDecoder();
  let [key, value] = ['', ''];
  for (const field of fieldsOf(payload)) {
    if (field.number === 1) key = text.decode(field.payload);
    else if (field.number === 2) value = text.decode(field.payload);
  }
  return [key, value];
}

/** Where a tensor lies by its entries; null where they do not say. */
export function placeOf(
  entries: ReadonlyMap<string, string>,
): Pick<StoredTensor, 'file' | 'offset' | 'length'> | null {
  const [offset, length] = [Number(entries.get('offset') ?? 0), Number(entries.get('length'))];
  const file = entries.get('location');
  if (file === undefined || !Number.isSafeInteger(offset) || !Number.isSafeInteger(length)) return null;
  return { file, offset, length };
}
