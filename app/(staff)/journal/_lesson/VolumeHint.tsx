import { useCallback, useEffect, useMemo, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import { PageSourceProvider } from '#app/_live/PageSource.tsx';
import { useLive } from '#app/_live/useLive.ts';
import type { HomeworkVolumeView } from '#lib/contract/homeworkVolumeView.ts';
import { dayVolume, hoursText, isTooMuch } from '#lib/domain/homeworkVolume.ts';
import { dayMonth } from '#lib/domain/time.ts';

type Props = {
  group: { id: number; className: string };
  personId: number;
  lessonId: number;
  /** The day the homework is due, and how long it takes; null: as the subject usually does. */
  date: string;
  minutes: number | null;
};

/** «На 03.12 у 8Б уже 2 ч 10 мин из 2 ч 30 мин; с этим будет …»: moves as soon as a colleague has given his. */
export function VolumeHint(props: Props) {
  const { id } = props.group;
  const [view, setView] = useState<HomeworkVolumeView | null>(null);
  const ask = useCallback(() => {
    void askRead('homework.volume', { groupId: id }).then((answer) => {
      if (answer.ok) setView(answer.answer);
    });
  }, [id]);
  useEffect(ask, [ask]);
  // Too much was missed, or a lesson was moved: this line asks anew, the journal around it stays.
  const source = useMemo(() => ({ reload: ask, keptAt: null }), [ask]);
  // No weight without a connection, in a club or at home: the field works without it.
  if (!view) return null;
  return (
    <PageSourceProvider value={source}>
      <Line key={id} initial={view} {...props} />
    </PageSourceProvider>
  );
}

function Line({ initial, group, personId, lessonId, date, minutes }: Props & { initial: HomeworkVolumeView }) {
  const { view } = useLive(initial, { view: 'homeworkVolume', groupId: group.id }, { personId });
  const classId = view.groups.find((own) => own.id === group.id)?.classId;
  if (classId === undefined || date > view.to) return null;
  const before = dayVolume(view, classId, date, lessonId);
  const others = view.items.filter((item) => item.lessonId !== lessonId);
  const own = { lessonId, groupId: group.id, dueId: 0, date, minutes, v: 0 };
  const after = dayVolume({ ...view, items: [...others, own] }, classId, date);
  const much = isTooMuch(after);
  return (
    <p className={`tabular-nums ${much ? 'text-warn' : ''}`} role="status">
      На {dayMonth(date)} у {group.className} {before.minutes === 0 ? 'ещё ничего' : `уже ${hoursText(before.minutes)}`}{' '}
      из {hoursText(before.norm)}, с этим заданием {minutes === null && '≈ '}
      {hoursText(after.minutes)}
      {much && ' — много'}
    </p>
  );
}
