import type { Target } from '#lib/domain/bulkMarks.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { type Paste, parseValue } from '#lib/domain/pasteMarks.ts';
import { type BulkDesk, columnName, type Preview, previewOf } from './bulk.ts';

export type PastePreview = Preview & {
  /** Lines of the clipboard that have found their pupil, and those that have not. */
  matched: number;
  skipped: { label: string; why: string }[];
};

/** What pasting at `at` would do. Nothing is erased by an empty cell unless the person asks for it; a value that is none is
 *  named where it would stand. */
export function pastePreview(desk: BulkDesk, paste: Paste, at: Cursor, clearEmpty: boolean): PastePreview {
  const width = desk.columns.columns.length;
  const targets: Target[] = [];
  const refused: Preview['refused'] = [];
  const skipped: PastePreview['skipped'] = [];
  for (const [line, { label, match, cells }] of paste.lines.entries()) {
    if ('why' in match) {
      skipped.push({ label, why: match.why });
      continue;
    }
    for (const [i, text] of cells.entries()) {
      const place = { row: match.index, col: at.col + i };
      const wanted = parseValue(text);
      if (wanted === null && !clearEmpty) continue;
      const who = desk.rows[place.row]?.row.student.name ?? label;
      const key = `paste:${line}:${i}`;
      if (place.col >= width) {
        if (wanted !== null) refused.push({ key, who, where: `«${text}»`, why: 'правее последнего урока' });
      } else if (wanted === 'wrong')
        refused.push({ key, who, where: columnName(desk.columns, place.col), why: `«${text}» — не отметка` });
      else targets.push({ at: place, wanted: wanted ?? 'clear' });
    }
  }
  const preview = previewOf(desk, targets);
  const matched = paste.lines.length - skipped.length;
  return { ...preview, refused: [...refused, ...preview.refused], matched, skipped };
}
