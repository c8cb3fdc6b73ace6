import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { EntryFrame, EntryTitle } from '#app/_ui/EntryFrame.tsx';
import { SetupForm } from '#app/setup/SetupForm.tsx';
import { loginPage } from '#db/queries/loginPage.ts';

export const metadata: Metadata = { title: 'Первый запуск' };

export default async function SetupPage() {
  // Read for each request: as soon as there is an administrator, nobody can make a second one here.
  if (!(await loginPage()).empty) redirect('/login');
  return (
    <EntryFrame>
      <EntryTitle title="Первый запуск">В базе ещё нет ни одной школы. Создайте её и её администратора.</EntryTitle>
      <SetupForm />
    </EntryFrame>
  );
}
