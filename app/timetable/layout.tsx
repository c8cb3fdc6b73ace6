import type { ReactNode } from 'react';
import { requireActor } from '#app/_session/actor.ts';
import { Frame } from '#app/_ui/Frame.tsx';

export default async function TimetableLayout({ children }: { children: ReactNode }) {
  return <Frame actor={await requireActor()}>{children}</Frame>;
}
