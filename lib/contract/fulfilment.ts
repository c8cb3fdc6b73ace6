import type { FulfilmentRow } from '#lib/domain/plans/fulfilment.ts';

/** «Выполнение программы» of the school, or of one's own groups, over a period or the year up to today. Rows by class and subject. */
export type FulfilmentPage = {
  school: string;
  /** School time, ISO. */
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  /** Of all groups, or of one's own. */
  whole: boolean;
  periods: { key: string; label: string }[];
  period: { key: string; label: string; starts: string; ends: string };
  rows: FulfilmentRow[];
};
