import type { Metadata } from 'next';
import { OfflineShell } from './OfflineShell.tsx';

export const metadata: Metadata = { title: 'Нет связи' };

/** What opens in the place of any page when there is no network. Nobody's data are in it: the browser draws the view that
 *  it has kept for the signed-in person. */
export default function OfflinePage() {
  return <OfflineShell />;
}
