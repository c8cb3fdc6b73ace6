import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { Settings } from '#app/(staff)/settings/Settings.tsx';
import { settingsPage } from '#db/queries/settingsPage.ts';
import { can, landingOf } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Настройки' };

export default async function SettingsPage() {
  const actor = await requireActor();
  if (!can(actor, 'settings.read')) redirect(landingOf(actor));
  const view = await settingsPage(actor);
  if (!view) notFound();
  return <Settings initial={view} viewer={{ personId: actor.personId }} />;
}
