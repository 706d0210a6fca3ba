/** What Electron calls keys that `KeyboardEvent.key` names otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
};

/** `Mod+Shift+o` as Electron writes it. Plain keys belong to the page: a menu accelerator would steal typing. */
export function accelerator(keys: readonly string[]): string | undefined {
  const combination = keys.find((each) => each.startsWith('Mod+'));
  if (combination === undefined) return undefined;
  const held = combination.match(/^(?:(?:Mod|Alt|Shift)\+)*/)?.[0] ?? '';
  const key = combination.slice(held.length);
  return held.replace('Mod', 'CmdOrCtrl') + (NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}
