'use client';

import { useCallback, useEffect, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { SkeletonRows } from '#app/_ui/Skeleton.tsx';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { CalendarFeed } from '#lib/contract/reads.ts';
import { feedAddress } from '#lib/domain/calendarFeed.ts';
import { dayFull, dayIn, timeIn } from '#lib/domain/time.ts';
import { CalendarAddress } from './CalendarAddress.tsx';
import { newSecret } from './newSecret.ts';

type Loaded = { feed: CalendarFeed | null } | { problem: string } | null;

/** «Подписаться в календаре»: a secret address of one's own, made in this browser, shown once, made anew or revoked. */
export function CalendarDialog({
  studentId,
  schoolId,
  live,
  tz,
  onClose,
}: {
  /** Null: the person's own lessons. */
  studentId: number | null;
  schoolId: number;
  live: { online: boolean; send(command: NewCommand): Promise<CommandAnswer> };
  tz: string;
  onClose(): void;
}) {
  const [loaded, setLoaded] = useState<Loaded>(null);
  const [address, setAddress] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const load = useCallback(async () => {
    const asked = await askRead('calendar.feeds', {});
    if (!asked.ok) setLoaded({ problem: asked.message });
    else setLoaded({ feed: asked.answer.feeds.find((feed) => feed.studentId === studentId) ?? null });
  }, [studentId]);
  useEffect(() => void load(), [load]);
  const feed = loaded && 'feed' in loaded ? loaded.feed : null;

  async function change(command: NewCommand, shown: string | null) {
    setBusy(true);
    setProblem(null);
    const answer = await live.send(command);
    setBusy(false);
    if (answer.ok) setAddress(shown);
    else setProblem(answer.message);
    await load();
  }
  async function issue() {
    const { secret, hash } = await newSecret();
    const shown = `${window.location.host}/api/calendar/${feedAddress(schoolId, secret)}.ics`;
    await change({ name: 'calendar.issue', input: { studentId, hash }, base: feed?.v ?? 0 }, shown);
  }
  const revoke = () => change({ name: 'calendar.revoke', input: { studentId }, base: feed?.v ?? 0 }, null);
  const ready = live.online && !busy;
  return (
    <Dialog title="Подписаться в календаре" onClose={onClose}>
      <div className="mt-2 grid gap-3 text-base">
        <p className="text-ink-2">
          Уроки с заменами, переносами и отменами появятся в календаре телефона или компьютера и будут обновляться сами.
          {studentId === null ? null : ' Имени ребёнка в календаре нет.'}
        </p>
        {address ? <CalendarAddress address={address} /> : null}
        {loaded === null ? <SkeletonRows rows={2} height="h-row-touch" /> : null}
        {loaded && 'problem' in loaded ? (
          <p role="alert" className="text-bad">
            {loaded.problem}
          </p>
        ) : null}
        {feed?.active && !address ? (
          <p>
            Адрес создан {dayFull(dayIn(feed.issuedAt, tz))}.{' '}
            {feed.readAt
              ? `Календарь обращался ${dayFull(dayIn(feed.readAt, tz))} в ${timeIn(feed.readAt, tz)}.`
              : 'Календарь к нему ещё не обращался.'}{' '}
            Показать его снова нельзя: у школы хранится только отпечаток. Если адрес потерян или попал к чужим, создайте
            новый: прежний сразу перестанет работать.
          </p>
        ) : null}
        {problem ? (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        ) : null}
        {loaded && 'feed' in loaded ? (
          <div className="flex flex-wrap gap-2">
            {address ? null : (
              <button
                type="button"
                className={`btn touch ${feed?.active ? '' : 'primary'}`}
                disabled={!ready}
                onClick={() => void issue()}
              >
                {feed?.active ? 'Создать новый адрес' : 'Создать адрес'}
              </button>
            )}
            {feed?.active ? (
              <button type="button" className="btn danger touch" disabled={!ready} onClick={() => void revoke()}>
                Отозвать адрес
              </button>
            ) : null}
          </div>
        ) : null}
        {live.online ? null : (
          <p className="text-warn">Нет связи: адрес можно создать и отозвать, когда она вернётся.</p>
        )}
      </div>
    </Dialog>
  );
}
