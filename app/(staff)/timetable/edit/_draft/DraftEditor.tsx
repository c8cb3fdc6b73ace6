'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import { Toast } from '#app/_ui/Toast.tsx';
import { DropDialog } from '#app/(staff)/timetable/edit/_draft/DropDialog.tsx';
import { EnforceDialog } from '#app/(staff)/timetable/edit/_draft/EnforceDialog.tsx';
import { saysOf } from '#app/(staff)/timetable/edit/_draft/landingWords.ts';
import { PlaceDialog } from '#app/(staff)/timetable/edit/_draft/PlaceDialog.tsx';
import { SidePane } from '#app/(staff)/timetable/edit/_draft/SidePane.tsx';
import { type By, optionsOf, parseSubject, shownIn, wordsOf } from '#app/(staff)/timetable/edit/_draft/subject.ts';
import { freshPieces, unplacedOf } from '#app/(staff)/timetable/edit/_draft/unplaced.ts';
import { useCarry } from '#app/(staff)/timetable/edit/_draft/useCarry.ts';
import { useDraft } from '#app/(staff)/timetable/edit/_draft/useDraft.ts';
import { useFresh } from '#app/(staff)/timetable/edit/_draft/useFresh.ts';
import { WeekGrid } from '#app/(staff)/timetable/edit/_draft/WeekGrid.tsx';
import { statusWords } from '#app/(staff)/timetable/edit/statusWords.ts';
import type { DraftSlot, DraftView } from '#lib/contract/draftViews.ts';
import { isAt } from '#lib/domain/draftMoves.ts';
import { planGaps, reportOf, weekOf } from '#lib/domain/draftWeek.ts';
import { dayFull, WEEKDAYS } from '#lib/domain/time.ts';
import { conflictsOf, isHard } from '#lib/domain/timetable.ts';
import '../office.css';
import './draft.css';

