import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CONTRACT } from './ipc';

type Schema = { [key: string]: unknown };

/** Where a schema takes text that it does not spell out: by way of its properties. */
function freeText(schema: Schema, path: string): string[] {
  const parts = [
    ...Object.entries((schema.properties as Record<string, Schema>) ?? {}).map(
      ([name, part]) => [part, `${path}.${name}`] as const,
    ),
    ...['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
      ((schema[key] as Schema[]) ?? []).map((part) => [part, path] as const),
    ),
    ...(schema.items ? [[schema.items as Schema, `${path}[]`] as const] : []),
    ...(schema.additionalProperties ? [[schema.additionalProperties as Schema, `${path}{}`] as const] : []),
  ];
  const free =
    [schema.type].flat().includes('string') && !('enum' in schema) && !('const' in schema) && !schema.pattern;
  // A schema that says nothing takes text as well.
  const anything = Object.keys(schema).filter((key) => key !== '$schema').length === 0;
  return [...(free || anything ? [path] : []), ...parts.flatMap(([part, at]) => freeText(part, at))];
}

describe('what the page may say to main', () => {
  it('holds no path and no address but those that main asks a person about', () => {
    const found = Object.entries(CONTRACT).flatMap(([name, { input }]) =>
      input instanceof z.ZodVoid ? [] : freeText(z.toJSONSchema(input, { io: 'input' }), name),
    );
    // Words of the user's, and ids that are looked up in a list. Whoever adds a line here says which of these it is.
    expect([...new Set(found)].sort()).toEqual(
      [
        // Words.
        'library.rename.title',
        'library.showTranscript.key',
        'index.correct.text',
        'index.editLines.edit.find',
        'index.editLines.edit.replacement',
        'glossary.set.terms[].text',
        'glossary.set.terms[].soundsLike[]',
        'index.renameSpeaker.name',
        'search.text.text',
        'collections.create.name',
        'collections.change.change.name',
        'collections.change.change.note',
        'collections.keep.places[].title',
        'collections.keep.places[].note',
        'collections.keep.places[].tags[]',
        'collections.changePlace.change.title',
        'collections.changePlace.change.note',
        'collections.changePlace.change.tags[]',
        'collections.search.text',
        'chat.ask.question',
        'chat.rename.name',
        // For the menu alone.
        'app.undoable.undo',
        'app.undoable.redo',
        // Names of keys, for the menu too.
        'settings.set.keys{}[]',
        'export.places.source.name',
        'export.places.source.places[].title',
        'export.places.source.places[].note',
        'export.placeClips.source.name',
        'export.placeClips.source.places[].title',
        'export.placeClips.source.places[].note',
        // Ids.
        'collections.change.collectionId',
        'collections.remove.collectionId',
        'collections.places.collectionId',
        'collections.keep.collectionId',
        'collections.changePlace.placeId',
        'collections.removePlaces.placeIds[]',
        'collections.putBack.placeIds[]',
        'collections.move.placeId',
        'collections.move.before',
        'chat.stop.messageId',
        'export.places.source.collectionId',
        'export.placeClips.source.collectionId',
        ...[
          'chat.ask',
          'chat.history',
          'chat.list',
          'chat.open',
          'chat.remove',
          'chat.rename',
          'chat.suggestions',
          'export.chat',
        ].map((name) => `${name}.scope.collectionId`),
        'chat.open.chatId',
        'chat.rename.chatId',
        'chat.remove.which.chatId',
        'chat.remove.which.messageIds[]',
        'chat.putBack.removed',
        'chat.letGo.removed',
        'export.stopClip.id',
        'index.undoLines.edit',
        'export.show.savedId',
        'folders.remove.id',
        'models.pauseInstall.installId',
        'models.resumeInstall.installId',
        'models.cancelInstall.installId',
        'models.install.entryId',
        'models.remove.packId',
        'settings.set.answerPack',
        'settings.set.searchPack',
        'settings.set.speechPack',
        // Names and keys of models on this computer, and addresses that can be of no other: see own-model.ts.
        'models.lookForOwn.address',
        'settings.set.ownModel.address',
        'settings.set.ownModel.model',
        // Addresses: see networkGate.
        'settings.set.mirror',
        'settings.set.proxy',
      ].sort(),
    );
  });
});
