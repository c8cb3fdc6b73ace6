import type { KeptView } from '#app/_live/keptViews.ts';
import type { View } from '#lib/contract/views.ts';

/** First screens that only lead on: whatever was seen last stands for them. */
const LEADING = new Set(['/', '/journal', '/hat', '/offline']);

/** What of a family's address picks another view; whatever else it says only picks a place in it. */
const PARTS = ['week', 'period', 'year'];

/** Whose a family's view is. */
export function studentOf(view: View): { id: number; given: string } | null {
  if (view.view === 'timetable') return view.family?.student ?? null;
  return 'student' in view ? view.student : null;
}

/** The kept view that stands for an address. `views`: newest first. The whole address decides; a cell or a lesson that a
 *  link names does not; an address without a child or a week means the newest. */
export function chooseView(views: readonly KeptView[], pathname: string, search: string): KeptView | null {
  const exact = views.find((kept) => kept.path === pathname + search);
  if (exact) return exact;
  if (LEADING.has(pathname)) return views[0] ?? null;
  const asked = new URLSearchParams(search);
  return (
    views.find((kept) => {
      const [path = '', query = ''] = kept.path.split('?');
      if (path !== pathname) return false;
      if (kept.view.view === 'journal' || kept.view.view === 'plan') return true;
      const own = new URLSearchParams(query);
      const child = asked.get('child');
      const sameChild = child === null || String(studentOf(kept.view)?.id) === child;
      return sameChild && PARTS.every((part) => asked.get(part) === own.get(part));
    }) ?? null
  );
}
