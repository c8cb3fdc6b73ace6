import type { DragEvent } from 'react';
import { saysOf, verdictOf } from '#app/(staff)/timetable/edit/_draft/landingWords.ts';
import type { GridProps } from '#app/(staff)/timetable/edit/_draft/WeekGrid.tsx';
import type { DraftSlot } from '#lib/contract/draftViews.ts';
import { type At, isAt, type Landing } from '#lib/domain/draftMoves.ts';
import { WEEKDAYS } from '#lib/domain/time.ts';
import { type Conflict, isHard, PARITY_WORDS } from '#lib/domain/timetable.ts';

type Props = GridProps & {
  at: At;
  focused: boolean;
  landed: Landing<DraftSlot> | null;
  hold(element: HTMLElement | null): void;
  onDragOver(event: DragEvent): void;
};

/** One place of the week: its lessons, and while one is carried what the place would say to it. */
export function WeekCell(props: Props) {
  const { at, focused, landed, words, by, mayWrite } = props;
  const here = props.slots.filter((slot) => isAt(slot, at));
  const verdict = landed ? verdictOf(landed) : null;
  const says = landed ? saysOf(landed, words, by) : [];
  const titles = here.map((slot) => words.title(slot, by)).join('; ') || 'пусто';
  const label = [`${WEEKDAYS[at.weekday - 1]}, ${at.number} урок: ${titles}`, ...says].join('. ');
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of the grid
      role="gridcell"
      ref={props.hold}
      className={['weekcell', verdict, focused ? 'here' : ''].filter(Boolean).join(' ')}
      tabIndex={focused ? 0 : -1}
      aria-label={label}
      data-at={`${at.weekday}-${at.number}`}
      onFocus={() => {
        if (!focused) props.onCursor(at);
      }}
      onKeyDown={(event) => props.onKey(event, at)}
      onClick={() => (landed ? props.onDrop(at) : props.onCursor(at))}
      onDoubleClick={() => props.onOpen(at)}
      onDragEnter={() => {
        if (landed && !focused) props.onCursor(at);
      }}
      onDragOver={props.onDragOver}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop(at);
      }}
    >
      {here.map((slot) => {
        const conflicts = props.conflicts.get(slot.id) ?? [];
        const carried = props.carriedIds.has(slot.id);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the mouse's way; keys pick up from the cell
          <div
            key={slot.id}
            className={['card', signOf(conflicts), carried ? 'carried' : '', props.fresh.has(slot.id) ? 'fresh' : '']
              .filter(Boolean)
              .join(' ')}
            draggable={mayWrite && slot.id > 0}
            title={conflicts.map((c) => words.conflict(c.kind, c.with)).join('\n') || undefined}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', words.title(slot, by));
              props.onPick(at, slot);
            }}
            onDragEnd={props.onLetGo}
          >
            <b>{words.title(slot, by)}</b>
            <span>
              {[by === 'teacher' ? '' : words.teacher(slot), slot.room && by !== 'room' ? slot.room : '']
                .filter(Boolean)
                .join(' · ')}
            </span>
            {slot.parity !== 0 && <i>{PARITY_WORDS[slot.parity]}</i>}
          </div>
        );
      })}
      {says.length > 0 && (
        <div className="says">
          {says[0]}
          {says.length > 1 && <b> +{says.length - 1}</b>}
        </div>
      )}
    </td>
  );
}

const signOf = (conflicts: readonly Conflict[]): string =>
  conflicts.some((c) => isHard(c.kind)) ? 'clash' : conflicts.length > 0 ? 'crowd' : '';
