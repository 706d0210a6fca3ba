import { TALK } from './films';
import { expect, test } from './indexed';
import { Library } from './pages/library';
import { Tray } from './pages/tray';

test('keys go by frame, second, scene, and to both ends', async ({ shared }) => {
  const workspace = await new Library(shared).open('talk');
  await workspace.watchFrames();
  await workspace.expectFrame('0:00.000');
  const press = async (key: string, clock: string) => {
    await shared.keyboard.press(key);
    await workspace.expectFrame(clock);
  };
  await press('ArrowRight', '0:00.100');
  await press('ArrowRight', '0:00.200');
  await press('ArrowLeft', '0:00.100');
  await press('Shift+ArrowRight', '0:01.100');
  await press('Shift+ArrowRight', '0:02.100');
  await press('Shift+ArrowLeft', '0:01.100');
  await press('End', '0:14.200');
  await press('ArrowLeft', '0:14.100');
  await press('Home', '0:00.000');
  await press('ArrowLeft', '0:00.000');
});

test('up and down go from scene to scene', async ({ shared }) => {
  const library = new Library(shared);
  const id = await library.idOf('talk');
  const workspace = await library.open('talk');
  await workspace.watchFrames();
  const scenes = await shared.evaluate(async (videoId) => {
    const reply = await window.longtake.invoke['index.scenes']({ videoId });
    return reply.ok ? reply.value.map(({ from }) => from / 1e6) : [];
  }, id);
  expect(scenes.length).toBeGreaterThan(1);
  for (const from of scenes.slice(1)) {
    await shared.keyboard.press('ArrowDown');
    await workspace.expectWithin(from, from + TALK.frame);
  }
  for (const from of scenes.slice(0, -1).reverse()) {
    await shared.keyboard.press('ArrowUp');
    await workspace.expectWithin(from, from + TALK.frame);
  }
});

test('space, K, L and J play and stop', async ({ shared }) => {
  const workspace = await new Library(shared).open('talk');
  await workspace.watchFrames();
  await shared.keyboard.press(' ');
  await expect(workspace.button('Pause')).toBeVisible();
  await expect
    .poll(() => workspace.position(), { message: 'where the player is, in seconds' })
    .toBeGreaterThan(0.3);
  await shared.keyboard.press(' ');
  await expect(workspace.button('Play')).toBeVisible();

  await shared.keyboard.press('l');
  await shared.keyboard.press('l');
  await expect(shared.getByText('2×', { exact: false }).and(shared.locator('.player__badge'))).toBeVisible();
  expect(await workspace.video.evaluate((video: HTMLVideoElement) => video.playbackRate)).toBe(2);
  await shared.keyboard.press('k');
  await expect(workspace.button('Play')).toBeVisible();

  const before = await workspace.position();
  await shared.keyboard.press('j');
  await expect
    .poll(() => workspace.position(), { message: 'where the player is, in seconds' })
    .toBeLessThan(before);
  await shared.keyboard.press('k');
  await expect(workspace.button('Play')).toBeVisible();
});

test('the slash goes to the search, Enter to a find; the question mark lists the keys', async ({
  shared,
}) => {
  const workspace = await new Library(shared).open('talk');
  await workspace.watchFrames();
  await shared.keyboard.press('?');
  await expect(workspace.dialog('Keyboard shortcuts')).toContainText('Forward one frame');
  await shared.keyboard.press('Escape');
  await expect(workspace.dialog('Keyboard shortcuts')).toBeHidden();

  await shared.keyboard.press('/');
  await expect(workspace.searchField).toBeFocused();
  await shared.keyboard.type('banana');
  await shared.keyboard.press('Enter');
  const { finds } = new Tray(shared);
  await expect(finds.first()).toBeVisible();
  await finds.first().focus();
  await shared.keyboard.press('Enter');
  await workspace.expectFrame('0:02.000');
});

test('a click on a line of the transcript goes to where it is said', async ({ shared }) => {
  const library = new Library(shared);
  const id = await library.idOf('talk');
  const workspace = await library.open('talk');
  await workspace.watchFrames();
  await workspace.tab('Transcript');
  const segments = await shared.evaluate(async (videoId) => {
    const reply = await window.longtake.invoke['index.transcript']({ videoId });
    return reply.ok ? reply.value : [];
  }, id);
  const last = segments.at(-1);
  if (!last) throw new Error('Nothing was transcribed.');
  await workspace.lines.last().click();
  const from = last.from / 1e6;
  await workspace.expectWithin(from, from + TALK.frame);
});

