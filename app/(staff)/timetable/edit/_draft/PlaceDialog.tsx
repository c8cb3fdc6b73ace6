import { useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { Words } from '#app/(staff)/timetable/edit/_draft/subject.ts';
import type { DraftSlot } from '#lib/contract/draftViews.ts';
import type { At } from '#lib/domain/draftMoves.ts';
import { WEEKDAYS } from '#lib/domain/time.ts';
import type { Parity } from '#lib/domain/timetable.ts';

type Props = {
  words: Words;
  at: At;
  slots: readonly DraftSlot[];
  rooms: readonly string[];
  mayWrite: boolean;
  onPut(slot: DraftSlot): void;
  onRemove(slot: DraftSlot): void;
  onTake(slot: DraftSlot): void;
  onClose(): void;
};
const PARITIES: { value: Parity; label: string }[] = [
  { value: 0, label: 'каждую неделю' },
  { value: 1, label: 'нечётные недели' },
  { value: 2, label: 'чётные недели' },
];

/** Room, teacher and weeks of the lessons of one place. Each field is saved as it is left. */
export function PlaceDialog({ words, at, slots, rooms, mayWrite, onPut, onRemove, onTake, onClose }: Props) {
  return (
    <Dialog title={`${WEEKDAYS[at.weekday - 1]}, ${at.number} урок`} onClose={onClose}>
      <datalist id="draft-rooms">
        {rooms.map((room) => (
          <option key={room} value={room} />
        ))}
      </datalist>
      <div className="mt-2 grid gap-4">
        {slots.map((slot) => (
          <fieldset key={slot.id} className="grid gap-2" disabled={!mayWrite || slot.id < 0}>
            <legend className="font-semibold">{words.title(slot, 'room')}</legend>
            <label className="setfield">
              <span>Учитель</span>
              <select
                className="field"
                value={slot.teacherId ?? ''}
                onChange={(event) =>
                  onPut({ ...slot, teacherId: event.target.value === '' ? null : Number(event.target.value) })
                }
              >
                <option value="">{words.teacher({ ...slot, teacherId: null })} — по нагрузке</option>
                {holdersOf(words, slot).map((teacherId) => (
                  <option key={teacherId} value={teacherId}>
                    {words.teacher({ ...slot, teacherId })}
                  </option>
                ))}
              </select>
            </label>
            <div className="flex gap-2">
              <RoomField key={slot.room} room={slot.room} onRoom={(room) => onPut({ ...slot, room })} />
              <label className="setfield grow">
                <span>Недели</span>
                <select
                  className="field"
                  value={slot.parity}
                  onChange={(event) => {
                    const found = PARITIES.find(({ value }) => String(value) === event.target.value);
                    if (found) onPut({ ...slot, parity: found.value });
                  }}
                >
                  {PARITIES.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
              </label>
            </div>
            <div className="flex gap-2">
              <button type="button" className="btn small" onClick={() => onTake(slot)}>
                Взять и перенести
              </button>
              <button type="button" className="btn small danger" onClick={() => onRemove(slot)}>
                Убрать
              </button>
            </div>
          </fieldset>
        ))}
      </div>
    </Dialog>
  );
}

/** Who may hold a place: teachers of its group, and whoever stands there, so that he is seen. */
function holdersOf(words: Words, slot: DraftSlot): number[] {
  const own = words.group(slot.groupId)?.teacherIds ?? [];
  return slot.teacherId === null || own.includes(slot.teacherId) ? own : [...own, slot.teacherId];
}

function RoomField({ room, onRoom }: { room: string; onRoom(room: string): void }) {
  const [text, setText] = useState(room);
  const save = () => {
    if (text.trim() !== room) onRoom(text.trim());
  };
  return (
    <label className="setfield grow">
      <span>Кабинет</span>
      <input
        className="field"
        list="draft-rooms"
        maxLength={20}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
        }}
      />
    </label>
  );
}
