'use client';

import { useState } from 'react';
import { sendCommand } from '#app/_live/sendCommands.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { plural } from '#lib/domain/people.ts';

/** Moments are already words in the school's time. */
export type SessionRow = {
  publicId: number;
  device: string;
  address: string;
  role: string;
  since: string;
  seen: string;
  current: boolean;
};

export function SessionList({ sessions }: { sessions: SessionRow[] }) {
  const [ended, setEnded] = useState<ReadonlySet<number>>(new Set());
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const rows = sessions.filter((row) => !ended.has(row.publicId));
  const others = rows.filter((row) => !row.current);

  async function end(targets: SessionRow[]) {
    setBusy(true);
    setProblem(null);
    for (const { publicId } of targets) {
      const answer = await sendCommand({ name: 'session.end', input: { publicId } });
      // «Нет такой записи»: it has ended by itself meanwhile, which is what was asked for.
      if (answer.ok || answer.code === 'not_found') setEnded((before) => new Set(before).add(publicId));
      else {
        setProblem(answer.message);
        break;
      }
    }
    setBusy(false);
    setAsking(false);
  }

  return (
    <>
      <ul className="panel overflow-hidden">
        {rows.map((row) => (
          <li
            key={row.publicId}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-line border-t px-3.5 py-2.5 first:border-t-0"
          >
            <div>
              <span className="font-medium">{row.device}</span>
              {row.current ? <span className="tag ok ml-2 align-middle">Этот вход</span> : null}
              <span className="block text-ink-2 text-small">
                {row.role} · вход {row.since} · {row.current ? 'сейчас' : `был(а) ${row.seen}`} · {row.address}
              </span>
            </div>
            {row.current ? null : (
              <button
                type="button"
                className="btn max-md:h-row-touch"
                aria-label={`Завершить вход: ${row.device}, ${row.since}`}
                disabled={busy}
                onClick={() => end([row])}
              >
                Завершить
              </button>
            )}
          </li>
        ))}
      </ul>
      {problem ? (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      ) : null}
      {others.length > 0 ? (
        <button
          type="button"
          className="btn danger justify-self-start max-md:h-row-touch"
          disabled={busy}
          onClick={() => setAsking(true)}
        >
          Завершить все остальные
        </button>
      ) : (
        <p className="text-ink-2">Других входов нет: вы вошли только здесь.</p>
      )}
      {asking ? (
        <Dialog title="Завершить все остальные входы?" onClose={() => setAsking(false)}>
          <p className="mt-2 text-ink-2">
            {others.length}{' '}
            {plural(others.length, 'вход будет завершён', 'входа будут завершены', 'входов будут завершены')}. Там
            придётся войти заново; этот вход останется.
          </p>
          <div className="mt-4 flex justify-end gap-2">
            <button type="button" className="btn" onClick={() => setAsking(false)}>
              Отмена
            </button>
            <button type="button" className="btn danger solid" disabled={busy} onClick={() => end(others)}>
              Завершить {others.length}
            </button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
