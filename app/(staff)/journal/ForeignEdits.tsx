import { memo, useEffect, useId, useState } from 'react';
import { type ForeignEdit, placeText } from '#app/_live/place.ts';

/** How long the newest change is told, ms. The list keeps it. */
const TOLD = 10_000;

/** «Гусева М. П. — 8Б · Алгебра, Ковалёв Михаил, 02.12: 4 → 5». */
export const editText = ({ by, place, was, became }: ForeignEdit): string =>
  `${by} — ${placeText(place)}: ${was} → ${became}`;

/** Changes by others in the journal that is open: the newest is told once, all of them stay in a list with the way to
 *  each cell. A teacher learns of every hand but his own in his journal, even if he was not looking. */
export const ForeignEdits = memo(function ForeignEdits({
  edits,
  groupId,
}: {
  edits: readonly ForeignEdit[];
  groupId: number;
}) {
  const listId = useId();
  const [read, setRead] = useState(0);
  const [told, setTold] = useState<ForeignEdit | null>(null);
  const own = edits.filter((edit) => edit.groupId === groupId);
  const newest = own.at(-1) ?? null;
  const unread = own.filter((edit) => edit.seq > read).length;
  useEffect(() => {
    if (!newest) return;
    setTold(newest);
    const timer = setTimeout(() => setTold(null), TOLD);
    return () => clearTimeout(timer);
  }, [newest]);
  return (
    <div className="jedits">
      <span role="status" className="jedits-told">
        {told ? `Изменено: ${editText(told)}` : ''}
      </span>
      {own.length > 0 ? (
        <button type="button" className="link" popoverTarget={listId}>
          Изменено другими: {own.length}
          {unread > 0 && unread < own.length ? `, новых ${unread}` : ''}
        </button>
      ) : null}
      {/* In the browser's top layer: the status line would cut it. */}
      <ul
        id={listId}
        popover="auto"
        className="pop jedits-list"
        aria-label="Изменено другими"
        onToggle={(event) => event.newState === 'open' && setRead(newest?.seq ?? 0)}
      >
        {own.toReversed().map((edit) => (
          <li key={`${edit.seq}:${edit.field}`}>
            <a href={edit.place.path ?? undefined}>{editText(edit)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
});
