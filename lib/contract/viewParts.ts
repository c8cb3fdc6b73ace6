export type PeriodRef = { id: number; label: string; starts: string; ends: string; closed: boolean };

/** `archived`: no longer offered, still shown where it was used. */
export type WorkTypeRef = {
  id: number;
  name: string;
  short: string;
  weight: number;
  control: boolean;
  written: boolean;
  sort: number;
  archived: boolean;
  v: number;
};

export type AttendanceCode = 'absent' | 'late' | 'remote' | 'exempt';

export type AbsenceReason = 'excused' | 'unexcused' | 'ill';
