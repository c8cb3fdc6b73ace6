'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { commandQueue } from '#app/_live/commandQueue.ts';
import { unsentInPlans } from '#app/_live/keptPlans.ts';
import { forgetViews } from '#app/_live/keptViews.ts';
import { callApi } from '#app/_ui/callApi.ts';
import { markUnlocked } from '#app/_ui/screenLock.ts';
import type { MenuPerson } from '#app/_ui/sections.ts';
import { TextField } from '#app/_ui/TextField.tsx';
import { plural } from '#lib/domain/people.ts';

/** The password of the one whose screen it is. Checked by the server, and throttled there like signing in. */
export function UnlockForm({ person, onUnlocked }: { person: MenuPerson; onUnlocked(): void }) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!password) return setProblem('Введите пароль.');
    setSending(true);
    const answer = await callApi('PATCH', '/api/lock', { password });
    setSending(false);
    setPassword('');
    if (answer.ok) {
      markUnlocked();
      return onUnlocked();
    }
    if (answer.code === 'unauthenticated') return leave();
    setProblem(answer.message);
    form.current?.querySelector('input')?.focus();
  }
  async function leave() {
    await forgetViews();
    window.location.assign('/login');
  }
  async function signOut() {
    const queue = commandQueue(person.id);
    await queue.ready;
    const { pending, outcomes } = queue.state();
    const inPlans = unsentInPlans().get(person.id) ?? 0;
    const count = pending.length + outcomes.filter((o) => o.open && o.about.waited).length + inPlans;
    if (count > 0)
      return setProblem(
        `${count} ${plural(count, 'запись ещё не сохранена', 'записи ещё не сохранены', 'записей ещё не сохранено')}: сначала разблокируйте экран.`,
      );
    const answer = await callApi('DELETE', '/api/session');
    if (!answer.ok) return setProblem(answer.message);
    queue.drop();
    markUnlocked();
    await leave();
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid w-full max-w-[22rem] gap-3 text-body">
      <div>
        <h1 className="font-semibold text-head">Экран заблокирован</h1>
        <p className="font-medium">{person.short}</p>
        <p className="text-ink-2">Введённое сохранено, страница останется какой была.</p>
      </div>
      <TextField
        label="Пароль"
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={128}
        value={password}
        problem={problem}
        onChange={(event) => setPassword(event.target.value)}
      />
      <button type="submit" className="btn primary touch" disabled={sending}>
        {sending ? 'Проверяем…' : 'Разблокировать'}
      </button>
      <button type="button" className="btn quiet touch" onClick={signOut}>
        Выйти и войти под другим именем
      </button>
    </form>
  );
}
