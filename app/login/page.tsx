import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { currentActor } from '#app/_session/actor.ts';
import { EntryFrame, EntryTitle } from '#app/_ui/EntryFrame.tsx';
import { DEMO_LOGINS, DEMO_PASSWORD } from '#app/login/demoLogins.ts';
import { LeftHere } from '#app/login/LeftHere.tsx';
import { LoginForm } from '#app/login/LoginForm.tsx';
import { SchoolTime } from '#app/login/SchoolTime.tsx';
import { loginPage } from '#db/queries/loginPage.ts';
import { landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Вход' };

export default async function LoginPage() {
  const actor = await currentActor();
  if (actor) redirect(landingOf(actor));
  const page = await loginPage();
  if (page.empty) redirect('/setup');
  return (
    <EntryFrame demo={page.demo} foot={<SchoolTime now={page.now} tz={page.tz} />}>
      <EntryTitle title="Вход в журнал и дневник">{page.schoolName}</EntryTitle>
      <LoginForm demo={page.demo ? { logins: DEMO_LOGINS, password: DEMO_PASSWORD } : null} />
      <LeftHere />
      <p className="text-ink-2 text-small">
        Не получается войти? Новую карточку доступа выдаст классный руководитель, сотрудникам — администратор.
      </p>
    </EntryFrame>
  );
}
