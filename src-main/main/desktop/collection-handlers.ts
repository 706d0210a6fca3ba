import type { Services } from '../services';
import type { Handlers } from './call';

/** What people keep. Who listens to the service is told of each change. */
export function collectionHandlers({
  services: { collections },
}: {
  services: Pick<Services, 'collections'>;
}) {
  return {
    'collections.list': () => collections.list(),
    'collections.create': ({ name }) => collections.create(name),
    'collections.change': ({ collectionId, change }) => collections.change(collectionId, change),
    'collections.remove': ({ collectionId }) => collections.remove(collectionId),
    'collections.places': ({ collectionId }) => collections.places(collectionId),
    'collections.placesOf': ({ videoId }) => collections.placesOf(videoId),
    'collections.keep': ({ collectionId, places }) => collections.keep(collectionId, places),
    'collections.changePlace': ({ placeId, change }) => collections.changePlace(placeId, change),
    'collections.removePlaces': ({ placeIds }) => collections.removePlaces(placeIds),
    'collections.putBack': ({ placeIds }) => collections.putBack(placeIds),
    'collections.move': ({ placeId, before }) => collections.move(placeId, before),
    'collections.search': ({ text }) => collections.search(text),
  } satisfies Partial<Handlers>;
}
