import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { AfterInput } from '#lib/domain/journalKeys.ts';
import type { BulkDesk } from '../_model/bulk.ts';
import { type Place, placesOf } from '../_model/palette.ts';
import type { BulkState } from '../_model/useBulk.ts';
import { KeyHelp } from '../KeyHelp.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import { Palette } from './Palette.tsx';
import { PasteDialog } from './PasteDialog.tsx';

type Props = {
  desk: BulkDesk;
  /** «Все клавиши» or Ctrl+K. */
  over: 'help' | 'palette' | null;
  bulk: { open: BulkState; apply(commands: NewCommand[], words: string): void; close(): void };
  after: AfterInput;
  onAfter(after: AfterInput): void;
  onGo(place: Place): void;
  onClose(): void;
};

/** What stands over the whole journal; one at a time. */
export function JournalDialogs({ desk, over, bulk, after, onAfter, onGo, onClose }: Props) {
  if (over === 'help') return <KeyHelp after={after} onAfter={onAfter} onClose={onClose} />;
  if (over === 'palette') return <Palette places={placesOf(desk)} onGo={onGo} onClose={onClose} />;
  if (bulk.open?.kind === 'bulk')
    return <BulkDialog desk={desk} ask={bulk.open.ask} onApply={bulk.apply} onClose={bulk.close} />;
  if (bulk.open?.kind === 'paste')
    return <PasteDialog desk={desk} {...bulk.open} onApply={bulk.apply} onClose={bulk.close} />;
  return null;
}