test('a click on the timeline goes there, and its keys zoom', async ({ shared }) => {
  const workspace = await new Library(shared).open('talk');
  await workspace.watchFrames();
  const box = await workspace.timeline.boundingBox();
  if (!box) throw new Error('The timeline is not shown.');
  const ruler = { x: box.width / 2, y: 36 };
  await workspace.timeline.click({ position: ruler });
  await workspace.expectWithin(6, 8.5);
  const at = await workspace.position();
  await shared.keyboard.press('+');
  await shared.keyboard.press('+');
  await workspace.timeline.click({ position: { x: box.width * 0.9, y: ruler.y } });
  await expect
    .poll(() => workspace.position(), { message: 'where the player is, in seconds' })
    .toBeGreaterThan(at);
  expect(await workspace.position()).toBeLessThan(TALK.seconds - 2);
});

test('what Chromium cannot play plays through a copy', async ({ shared }) => {
  const library = new Library(shared);
  const id = await library.idOf('camcorder');
  const workspace = await library.open('camcorder');
  await expect(workspace.video).toHaveAttribute('src', `media://video/${id}/proxy`);
  await workspace.watchFrames();
  await shared.keyboard.press('ArrowRight');
  await workspace.expectFrame('0:00.066');
});

test('a recording without a picture opens with its transcript and plays', async ({ shared }) => {
  const workspace = await new Library(shared).open('speech');
  await expect(shared.getByText('Sound only.', { exact: false })).toBeVisible();
  await workspace.watchFrames();
  await shared.keyboard.press('Shift+ArrowRight');
  await workspace.expectWithin(0.9, 1.1);
  await workspace.tab('Transcript');
  await expect(workspace.lines.first()).toContainText(/fellow americans/i);
});

test('a turned film is shown upright, as are its thumbnails', async ({ shared }) => {
  const library = new Library(shared);
  const id = await library.idOf('upright');
  const workspace = await library.open('upright');
  await workspace.watchFrames();
  const size = await workspace.video.evaluate((video: HTMLVideoElement) => [
    video.videoWidth,
    video.videoHeight,
  ]);
  expect(size).toEqual([180, 320]);
  const thumb = await shared.evaluate(async (videoId) => {
    const picture = await createImageBitmap(await (await fetch(`media://thumb/${videoId}/0`)).blob());
    return picture.width < picture.height;
  }, id);
  expect(thumb).toBe(true);
});

test('a window of its own is entered and left by its key, plays on by the same keys, and closes with the film', async ({
  shared,
}) => {
  const inOwnWindow = () => shared.evaluate(() => document.pictureInPictureElement !== null);
  const expectOwnWindow = (own: boolean) =>
    expect.poll(inOwnWindow, { message: 'a window of its own' }).toBe(own);
  const library = new Library(shared);
  const workspace = await library.open('talk');
  await workspace.watchFrames();
  await shared.keyboard.press('p');
  await expectOwnWindow(true);
  await shared.keyboard.press('ArrowRight');
  await workspace.expectFrame('0:00.100');
  await shared.keyboard.press('>');
  await shared.keyboard.press(' ');
  await expect(workspace.button('Pause')).toBeVisible();
  const rate = () => workspace.video.evaluate((video: HTMLVideoElement) => video.playbackRate);
  expect(await rate()).toBe(1.25);
  await shared.keyboard.press('p');
  await expectOwnWindow(false);
  await expect(workspace.button('Pause')).toBeVisible();

  // What its own button for closing does: what is played is stopped, and the page leaves it, without having been asked.
  await shared.keyboard.press('p');
  await expectOwnWindow(true);
  await workspace.video.evaluate(async (video: HTMLVideoElement) => {
    video.pause();
    await document.exitPictureInPicture();
  });
  await expect(workspace.button('Play')).toBeVisible();
  await shared.keyboard.press('p');
  await expectOwnWindow(true);

  // The window shows a film that is open, and none that was left.
  await shared.keyboard.press('ControlOrMeta+l');
  await library.arrive();
  await expectOwnWindow(false);
  const other = await library.open('upright');
  await shared.keyboard.press('p');
  await expectOwnWindow(true);
  // The speed is the one that was chosen, from the moment on that it plays.
  await shared.keyboard.press(' ');
  await expect(other.button('Pause')).toBeVisible();
  const speed = () => other.video.evaluate((video: HTMLVideoElement) => video.playbackRate);
  await expect.poll(speed, { message: 'the speed' }).toBe(1.25);
});
