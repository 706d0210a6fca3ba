// German words: workspace.
import type { workspace as English } from '../en/workspace';

export const workspace: Readonly<Record<keyof typeof English, string>> = {
  'workspace.gone': 'Dieser Film ist nicht in der Bibliothek',
  'workspace.gone.back': 'Zurück zur Bibliothek',
  'workspace.gone.text': 'Er wurde vielleicht inzwischen entfernt.',
  'workspace.noFrame': 'Von diesem Film ist noch kein Bild indexiert.',
  'workspace.panelWidth': 'Breite der Seitenleiste',
  'workspace.about': 'Zu diesem Film',
  'workspace.timelineHeight': 'Höhe der Zeitleiste',
  'workspace.timeline': 'Zeitleiste',
  'workspace.markFirst':
    'Bitte erst einen Bereich markieren: mit I und O, oder mit Umschalt auf der Zeitleiste ziehen.',
  'workspace.export': 'Exportieren',
  'workspace.export.transcript': 'Transkript …',
  'workspace.export.chapters': 'Kapitel …',
  'workspace.export.scenes': 'Szenen …',
  'workspace.export.shots': 'Einstellungen …',
  'workspace.export.tables': 'Tabellen …',
  'workspace.export.range': 'Markierter Bereich …',
  'workspace.export.chatMd': 'Chat als Markdown …',
  'workspace.export.chatJson': 'Chat als JSON …',
  'workspace.noScene': 'Von diesem Film ist noch keine Szene bekannt.',
  'workspace.showPanel': 'Seitenleiste zeigen',
  'workspace.missing': '{file} ist nicht mehr dort, wo es war.',
  'workspace.missing.remedy': 'Sein Index antwortet weiter; zum Abspielen bitte die Datei neu zuweisen.',
  'workspace.findFile': 'Datei suchen …',
};
