import { describe, expect, it } from 'vitest';
import { resourcesDirOf, userDataDir } from './places';

describe('places', () => {
  it('are where the app keeps its own', () => {
    const home = '/home/u';
    expect(userDataDir({}, 'linux', home)).toBe('/home/u/.config/Longtake');
    expect(userDataDir({ XDG_CONFIG_HOME: '/x' }, 'linux', home)).toBe('/x/Longtake');
    expect(userDataDir({}, 'darwin', home)).toBe('/home/u/Library/Application Support/Longtake');
    expect(userDataDir({ APPDATA: '/roaming' }, 'win32', home)).toBe('/roaming/Longtake');
    expect(userDataDir({ LONGTAKE_USER_DATA: '/own' }, 'linux', home)).toBe('/own');
  });
  it('find the resources of a checkout and of a packaged app', () => {
    expect(resourcesDirOf('/src/longtake/out/main')).toBe('/src/longtake/resources');
    expect(resourcesDirOf('/opt/Longtake/resources/app.asar/out/main')).toBe('/opt/Longtake/resources');
    expect(resourcesDirOf('/home/u/app/out/main')).toBe('/home/u/app/resources');
  });
});