const BY: { value: By; label: string }[] = [
  { value: 'class', label: 'Класс' },
  { value: 'teacher', label: 'Учитель' },
  { value: 'room', label: 'Кабинет' },
];
/** A draft of the timetable: the week of one class, teacher or room, edited by hand while the school's whole week is checked. */
export function DraftEditor({
  initial,
  viewer,
  start,
}: {
  initial: DraftView;
  viewer: { personId: number };
  start: { by: string; id: string };
}) {
  const router = useRouter();
  const live = useLive(initial, { view: 'draft', versionId: initial.version.id }, viewer);
  const { view } = live;
  const { version, mayWrite } = view;
  const draft = useDraft(live);
  const fresh = useFresh(live);
  const [subject, setSubject] = useState(() => parseSubject(initial, start));
  const [dialog, setDialog] = useState<'enforce' | 'drop' | null>(null);

  const classId = subject.by === 'class' ? Number(subject.id) : null;
  const facts = useMemo(() => ({ ...view, from: version.starts }), [view, version.starts]);
  const week = useMemo(() => weekOf(facts, draft.slots), [facts, draft.slots]);
  const words = useMemo(() => wordsOf(view, week), [view, week]);
  const isShown = useMemo(() => shownIn(view, week, subject), [view, week, subject]);
  const shown = useMemo(() => draft.slots.filter(isShown), [draft.slots, isShown]);
  const options = useMemo(() => optionsOf(view, draft.slots, subject.by), [view, draft.slots, subject.by]);
  const unplaced = useMemo(() => unplacedOf(view, draft.slots, subject), [view, draft.slots, subject]);
  const conflicts = useMemo(() => new Map(shown.map((slot) => [slot.id, conflictsOf(week, slot)])), [shown, week]);
  // The whole school is looked through behind the hand, not under it.
  const settled = useDeferredValue(draft.slots);
  const report = useMemo(() => reportOf(facts, settled), [facts, settled]);
  const clashes = useMemo(() => report.conflicts.filter((clash) => isHard(clash.kind)), [report]);
  const gaps = useMemo(
    () => (classId === null ? [] : planGaps(view.curriculum, view.groups, draft.slots, classId)),
    [view.curriculum, view.groups, draft.slots, classId],
  );
  const days = draft.slots.some((slot) => slot.weekday > 5) ? 6 : 5;
  const numbers = Math.max(8, ...shown.map((slot) => slot.number));
  // A teacher's lessons may ring by several sets: the numbers show those of his first one.
  const rungClass = classId ?? words.group(shown[0]?.groupId ?? 0)?.classId ?? view.classes.at(-1)?.id ?? 0;
  const carry = useCarry({ facts, week, draft, shown, isShown, days, numbers, mayWrite });

  // The address says whose week it is: a link, a bookmark, «back» to it.
  useEffect(() => {
    window.history.replaceState(null, '', `?by=${subject.by}&id=${encodeURIComponent(subject.id)}`);
  }, [subject]);
  const show = (by: By, id: string) => {
    carry.letGo();
    setSubject({ by, id });
  };
  function showSlot(slot: DraftSlot) {
    const group = words.group(slot.groupId);
    if (!group) return;
    show('class', String(group.classId));
    carry.setCursor({ weekday: slot.weekday, number: slot.number });
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') carry.letGo();
    const typing = event.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyZ' || event.shiftKey || typing) return;
    event.preventDefault();
    draft.undo();
  }
  if (version.state !== 'draft')
    return (
      <main className="flex min-h-0 flex-1 flex-col">
        <EmptyState
          heading
          title={version.title}
          action={
            <Link className="btn primary" href="/timetable/edit" prefetch={false}>
              К расписаниям
            </Link>
          }
        >
          {version.state === 'current'
            ? `Введено в действие с ${dayFull(version.starts)}. Для изменений сделайте новый черновик.`
            : 'Это расписание возвращено к прежнему. Для изменений сделайте новый черновик.'}
        </EmptyState>
      </main>
    );
  const { hand } = carry;
  const { weekday, number } = carry.cursor;
  const landed = carry.landing?.(carry.cursor);
  const here = `${WEEKDAYS[weekday - 1] ?? ''}, ${number} урок`;
  const reasons = landed ? saysOf(landed, words, subject.by) : [];
  const says =
    landed && `${here}: ${reasons.length > 0 ? reasons.join('; ') : 'свободно'}. Enter — поставить, Esc — отпустить.`;
  return (
    <main className="flex min-h-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <div className="pagehead flex-wrap gap-y-1">
        <h1>{version.title}</h1>
        <span className="tag accent">Черновик с {dayFull(version.starts)}</span>
        <SegmentedControl
          label="Чья неделя"
          options={BY}
          value={subject.by}
          onChange={(by) => show(by, optionsOf(view, draft.slots, by)[0]?.id ?? '')}
        />
        <select
          className="field w-auto"
          aria-label={BY.find((one) => one.value === subject.by)?.label}
          value={subject.id}
          onChange={(event) => show(subject.by, event.target.value)}
        >
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
        <span role="status" className="ml-auto text-ink-3 text-small">
          {statusWords(live.status, view.tz)}
        </span>
        {mayWrite && (
          <>
            <button type="button" className="btn" disabled={!draft.canUndo} onClick={draft.undo} title="Ctrl+Z">
              Вернуть
            </button>
            <button type="button" className="btn quiet" onClick={() => setDialog('drop')}>
              Удалить черновик
            </button>
            <button type="button" className="btn primary" onClick={() => setDialog('enforce')}>
              Ввести в действие
            </button>
          </>
        )}
      </div>
      <p className="drafthint" role="status">
        {hand
          ? says
          : mayWrite
            ? 'Enter — взять урок, пробел — кабинет, учитель, недели, Delete — убрать, Ctrl+Z — вернуть. Мышью — перетащить.'
            : 'Вы смотрите черновик. Меняют его администратор и заместитель директора.'}
      </p>
      <div className="draftbody">
        <div className="min-w-0 overflow-auto">
          <WeekGrid
            label={`Неделя: ${options.find((option) => option.id === subject.id)?.label ?? ''}`}
            by={subject.by}
            days={days}
            numbers={numbers}
            slots={shown}
            conflicts={conflicts}
            words={words}
            times={({ weekday, number }) => week.times(rungClass, weekday, number)}
            cursor={carry.cursor}
            carriedIds={new Set(hand?.from ? hand.pieces.map((piece) => piece.id) : [])}
            landing={carry.landing}
            fresh={fresh}
            mayWrite={mayWrite}
            onCursor={carry.setCursor}
            onKey={carry.onKey}
            onPick={carry.pickCard}
            onDrop={carry.drop}
            onLetGo={carry.letGo}
            onOpen={(at) => shown.some((slot) => isAt(slot, at)) && carry.setOpened(at)}
          />
        </div>
        <SidePane
          view={view}
          words={words}
          unplaced={unplaced}
          inHand={hand?.key ?? null}
          report={report}
          clashes={clashes}
          gaps={gaps}
          classId={classId}
          mayWrite={mayWrite}
          onPick={(item, keys) => {
            carry.pick(freshPieces(view, draft.slots, item), null, item.key);
            // The focus goes where the arrows work.
            if (keys) carry.setCursor({ ...carry.cursor });
          }}
          onDragEnd={carry.letGo}
          onShow={showSlot}
        />
      </div>
      {carry.opened && (
        <PlaceDialog
          words={words}
          at={carry.opened}
          slots={shown.filter((slot) => carry.opened && isAt(slot, carry.opened))}
          rooms={optionsOf(view, draft.slots, 'room').map((option) => option.id)}
          mayWrite={mayWrite}
          onPut={(slot) => draft.put([slot])}
          onRemove={(slot) => draft.remove([slot])}
          onTake={(slot) => {
            carry.pick([slot], carry.opened);
            carry.setOpened(null);
          }}
          onClose={() => carry.setOpened(null)}
        />
      )}
      {dialog === 'enforce' && (
        <EnforceDialog
          live={live}
          report={report}
          onDone={() => router.push('/timetable/edit')}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'drop' && (
        <DropDialog live={live} onDone={() => router.push('/timetable/edit')} onClose={() => setDialog(null)} />
      )}
      <Toast message={draft.notice} onClose={draft.dismiss} />
    </main>
  );
}
